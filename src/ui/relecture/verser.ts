// What pouring a note or an answer into an answer writes, and taking it out again. Pure: the caller saves.
// Where words come from stays beside them: the notes of a `note_liee` in its value, everything else at `$sources/<champ>`
// (or `$sources/<ligne>` for a row of a table): ids only, never a word of what was not poured.
import { newRowId, type OpId, type Path, rowPath } from '../../domain/id.ts'
import type { Json } from '../../domain/json.ts'
import { headsOf, type Registers, shownValue } from '../../domain/register.ts'
import { isRecord } from '../../domain/shape.ts'
import { placesAfter } from '../../forms/champs/places.ts'
import { lignesOf } from '../../forms/champs/table-champ.ts'
import { noteLieeNotes, noteLieeTexte } from '../guide.ts'
import type { Cible, Ecrit, Texte } from './cible.ts'

/** Words that may be poured, and what they come from: a note, or `<fiche>/<champ>` (`/<ligne>`). */
export interface Morceau {
  texte: string
  note?: string
  reponse?: string
  /** in a table: what the other columns receive */
  cells?: Record<string, Json>
}

export interface Sources {
  notes: string[]
  reponses: string[]
}

/** What to write in one document, and the heads it replaces. */
export interface Ecriture {
  set: Record<Path, Json>
  seen: Record<Path, OpId[]>
}

const words = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [])
const lastPart = (at: Path): string => {
  const [champ = '', row] = at.split('/')
  return row ?? champ
}
const sourcesPath = (at: Path): Path => `$sources/${lastPart(at)}` as Path

/** Where the words of an answer come from. */
export function sourcesOf(registers: Registers, { path, type }: Pick<Texte, 'path' | 'type'>): Sources {
  const kept = shownValue(registers, sourcesPath(path))
  const apart = isRecord(kept) ? kept : {}
  const notes = type === 'note_liee' ? noteLieeNotes(shownValue(registers, path)) : []
  return { notes: [...new Set([...notes, ...words(apart.notes)])], reponses: words(apart.reponses) }
}

const add = (list: readonly string[], one: string | undefined): string[] => (one && !list.includes(one) ? [...list, one] : [...list])

/** The value of a text with words added on a line of their own. */
function withWords(type: Ecrit, before: Json, texte: string, note: string | undefined): Json {
  const joined = [noteLieeTexte(before).trimEnd(), texte.trim()].filter(Boolean).join('\n')
  if (type === 'texte') return joined
  return { ...(isRecord(before) ? before : { cibles: [] }), texte: joined, notes: add(noteLieeNotes(before), note) } as Json
}

function writing(registers: Registers, set: Record<Path, Json>): Ecriture {
  const seen = Object.fromEntries(Object.keys(set).map((at) => [at, headsOf(registers, at as Path)]))
  return { set, seen: seen as Record<Path, OpId[]> }
}

function withSources(registers: Registers, at: Path, type: Ecrit, morceau: Morceau): Record<Path, Json> {
  const apart = { notes: type === 'note_liee' ? undefined : morceau.note, reponse: morceau.reponse }
  if (!apart.notes && !apart.reponse) return {}
  const kept = shownValue(registers, sourcesPath(at))
  const before = isRecord(kept) ? kept : {}
  return { [sourcesPath(at)]: { notes: add(words(before.notes), apart.notes), reponses: add(words(before.reponses), apart.reponse) } }
}

/** Pours into an answer; null when the table is full. Nothing that was written is lost. */
export function verser(registers: Registers, cible: Cible, morceau: Morceau): Ecriture | null {
  if (cible.type !== 'table') {
    const value = withWords(cible.type, shownValue(registers, cible.path), morceau.texte, morceau.note)
    return writing(registers, { [cible.path]: value, ...withSources(registers, cible.path, cible.type, morceau) })
  }
  const rows = lignesOf(cible.champ, registers)
  if (rows.length >= cible.lignes) return null
  const row = newRowId()
  const at = `${cible.champ}/${row}/${cible.colonne}` as Path
  const others = Object.entries(morceau.cells ?? {}).map(([colonne, cell]) => [`${cible.champ}/${row}/${colonne}`, cell])
  return writing(registers, {
    ...Object.fromEntries(others),
    [rowPath(cible.champ, row)]: { pos: placesAfter(rows, 1)[0] ?? 'a0' },
    [at]: withWords(cible.ecrit, null, morceau.texte, morceau.note),
    ...withSources(registers, at, cible.ecrit, morceau),
  })
}

/** The texts of an answer: itself, or the cell of each of its rows. */
export function textesOf(registers: Registers, cible: Cible): Texte[] {
  if (cible.type !== 'table') return [cible]
  const { lignes: _, colonne, champ, ecrit, ...place } = cible
  return lignesOf(champ, registers).map(({ id }) => ({
    ...place,
    cle: `${place.cle}/${id}`,
    type: ecrit,
    path: `${champ}/${id}/${colonne}` as Path,
  }))
}

/** Was this poured there? */
export const isIn = (registers: Registers, cible: Cible, { note, reponse }: Pick<Morceau, 'note' | 'reponse'>): boolean =>
  textesOf(registers, cible).some((texte) => {
    const { notes, reponses } = sourcesOf(registers, texte)
    return (note !== undefined && notes.includes(note)) || (reponse !== undefined && reponses.includes(reponse))
  })

/** A text without words that were poured into it; null when they are not there as they were: the person changed them. */
export function without(texte: string, words: string): string | null {
  const piece = words.trim()
  if (piece === '') return texte
  const at = `\n${texte}\n`.lastIndexOf(`\n${piece}\n`)
  if (at < 0) return null
  return [texte.slice(0, Math.max(0, at - 1)), texte.slice(at + piece.length + 1)].filter(Boolean).join('\n')
}

/** Takes out of an answer what was poured: the link always, the words when nobody changed them since. */
export function retirer(registers: Registers, cible: Cible, morceau: Morceau): (Ecriture & { motsGardes: boolean }) | null {
  const place = textesOf(registers, cible).find((each) => isIn(registers, each, morceau))
  if (!place) return null
  const value = shownValue(registers, place.path)
  const texte = noteLieeTexte(value)
  const left = without(texte, morceau.texte)
  const drop = (list: readonly string[], one: string | undefined) => list.filter((each) => each !== one)
  const apart = shownValue(registers, sourcesPath(place.path))
  const set: Record<Path, Json> = {}
  if (isRecord(apart))
    set[sourcesPath(place.path)] = {
      notes: drop(words(apart.notes), morceau.note),
      reponses: drop(words(apart.reponses), morceau.reponse),
    }
  if (cible.type === 'table' && left?.trim() === '') set[rowPath(cible.champ, place.path.split('/')[1] ?? '')] = null
  else if (place.type === 'texte') {
    if (left !== null) set[place.path] = left
  } else {
    set[place.path] = {
      ...(isRecord(value) ? value : {}),
      texte: left ?? texte,
      notes: drop(noteLieeNotes(value), morceau.note),
    } as Json
  }
  return { ...writing(registers, set), motsGardes: left === null }
}

/** The notes that an answer of these registers came from, whatever its champ: note → champs. */
export function notesVersees(registers: Registers): Map<string, string[]> {
  const found = new Map<string, string[]>()
  const tell = (note: string, champ: string) => {
    const champs = found.get(note) ?? []
    if (!champs.includes(champ)) found.set(note, [...champs, champ])
  }
  const champOfRow = new Map<string, string>()
  for (const at of Object.keys(registers) as Path[]) {
    const [champ = '', row] = at.split('/')
    if (!champ.startsWith('$') && row) champOfRow.set(row, champ)
  }
  for (const at of Object.keys(registers) as Path[]) {
    const [champ = '', second = ''] = at.split('/')
    const value = shownValue(registers, at)
    if (champ === '$sources' && isRecord(value)) {
      for (const note of words(value.notes)) tell(note, champOfRow.get(second) ?? second)
    } else if (!champ.startsWith('$')) for (const note of noteLieeNotes(value)) tell(note, champ)
  }
  return found
}
