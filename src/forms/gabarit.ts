// A gabarit and its champs. What its file may hold is in schema.ts.
import type { Champ, Gabarit } from './schema.ts'

export type { Champ, Gabarit, Section } from './schema.ts'

/** Every champ, in the order of the form. */
export const champsOf = (gabarit: Gabarit): Champ[] => gabarit.sections.flatMap((section) => section.champs)

export const findChamp = (gabarit: Gabarit, id: string): Champ | null => champsOf(gabarit).find((champ) => champ.id === id) ?? null
