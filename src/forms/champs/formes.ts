// The shapes in which answers are kept: checked by hand, a phone reads them before the first screen (domain/shape.ts).
import { isRecord, shape } from '../../domain/shape.ts'
import type { Json } from '../../domain/json.ts'

const isText = (value: unknown): value is string => typeof value === 'string'

export const texte = shape((value): value is string | null => value === null || isText(value))
export const textes = shape((value): value is string[] => Array.isArray(value) && value.every(isText))
export const booleen = shape((value): value is boolean | null => value === null || typeof value === 'boolean')
/** a number, or what was typed instead of one */
export const nombreOuTexte = shape(
  (value): value is number | string | null => value === null || isText(value) || (typeof value === 'number' && Number.isFinite(value)),
)
/** rows of a table, as `reponsesOf` makes them of registers */
export const lignes = shape((value): value is Record<string, Json>[] => Array.isArray(value) && value.every(isRecord))
