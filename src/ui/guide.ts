// A guide as a list to walk through: its items, what was seen of them, the line written under each. Pure.
// A row of a table that bears a tick keeps it in its own column; any other item keeps its tick at `$vus/<champ>`.
import { type Path, path } from '../domain/id.ts'
import type { Json } from '../domain/json.ts'
import { type Registers, shownValue } from '../domain/register.ts'
import { lignesOf } from '../forms/champs/table-champ.ts'
import type { Gabarit } from '../forms/gabarit.ts'

export interface Item {
  /** unique in the guide */
  id: string
  champ: string
  section: string
  libelle: string
  aide?: string | undefined
  /** register of the tick */
  tick: Path
  /** register of the line to write, with the shape it has; null: answered in the whole fiche */
  line: { path: Path; type: 'note_liee' | 'texte' } | null
  vu: boolean
  /** what is written under it */
  texte: string
  /** notes cited by the line */
  notes: string[]
}

const TICKS = ['vu', 'posee']
const LINES = ['constat', 'reponse']

const isRecord = (value: Json): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const texteOf = (value: Json): string =>
  typeof value === 'string' ? value : isRecord(value) && typeof value.texte === 'string' ? value.texte : ''
const notesOf = (value: Json): string[] =>
  isRecord(value) && Array.isArray(value.notes) ? value.notes.filter((note) => typeof note === 'string') : []
const isAnswered = (value: Json): boolean =>
  isRecord(value)
    ? texteOf(value).trim() !== '' || notesOf(value).length > 0
    : Array.isArray(value)
      ? value.length > 0
      : value !== null && value !== ''

/** The items of a guide, in order. The first section (date, place) is no item: it is filled in the fiche. */
export function itemsOf(gabarit: Gabarit, registers: Registers): Item[] {
  const items: Item[] = []
  for (const section of gabarit.sections) {
    if (section.id === 'contexte') continue
    for (const champ of section.champs) {
      if (champ.type === 'table') {
        const colonnes = champ.colonnes
        const tick = colonnes.find(({ id }) => TICKS.includes(id))
        const line = colonnes.find(({ id }) => LINES.includes(id))
        const [label] = colonnes
        if (line && label) {
          for (const { id: row } of lignesOf(champ.id, registers)) {
            const at = (colonne: string): Path => `${champ.id}/${row}/${colonne}` as Path
            const value = shownValue(registers, at(line.id))
            const ticked = tick ? shownValue(registers, at(tick.id)) : null
            items.push({
              id: `${champ.id}/${row}`,
              champ: champ.id,
              section: section.titre,
              libelle: texteOf(shownValue(registers, at(label.id))),
              tick: tick ? at(tick.id) : (`$vus/${row}` as Path),
              line: { path: at(line.id), type: line.type === 'note_liee' ? 'note_liee' : 'texte' },
              vu: typeof ticked === 'boolean' ? ticked : isAnswered(value),
              texte: texteOf(value),
              notes: notesOf(value),
            })
          }
          continue
        }
      }
      const tick = `$vus/${champ.id}` as Path
      const ticked = shownValue(registers, tick)
      const value = shownValue(registers, path(champ.id))
      const answered = champ.type === 'table' ? lignesOf(champ.id, registers).length > 0 : isAnswered(value)
      items.push({
        id: champ.id,
        champ: champ.id,
        section: section.titre,
        libelle: champ.libelle,
        aide: champ.aide,
        tick,
        line:
          champ.type === 'note_liee'
            ? { path: path(champ.id), type: 'note_liee' }
            : champ.type === 'long'
              ? { path: path(champ.id), type: 'texte' }
              : null,
        vu: typeof ticked === 'boolean' ? ticked : answered,
        texte: texteOf(value),
        notes: notesOf(value),
      })
    }
  }
  return items
}

/** The value of a line once its text changed, or a note was added. */
export function withTexte(type: 'note_liee' | 'texte', before: Json, texte: string): Json {
  if (type === 'texte') return texte
  return { ...(isRecord(before) ? before : { cibles: [] }), texte, notes: notesOf(before) }
}
/** The answer with one more note behind it. */
export function withNote(before: Json, note: string): Json {
  const notes = notesOf(before)
  return {
    ...(isRecord(before) ? before : { cibles: [] }),
    texte: texteOf(before),
    notes: notes.includes(note) ? notes : [...notes, note],
  }
}
export const noteLieeTexte = texteOf
export const noteLieeNotes = notesOf
