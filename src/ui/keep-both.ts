// Several versions of one answer made one, when that has a meaning: texts one after the other, lists together. Pure.
import { type Json, sameValue } from '../domain/json.ts'

type Record = { [key: string]: Json }
const isTexte = (value: Json): value is Record & { texte: string } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && typeof value.texte === 'string'

const isFile = (value: Json): value is Record & { id: string; fichier: string } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && typeof value.id === 'string' && typeof value.fichier === 'string'

const isList = (value: Json | undefined): value is Json[] => Array.isArray(value)
const together = (lists: Json[][]): Json[] =>
  lists.flat().filter((item, i, all) => all.findIndex((other) => sameValue(other, item)) === i)

/** The words of an answer that is a text, alone or with the notes it cites; null: it is something else. */
export const texteOf = (value: Json): string | null =>
  value === null ? '' : typeof value === 'string' ? value : isTexte(value) ? value.texte : null

/** An answer with this text; what several versions cite besides is put together. Null: they are no texts. */
export function withTexte(values: readonly Json[], texte: string): Json | null {
  const given = values.filter((value) => value !== null)
  if (given.every((value) => typeof value === 'string')) return texte
  if (!given.every(isTexte)) return null
  const answer: Record = {}
  for (const value of given) {
    for (const [key, part] of Object.entries(value)) {
      const held = answer[key]
      answer[key] = isList(held) && isList(part) ? together([held, part]) : (held ?? part)
    }
  }
  return { ...answer, texte }
}

/** Both, or all: texts joined, lists without doubles. Null when only one can be kept. */
export function keepBoth(values: readonly Json[]): Json | null {
  const given = values.filter((value) => value !== null)
  if (given.length < 2) return null
  if (given.every(isList)) {
    const items = together(given)
    // Photos and memos have an id: two words about the same one are a choice.
    const ids = items.map((item) => (typeof item === 'string' ? item : isFile(item) ? item.id : null))
    return ids.includes(null) || new Set(ids).size < ids.length ? null : items
  }
  const texts = given.map(texteOf)
  return texts.some((texte) => texte === null) ? null : withTexte(given, texts.join('\n\n'))
}
