// What a table is: its columns, its bounds, its rows read from registers. Pure.
import type { Path } from '../../domain/id.ts'
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

/** Columns that come filled: they say nothing of what a person answered. */
export const donnees = (champ: Table): string[] => [
  ...new Set([...(champ.lignes_initiales ?? []).flatMap(Object.keys), ...Object.keys(champ.prerempli_colonnes ?? {})]),
]
