// A fiche of an employee's immersion begins with what this device already knows: only where its gabarit proposed nothing.
import type { Annuaire } from '../../domain/acces.ts'
import type { Immersion } from '../../domain/collections.ts'
import { addKnown, type Ecriture } from '../../forms/ecriture.ts'
import type { Gabarit } from '../../forms/gabarit.ts'
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
  addKnown(ecriture, gabarit, proposerPose(gabarit.id, suivieDe(immersion, fiches.map(lireFiche)), ici))
}
