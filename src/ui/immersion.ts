// What screens say of an immersion: its place, its hour, its people, where it stands. Pure.
import type { Immersion, Personne, Structure } from '../domain/collections.ts'
import { quand } from '../domain/quand.ts'
import { hoursInWords } from './dates.ts'

interface Noms {
  personnes: readonly Personne[]
  structures?: readonly Structure[]
}

export const dispositifs = [
  {
    id: 'immersion_pro',
    libelle: 'Entre professionnels',
    aide: 'Aller voir comment travaille un partenaire du réseau.',
  },
  {
    id: 'bourse_reciproque',
    libelle: 'Bourse d’échange réciproque',
    aide: 'Deux ou trois jours chez un partenaire, avec un accueil en retour.',
  },
  {
    id: 'immersion_salarie',
    libelle: 'Salarié en insertion',
    aide: 'Découvrir un métier ou valider des compétences en entreprise.',
  },
] as const

export const modalites = [
  { id: 'observation', libelle: 'Observation', aide: 'Une personne observe et questionne.' },
  { id: 'mise_en_situation', libelle: 'Mise en situation', aide: 'Une personne fait le travail, accompagnée.' },
  { id: 'collective', libelle: 'Collective', aide: 'Une équipe rend visite à une équipe.' },
] as const

export const types = [
  { id: 'decouverte', libelle: 'Découverte', aide: 'Découvrir un métier.' },
  { id: 'validation', libelle: 'Validation des compétences', aide: 'Évaluer des compétences en situation.' },
] as const

export const statuts: Record<string, string> = {
  brouillon: 'Brouillon',
  demandee: 'Demandée',
  a_retravailler: 'À retravailler',
  refusee: 'Refusée',
  acceptee: 'Acceptée',
  conventionnee: 'Conventionnée',
  preparee: 'Préparée',
  en_cours: 'En cours',
  a_chaud: 'Prise de recul faite',
  evaluee: 'Évaluée',
  restituee: 'Restituée',
  close: 'Close',
  annulee: 'Annulée',
}

const over = ['refusee', 'close', 'annulee']
/** Is nothing left to be done in it? */
export const isOver = (immersion: Immersion): boolean => over.includes(immersion.statut)

export { nomDe } from './noms.ts'

/** « CIO des Trois-Rives-Imaginaires, 3 place du Prétexte ». */
export function lieuDe(immersion: Immersion, { structures }: Noms): string {
  const structure = structures?.find(({ id }) => id === immersion.structure_accueil)
  return [structure?.nom ?? immersion.structure_accueil, immersion.lieu || structure?.adresse]
    .filter(Boolean)
    .join(', ')
}

/** « de 9 h à 12 h 30 », or nothing. */
export const heuresDe = (immersion: Immersion): string => hoursInWords(immersion.heure_debut, immersion.heure_fin)

/** « Observation », « Découverte »: the form it takes, in one word. */
export function formeDe({ modalite, type_immersion }: Immersion): string {
  return [...modalites, ...types].find(({ id }) => id === (modalite ?? type_immersion))?.libelle ?? ''
}

/** Is this one mine to do: as the person hosted, hosting, or leading it? */
export const isMine = (immersion: Immersion, personne: string): boolean =>
  immersion.accueilli.includes(personne) ||
  [immersion.accueillant, immersion.referent, immersion.charge_projet, immersion.salarie, immersion.$auteur].includes(
    personne,
  )

export interface Journee {
  /** today's, first of all */
  pendant: Immersion[]
  /** to come, the nearest first */
  avant: Immersion[]
  /** behind us and not finished, the latest first */
  apres: Immersion[]
}

/** What my day is made of. */
export function journeeOf(immersions: readonly Immersion[], personne: string, today: string): Journee {
  const mine = immersions.filter((immersion) => isMine(immersion, personne) && !isOver(immersion))
  const at = (time: string) => mine.filter(({ dates }) => quand(dates, today) === time)
  const start = ({ dates }: Immersion) => dates[0] ?? '9999'
  return {
    pendant: at('pendant').sort((a, b) => ((a.heure_debut ?? '') < (b.heure_debut ?? '') ? -1 : 1)),
    avant: [...at('avant').sort((a, b) => (start(a) < start(b) ? -1 : 1)), ...at('sans-date')],
    apres: at('apres').sort((a, b) => (start(a) < start(b) ? 1 : -1)),
  }
}

/** Of the immersions of the day, those shown whole: where one goes or hosts. Those one follows are rows, unless there is one alone. */
export const enGrand = (pendant: readonly Immersion[], personne: string): readonly Immersion[] =>
  pendant.length === 1 ? pendant : pendant.filter(({ accueilli, accueillant }) => accueilli.includes(personne) || accueillant === personne)

/** What tells an immersion from another in a list: of an employee's, whose it is too. */
export const titreDe = ({ salarie_repere, titre }: Immersion): string => [salarie_repere, titre || 'Sans titre'].filter(Boolean).join(' · ')

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
/** Do all words of the search occur in these texts, accents and case set aside? */
export function matches(search: string, texts: readonly (string | null | undefined)[]): boolean {
  const all = plain(texts.filter(Boolean).join(' '))
  return plain(search)
    .split(/\s+/)
    .every((word) => all.includes(word))
}
