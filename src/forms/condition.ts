// `si`: when a champ or a section is shown. Pure.
import type { Json } from '../domain/json.ts'
import type { Condition } from './schema.ts'

export type { Condition }

/** True when an answer says nothing: never given, emptied, or made of empty parts. `false` and 0 are answers. */
export function isBlank(value: Json | undefined): boolean {
  if (value === null || value === undefined) return true
  if (typeof value === 'string') return value.trim() === ''
  if (Array.isArray(value)) return value.every(isBlank)
  return typeof value === 'object' && Object.values(value).every(isBlank)
}

/** Is the condition met by these answers (or, for `prerempli_filtre`, by the cells of this row)? None: always. */
export function isMet(si: Condition | undefined, reponses: Readonly<Record<string, Json>>): boolean {
  if (!si) return true
  if ('tous' in si) return si.tous.every((part) => isMet(part, reponses))
  if ('un' in si) return si.un.some((part) => isMet(part, reponses))
  const value = reponses[si.champ] ?? null
  if ('egal' in si) return value === si.egal
  if ('parmi' in si) return typeof value === 'string' && si.parmi.includes(value)
  if ('contient' in si) return Array.isArray(value) && value.includes(si.contient)
  return isBlank(value) !== si.renseigne
}

/** The champs a condition looks at. */
export function citedBy(si: Condition | undefined): string[] {
  if (!si) return []
  if ('tous' in si) return si.tous.flatMap(citedBy)
  if ('un' in si) return si.un.flatMap(citedBy)
  return [si.champ]
}
