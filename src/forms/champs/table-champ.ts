// What a table is: its columns, its bounds, its rows read from registers. Pure.
import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing'
import { type Path, rowPath } from '../../domain/id.ts'
import type { Json } from '../../domain/json.ts'
import { type Registers, shownHead, shownValue } from '../../domain/register.ts'
import type { ChampSimple, Colonne, Table } from '../schema.ts'

export type { Table } from '../schema.ts'

const champs = new WeakMap<Colonne, ChampSimple>()

/** A column as a champ of its own: who reads it and its anonymity are the table’s. */
export function champOf(colonne: Colonne, table: Pick<Table, 'confidentiel' | 'acces' | 'alerte_anonymat'>): ChampSimple {
  let champ = champs.get(colonne)
  if (!champ) {
    const { confidentiel, acces, alerte_anonymat } = table
    champ = { ...colonne, confidentiel, acces, alerte_anonymat } as ChampSimple // the same type, with the common keys
    champs.set(colonne, champ)
  }
  return champ
}

/** A row: its id, its place, its cells as shown. */
export interface Ligne {
  id: string
  pos: string
  cells: Record<string, Json>
}

/**
 * The rows of a table, in order (place, then id). A removed row is hidden, its cells kept; a row that one person removed
 * while another moved it stays: nothing disappears without a choice.
 */
export function lignesOf(table: string, registers: Registers): Ligne[] {
  const rows = new Map<string, Ligne>()
  const cells: [row: string, colonne: string, path: Path][] = []
  for (const path of Object.keys(registers) as Path[]) {
    const slash = path.indexOf('/')
    if (slash !== table.length || !path.startsWith(table)) continue
    const next = path.indexOf('/', slash + 1)
    const id = next < 0 ? path.slice(slash + 1) : path.slice(slash + 1, next)
    if (next < 0) {
      const pos = posOf(registers, path)
      if (pos !== null) rows.set(id, { id, pos, cells: {} })
    } else cells.push([id, path.slice(next + 1), path])
  }
  for (const [id, colonne, path] of cells) {
    const row = rows.get(id)
    const value = shownValue(registers, path)
    if (row && value !== null) row.cells[colonne] = value
  }
  return [...rows.values()].sort((a, b) => (a.pos === b.pos ? compare(a.id, b.id) : compare(a.pos, b.pos)))
}

// Places are compared as bytes: the order of a language would not be the one they were made for.
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function posOf(registers: Registers, path: Path): string | null {
  const shown = shownHead(registers, path)
  const heads = [...(shown ? [shown] : []), ...(registers[path] ?? [])]
  for (const { v } of heads) {
    if (typeof v === 'object' && v !== null && !Array.isArray(v)) return typeof v.pos === 'string' ? v.pos : ''
  }
  return null
}

/** Places for `count` rows one after the other, at the end of `after`. */
export const placesAfter = (after: readonly Ligne[], count: number): string[] => {
  try {
    return generateNKeysBetween(after.at(-1)?.pos || null, null, count)
  } catch {
    // A place made by something else than this app: ours sort after it all the same.
    return Array.from({ length: count }, (_, index) => `z${after.at(-1)?.pos ?? ''}${String(index).padStart(4, '0')}`)
  }
}

/** New places that put the row at `to` (index once moved): that row’s alone, or all of them when no room is left. */
export function moved(rows: readonly Ligne[], id: string, to: number): Record<string, string> {
  const others = rows.filter((row) => row.id !== id)
  const index = Math.max(0, Math.min(others.length, to))
  try {
    return { [id]: generateKeyBetween(others[index - 1]?.pos ?? null, others[index]?.pos ?? null) }
  } catch {
    // Two rows were given the same place on two devices: every row gets a new one.
    const order = [...others.slice(0, index).map((row) => row.id), id, ...others.slice(index).map((row) => row.id)]
    const places = generateNKeysBetween(null, null, order.length)
    return Object.fromEntries(order.map((row, i) => [row, places[i] ?? 'a0']))
  }
}

export const presence = (table: string, row: string): Path => rowPath(table, row)

/** Columns that come filled: they say nothing of what a person answered. */
export const donnees = (champ: Table): string[] => [
  ...new Set([...(champ.lignes_initiales ?? []).flatMap(Object.keys), ...Object.keys(champ.prerempli_colonnes ?? {})]),
]
