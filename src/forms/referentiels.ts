// The shared lists of values and the names of roles, parsed once.
import * as z from 'zod/mini'
import type { Role } from '../domain/politique.ts'
import { Option, Source } from './champ.ts'
import listesData from './referentiels/listes.json'

const Liste = z.strictObject({
  ordonnee: z.optional(z.boolean()),
  dynamique: z.optional(z.boolean()),
  valeurs: z.array(Option),
  source: z.optional(Source),
})
export const Listes = z.record(z.string(), Liste)

/** Lists of values by name. */
export const listes: Readonly<Record<string, z.infer<typeof Liste>>> = Listes.parse(listesData)

/** The values of a list; none for an unknown or dynamic one. */
export const valeursOf = (liste: string): readonly Option[] => listes[liste]?.valeurs ?? []

/** The words of a value of a list, or the value itself. */
export const libelleOf = (liste: string, id: string): string =>
  valeursOf(liste).find((option) => option.id === id)?.libelle ?? id

export const libelleRole = (role: Role): string => libelleOf('roles', role)

/** Values of an ordered list that are off the scale: « non observée » is no level, « sans objet » no state. */
export const HORS_ECHELLE: readonly string[] = ['non_observee', 'sans_objet']
