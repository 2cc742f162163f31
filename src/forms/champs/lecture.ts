// Reading an answer of any simple type in words. What is not of the type is shown as it is: nothing is hidden.
import type { Json } from '../../domain/json.ts'
import type { TypeChamp } from '../champ.ts'
import type { Noms } from '../contexte.ts'
import { type ChampSimple, simples } from './simples.ts'

/** The type of a champ. The table of types pairs each name with its own type, which the compiler cannot follow. */
export const typeSimple = (champ: ChampSimple) => simples[champ.type] as unknown as TypeChamp<ChampSimple, Json>

/** A value of an unknown shape, in words. */
export function readJson(value: Json): string {
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? 'Oui' : 'Non'
  if (Array.isArray(value)) return value.map(readJson).filter(Boolean).join(', ')
  if (typeof value === 'object') return Object.values(value).map(readJson).filter(Boolean).join(' ; ')
  return String(value)
}

/** An answer in words; '' when there is none. */
export function readSimple(champ: ChampSimple, value: Json, noms: Noms): string {
  const type = typeSimple(champ)
  const parsed = type.reponse.safeParse(value ?? type.empty)
  return parsed.success ? type.read(parsed.data, champ, noms) : readJson(value)
}
