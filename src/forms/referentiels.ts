// The shared lists of values and the names of roles.
import type { Role } from '../domain/politique.ts'
import listesData from './referentiels/listes.json'
import type { Listes, Option } from './schema.ts'

/** Lists of values by name. Read strictly at build (schema.ts). */
export const listes = listesData as Listes

/** The values of a list; none for an unknown or dynamic one. */
export const valeursOf = (liste: string): readonly Option[] => listes[liste]?.valeurs ?? []

/** The words of a value of a list, or the value itself. */
export const libelleOf = (liste: string, id: string): string =>
  valeursOf(liste).find((option) => option.id === id)?.libelle ?? id

export const libelleRole = (role: Role): string => libelleOf('roles', role)

/** Values of an ordered list that are off the scale: « non observée » is no level, « sans objet » no state. */
export const HORS_ECHELLE: readonly string[] = ['non_observee', 'sans_objet']
