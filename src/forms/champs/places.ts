// The places of rows: where a new one goes, where one that is moved goes. Loaded apart: reading a table needs none of it.
import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing'
import type { Ligne } from './table-champ.ts'

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
