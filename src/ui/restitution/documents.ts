// The three documents of an immersion, one reader each. Pure.
import type { Etat } from '../../domain/collections.ts'

export const DOCUMENTS = [
  { id: 'equipe', gabarit: 'restitution-structure-appartenance', onglet: 'Mon équipe' },
  { id: 'accueil', gabarit: 'restitution-structure-accueillante', onglet: 'L’accueillant' },
  { id: 'reseau', gabarit: 'synthese-groupe-local', onglet: 'Le réseau local' },
] as const
export type DocumentId = (typeof DOCUMENTS)[number]['id']

/** The answer by which the one who was hosted proposes what may go up to the local network. */
export const A_REMONTER = 'elements_a_remonter'

/** Fiches that take pieces; themselves no pieces, except for the synthèse of the manager. */
export const isRestitution = (gabarit: string): boolean => DOCUMENTS.some((one) => one.gabarit === gabarit)

/** Did the author of an évaluation agree that it serves as a base for this reader (R-VIS-02)? */
export const isAccorde = (accord: unknown, pour: 'structure' | 'accueillant' | 'groupe_local'): boolean =>
  Array.isArray(accord) && accord.includes(pour)

/** Do its readers have it? */
export const isPartagee = (etat: Etat | null): boolean => etat !== null

