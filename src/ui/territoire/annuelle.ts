// The answers proposed for a new yearly restitution, from what this device holds of the group.
import type { Annuaire } from '../../domain/acces.ts'
import { type Ecriture, addTo } from '../../forms/ecriture.ts'
import { findChamp, type Gabarit } from '../../forms/gabarit.ts'
import { type Database, listImmersions, localTime, type Session } from '../../store/index.ts'
import { fichesSuivies } from '../../store/suivi.ts'
import { preparerAnnuelle } from '../../suivi/annuelle.ts'
import { lireFiche } from '../../suivi/monde.ts'

const LUES = ['synthese-groupe-local', 'restitution-annuelle', 'reunion-trimestrielle-reseau', 'programme-immersions-local', 'indicateurs-territoire']

/** Adds to what a new restitution begins with; nothing when the group is not in the directory. */
export async function proposer(ecriture: Ecriture, gabarit: Gabarit, id: string, db: Database, moi: Session, annuaire: Annuaire): Promise<void> {
  const groupe = annuaire.groupes.find((one) => one.id === id)
  if (!groupe) return
  const [immersions, fiches] = await Promise.all([listImmersions(db), fichesSuivies(db, { gabarits: LUES })])
  const me = annuaire.personnes.find((one) => one.id === moi.personne)
  const proposed = preparerAnnuelle(
    groupe,
    { moi: moi.personne, annuaire, immersions: immersions.map(({ data }) => data), fiches: fiches.map(lireFiche), maintenant: localTime(new Date()) },
    me?.fonction ?? null,
  )
  for (const [champ, value] of Object.entries(proposed)) {
    const found = findChamp(gabarit, champ)
    if (found) addTo(ecriture, found, value)
  }
}
