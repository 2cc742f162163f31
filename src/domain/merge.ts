// What two people wrote apart, joined when nobody has to choose: sentence by sentence for texts, element by element
// for sets. Never inside a sentence: a machine must not blend two judgements (sync.md 6.6). Pure; the server merges.
import { diff3Merge } from 'node-diff3'
import { type Json, sameValue } from './json.ts'

/** A text cut in sentences; joined again they give the text back. */
export const sentences = (text: string): string[] => text.match(/[^.!?\n]+[.!?]*\s*|[.!?]+\s*|\n/g) ?? []

// Comparing takes the square of the length: beyond this, between the first and the last change, people choose. What a
// person writes in an answer has ten times less; a text made for it would stop the server for everybody.
const MOST = 300

/** The text that holds both changes, or null when both touched the same sentence. */
export function mergeText(base: string, a: string, b: string): string | null {
  if (a === b || b === base) return a
  if (a === base) return b
  const [mine, common, theirs] = [sentences(a), sentences(base), sentences(b)]
  const shortest = Math.min(mine.length, common.length, theirs.length)
  let before = 0
  while (before < shortest && mine[before] === common[before] && theirs[before] === common[before]) before++
  let after = 0
  const same = (i: number) => mine.at(-i) === common.at(-i) && theirs.at(-i) === common.at(-i)
  while (after < shortest - before && same(after + 1)) after++
  const middle = (of: string[]): string[] => of.slice(before, of.length - after)
  if (Math.max(middle(mine).length, middle(common).length, middle(theirs).length) > MOST) return null
  let merged = common.slice(0, before).join('')
  for (const part of diff3Merge(middle(mine), middle(common), middle(theirs), { excludeFalseConflicts: true })) {
    if (!part.ok) return null
    merged += part.ok.join('')
  }
  return merged + common.slice(common.length - after).join('')
}

const isSet = (value: Json): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string')

/** Both additions and both removals, in the order of `a`, then what only `b` added. */
function mergeSet(base: string[], a: string[], b: string[]): string[] {
  const [before, theirs] = [new Set(base), new Set(b)]
  const kept = a.filter((item) => !before.has(item) || theirs.has(item))
  const held = new Set(kept)
  return [...kept, ...b.filter((item) => !before.has(item) && !held.has(item))]
}

const isRecord = (value: Json): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What was merged; a value may be null, so it is boxed. */
interface Merged {
  value: Json
}

/**
 * Three-way merge of one answer, or null when a person must choose. Texts by sentence, lists of ids as sets, an answer
 * with linked notes (`{texte, notes, …}`) part by part; anything else that changed on both sides is left to people.
 */
export function mergeValue(base: Json, a: Json, b: Json): Merged | null {
  if (sameValue(a, b) || sameValue(b, base)) return { value: a }
  if (sameValue(a, base)) return { value: b }
  if (typeof base === 'string' && typeof a === 'string' && typeof b === 'string') {
    const text = mergeText(base, a, b)
    return text === null ? null : { value: text }
  }
  if (isSet(base) && isSet(a) && isSet(b)) return { value: mergeSet(base, a, b) }
  if (isRecord(base) && isRecord(a) && isRecord(b) && 'texte' in base && 'texte' in a && 'texte' in b) {
    const value: { [key: string]: Json } = {}
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
      const part = mergeValue(base[key] ?? null, a[key] ?? null, b[key] ?? null)
      if (!part) return null
      value[key] = part.value
    }
    return { value }
  }
  return null
}
