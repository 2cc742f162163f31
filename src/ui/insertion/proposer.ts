// A fiche of an employee's immersion begins with what this device already knows: only where its gabarit proposed nothing.
import type { Annuaire } from '../../domain/acces.ts'
import type { Immersion } from '../../domain/collections.ts'
import { addTo, type Ecriture } from '../../forms/ecriture.ts'
import { champsOf, type Gabarit } from '../../forms/gabarit.ts'
import { type Database, fichesOf } from '../../store/index.ts'
import { suivieDe } from '../../suivi/immersion-salarie.ts'
import { lireFiche } from '../../suivi/monde.ts'
import { proposerPose } from '../../suivi/proposer-pose.ts'
import { dayOf } from '../dates.ts'

/** Adds to what is about to be written; `semaine`: the week a point is about, as the link said it. */
export async function proposer(ecriture: Ecriture, gabarit: Gabarit, immersion: Immersion, db: Database, annuaire: Annuaire, semaine?: string): Promise<void> {
  const fiches = await fichesOf(db, { immersion: immersion.id })
  const { personnes, structures = [] } = annuaire
  const ici = { personnes, structures, today: dayOf(new Date()), semaine: semaine === undefined ? undefined : Number(semaine) }
  const known = proposerPose(gabarit.id, suivieDe(immersion, fiches.map(lireFiche)), ici)
  const begun = new Set([ecriture.set, ...Object.values(ecriture.acces)].flatMap((set) => Object.keys(set).map((at) => at.split('/')[0])))
  for (const champ of champsOf(gabarit)) {
    const value = known[champ.id]
    if (value !== undefined && !begun.has(champ.id)) addTo(ecriture, champ, value)
  }
}
