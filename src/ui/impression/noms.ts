// The names a printed page reads ids with, all at once: a page holds fiches of several gabarits.
import type { Annuaire } from '../../domain/acces.ts'
import type { Immersion } from '../../domain/collections.ts'
import type { Noms } from '../../forms/contexte.ts'
import { shortDay } from '../dates.ts'
import type { Note } from '../note.ts'

/** From what this device knows. Notes are named only for whoever reads them. */
export const nomsDe = (annuaire: Annuaire, immersions: readonly Immersion[], notes: readonly Note[] = []): Noms => ({
  structures: (annuaire.structures ?? []).map(({ id, nom }) => ({ id, libelle: nom })),
  personnes: annuaire.personnes.map(({ id, nom }) => ({ id, libelle: nom })),
  groupes: annuaire.groupes.map(({ id, nom }) => ({ id, libelle: nom })),
  cycles: annuaire.groupes.map(({ id, nom }) => ({ id, libelle: nom })),
  immersions: immersions.map(({ id, titre, dates }) => ({
    id,
    libelle: titre,
    ...(dates[0] ? { detail: shortDay(dates[0]) } : {}),
  })),
  notes: notes.map(({ id, texte, heure, etiquettes }) => ({ id, texte, heure, etiquettes })),
})
