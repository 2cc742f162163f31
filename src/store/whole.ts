// At start: does the database still hold what the rescue journal says it held? What it lost, recovery.ts brings back.
import type { CarnetDexie } from './database.ts'
import type { JournalContent } from './journal-format.ts'
import type { OutRow, ReplicaMeta } from './port.ts'
import type { Recovery } from './recovered.ts'

/** What the database says of itself, read before anything is written. */
export interface Found {
  meta: ReplicaMeta
  rows: OutRow[]
  former: string[]
}

/** The rows of the journal that the database should hold and does not. */
export function missing(found: Found, journal: JournalContent): OutRow[] {
  if (journal.replica !== found.meta.replica) return found.former.includes(journal.replica) ? [] : journal.rows
  const own = new Map(found.rows.map((row) => [row.n, row]))
  return journal.rows.filter((row) => {
    const held = own.get(row.n)
    return held ? isLater(row, held) : row.n > found.meta.n
  })
}

// Only the last operation of a replica is ever replaced, and only while it was not sent.
const isLater = (row: OutRow, held: OutRow): boolean => !held.sealed && held.d === row.d && row.rev > held.rev

/** True when the journal holds exactly what it should: nothing to write anew. */
export function isCurrent(found: Found, journal: JournalContent | null): boolean {
  if (!journal || journal.torn || journal.replica !== found.meta.replica || journal.n !== found.meta.n) return false
  const hashes = new Map(journal.rows.map((row) => [row.n, row.h]))
  const owed = found.rows.filter((row) => !row.done)
  return owed.length === hashes.size && owed.every((row) => hashes.get(row.n) === row.h)
}

/** Keeps the announcement until it is read: the app may be killed before. Together with one that was not read yet. */
export async function keepAnnouncement(dexie: CarnetDexie, found: Recovery | null): Promise<Recovery | null> {
  const held = await heldAnnouncement(dexie)
  if (!found || !held) {
    if (found) await dexie.meta.put({ k: 'recovery', value: found })
    return found ?? held
  }
  const value: Recovery = {
    kind: held.kind,
    at: found.at,
    operations: held.operations + found.operations,
    notes: held.notes + found.notes,
    fiches: held.fiches + found.fiches,
    immersions: held.immersions + found.immersions,
    ...(held.pieces ? { pieces: held.pieces } : {}),
    ...(held.abimees ? { abimees: held.abimees } : {}),
  }
  await dexie.meta.put({ k: 'recovery', value })
  return value
}

async function heldAnnouncement(dexie: CarnetDexie): Promise<Recovery | null> {
  const row = await dexie.meta.get('recovery')
  return row?.k === 'recovery' ? row.value : null
}
