// A gabarit and its champs. What its file may hold is in schema.ts.
import type { RegleControlee } from './regles.ts'
import type { Champ, Gabarit as GabaritFichier } from './schema.ts'

export type { Champ, Section } from './schema.ts'

/** A gabarit; the build adds the checks that rules make of it. */
export type Gabarit = GabaritFichier & { controles?: readonly RegleControlee[] }

/** Every champ, in the order of the form. */
export const champsOf = (gabarit: Gabarit): Champ[] => gabarit.sections.flatMap((section) => section.champs)

/** The champ of this id; null when the gabarit has none. */
export const findChamp = (gabarit: Gabarit, id: string): Champ | null => champsOf(gabarit).find((champ) => champ.id === id) ?? null
