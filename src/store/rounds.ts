// What the schedule remembers between two openings: when the last complete round was, and what is still to be received.
import type { Database } from './database.ts'
import type { OutRow } from './port.ts'

/** The last complete round: when it began and ended, ms; null: none on this device. */
export async function lastRound(db: Database): Promise<{ began: number; at: number } | null> {
  const row = await db.dexie.meta.get('round')
  return row?.k === 'round' ? { began: row.began, at: row.at } : null
}

/** What the outbox holds: its last operation, and how many the server has not confirmed. */
export async function outboxNow(db: Database): Promise<{ last: OutRow | undefined; unsent: number }> {
  const { out, meta } = db.dexie
  // Read again and again while somebody types: one transaction.
  const [rows, replica] = await db.dexie.transaction('r', out, meta, () => Promise.all([out.toArray(), meta.get('replica')]))
  const verified = replica?.k === 'replica' ? replica.value.vack : 0
  return { last: rows.at(-1), unsent: rows.filter((row) => !row.done && row.n > verified).length }
}

/** Operations that the server has not confirmed. */
export const unsentCount = async (db: Database): Promise<number> => (await outboxNow(db)).unsent

/** Remembers that a round has just ended. */
export async function recordRound(db: Database, began: number): Promise<void> {
  const { meta, out } = db.dexie
  await db.dexie.transaction('rw', meta, out, async () => {
    const at = Date.now()
    const before = await meta.get('round')
    const isReceived = (await unsentCount(db)) === 0
    await meta.put({ k: 'round', began, at, received: isReceived ? at : before?.k === 'round' ? before.received : null })
  })
}
