// A fiche of an immersion between professionals begins with what this device already knows: only where its gabarit
// proposed nothing.
import type { Annuaire } from '../../domain/acces.ts'
import type { Immersion } from '../../domain/collections.ts'
import { addKnown, type Ecriture } from '../../forms/ecriture.ts'
import type { Gabarit } from '../../forms/gabarit.ts'
import type { SourcesPrefill } from '../../forms/prefill.ts'
import { type Database, fichesOf } from '../../store/index.ts'
import { lireFiche } from '../../suivi/monde.ts'
import { proposerSpro } from '../../suivi/proposer-spro.ts'
import { dayOf } from '../dates.ts'

/** Adds to what is about to be written. */
export async function proposer(ecriture: Ecriture, gabarit: Gabarit, immersion: Immersion | null, { profil, periode }: SourcesPrefill, db: Database, annuaire: Annuaire): Promise<void> {
  const fiches = immersion ? await fichesOf(db, { immersion: immersion.id }) : []
  const demande = fiches.find(({ data }) => data.$gabarit === 'spro-1-demande')
  const ici = { annuaire, moi: profil.personne, demande: demande && lireFiche(demande).reponses, periode, today: dayOf(new Date()) }
  addKnown(ecriture, gabarit, proposerSpro(gabarit.id, immersion, ici))
}
