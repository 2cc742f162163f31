// The meetings of a group, practice exchanges or practice analysis: its séances in order, the next one, the rhythm it
// keeps (R-ECH-03), who was there. Pure.
import { type Annuaire, rolesInGroupe } from '../domain/acces.ts'
import type { Groupe, Personne, Seance } from '../domain/collections.ts'
import type { Json } from '../domain/json.ts'
import type { Role } from '../domain/politique.ts'
import { monthsPlus } from './jours.ts'
import { lignes } from './lire.ts'
import type { FicheLue, Monde } from './monde.ts'

/** The rhythms a group may choose: months between two meetings. */
export const RYTHMES = [
  { id: 'mensuel', libelle: 'Chaque mois', mois: 1 },
  { id: 'bimestriel', libelle: 'Tous les deux mois', mois: 2 },
  { id: 'trimestriel', libelle: 'Chaque trimestre', mois: 3 },
  { id: 'semestriel', libelle: 'Deux demi-journées par an', mois: 6 },
] as const

/** The rhythm of a group; null when none was chosen. */
export const rythmeDe = (groupe: Groupe) => RYTHMES.find(({ id }) => id === groupe.frequence) ?? null

type Datee = Seance & { date: string }
const isDated = (seance: Seance): seance is Datee => seance.date !== null && seance.date !== '' && seance.$deleted === null

/** The séances of a group that have a day, the first one first. */
export const seancesDe = (groupe: string, { seances }: Annuaire): Datee[] =>
  seances
    .filter((one) => one.groupe === groupe)
    .filter(isDated)
    .sort((a, b) => (a.date === b.date ? (a.debut ?? '').localeCompare(b.debut ?? '') : a.date < b.date ? -1 : 1))

/** The séance of today or the next one to come. */
export const prochaineDe = (groupe: string, annuaire: Annuaire, today: string): Datee | null =>
  seancesDe(groupe, annuaire).find(({ date }) => date >= today) ?? null

/** When the next meeting is due, by the rhythm of the group; null when one is planned, or no rhythm chosen. */
export function aFixerLe(groupe: Groupe, annuaire: Annuaire, today: string): string | null {
  const rythme = rythmeDe(groupe)
  if (!rythme || prochaineDe(groupe.id, annuaire, today) || (groupe.fin && groupe.fin < today)) return null
  const last = seancesDe(groupe.id, annuaire).at(-1)
  return last ? monthsPlus(last.date, rythme.mois) : today
}

/** What the person of this monde is in the group. */
export function mesRoles({ moi, annuaire }: Monde, groupe: Groupe): ReadonlySet<Role> {
  const me = annuaire.personnes.find(({ id }) => id === moi)
  return me ? rolesInGroupe(groupe, me, annuaire) : new Set()
}

/** The fiche of a gabarit for a séance: attached to it, or to its group with the same day (as an import may bring it). */
export const ficheDeSeance = (fiches: readonly FicheLue[], gabarit: string, seance: Seance): FicheLue | null =>
  fiches.find((one) => one.gabarit === gabarit && one.rattachement?.id === seance.id) ??
  fiches.find((one) => one.gabarit === gabarit && one.rattachement?.id === seance.groupe && one.reponses.date === seance.date) ??
  null

/** The rows of a table of a fiche. */
export const lignesDe = (fiche: FicheLue | null | undefined, table: string): Record<string, Json>[] => lignes(fiche?.reponses[table])

/** The person that a cell names: by id, or by the name that was written. */
export const personneNommee = (cell: unknown, personnes: readonly Personne[]): Personne | null =>
  personnes.find(({ id, nom }) => id === cell || nom === cell) ?? null

const words = new Intl.DateTimeFormat('fr-FR', { day: 'numeric', month: 'long' })
/** « 15 décembre », « 1er février ». */
export function leJour(day: string): string {
  const date = new Date(`${day.slice(0, 10)}T12:00:00`)
  return Number.isNaN(date.getTime()) ? day : words.format(date).replace(/^1 /, '1er ')
}
