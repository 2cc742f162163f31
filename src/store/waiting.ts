// What waits on this device and what the server refused, by document: for the health screen.
import type { DocId, Path } from '../domain/id.ts'
import type { Json } from '../domain/json.ts'
import type { Rejected } from '../domain/protocol.ts'
import type { Database } from './database.ts'
import { writeChange } from './write.ts'

/** A document with changes that the server has not confirmed; a complement counts as its fiche. */
export interface Waiting {
  doc: DocId
  changes: number
  /** device time of the oldest, ms */
  oldest: number
}

/** The documents that wait, the oldest first. */
export async function waitingDocs(db: Database): Promise<Waiting[]> {
  const [rows, replica] = await Promise.all([db.dexie.out.toArray(), db.dexie.meta.get('replica')])
  const verified = replica?.k === 'replica' ? replica.value.vack : 0
  const found = new Map<string, Waiting>()
  for (const row of rows) {
    if (row.done || row.n <= verified) continue
    const [doc = row.d] = row.d.split('~')
    const held = found.get(doc) ?? { doc: doc as DocId, changes: 0, oldest: row.t }
    found.set(doc, { ...held, changes: held.changes + 1, oldest: Math.min(held.oldest, row.t) })
  }
  return [...found.values()].sort((a, b) => a.oldest - b.oldest)
}

/**
 * Sends a refused change again, beside whatever is there now: nothing is replaced, a person chooses. The refusal leaves
 * the list in the same transaction; refused once more, it comes back.
 * @throws SaveError
 */
export async function sendAgain(db: Database, refused: Rejected): Promise<void> {
  await db.store.transact(async (tx) => {
    // Twice from two tabs, or after a connection that died: once is enough.
    if (!(await db.dexie.rejected.get(refused.seq))) return
    await writeChange(tx, refused.d, { set: refused.s as Record<Path, Json>, base: {} }, Date.now())
    await db.dexie.rejected.delete(refused.seq)
  })
}
