// The shared lists of values and the names of roles.
import { knowListes } from './champs/liste.ts'
import listesData from './referentiels/listes.json'
import type { Listes, Option } from './schema.ts'

/** Lists of values by name. Read strictly at build (schema.ts). */
export const listes = listesData as Listes

/** The values of a list; none for an unknown or dynamic one. */
export const valeursOf = (liste: string): readonly Option[] => listes[liste]?.valeurs ?? []

/** The words of a value of a list, or the value itself. */
export const libelleOf = (liste: string, id: string): string =>
  valeursOf(liste).find((option) => option.id === id)?.libelle ?? id

// A champ that names a list without its options: read from a file, not from what the build made of it.
knowListes(valeursOf)
