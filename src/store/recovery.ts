// When the browser wiped the database, or lost its end (whole.ts finds out): the operations come back from the journal and
// the rest from the server; attachments from their copies (copies.ts). Announced, never done in silence. Comes on those
// days only, and at the first start.
import { type DocId, type OpId, path, type Path, type PersonneId } from '../domain/id.ts'
import type { Json } from '../domain/json.ts'
import { type CarnetDexie, SCHEMA_EPOCH, toStored } from './database.ts'
import { NOTES } from './fiches.ts'
import type { JournalContent } from './journal-format.ts'
import type { OutRow, ReplicaMeta, ReplicaStore } from './port.ts'
import type { Recovery } from './recovered.ts'
export { restoreCopies } from './copies.ts'
import type { Found } from './whole.ts'
import { writeChange } from './write.ts'
import { blankRow, refreshed } from './rows.ts'

/** A new database for the replica that the journal tells of, or for `fresh`. Runs inside the transaction that found none. */
export async function plant(dexie: CarnetDexie, personne: PersonneId, journal: JournalContent | null, fresh: ReplicaMeta): Promise<void> {
  const first = journal?.rows.reduce((min, row) => Math.min(min, row.n), journal.n + 1) ?? 1
  const meta = journal ? { ...fresh, replica: journal.replica, n: journal.n, h: journal.h, vack: first - 1 } : fresh
  await dexie.meta.bulkPut([
    { k: 'schema', epoch: SCHEMA_EPOCH },
    { k: 'replica', value: meta },
  ])
  if (journal) await putBack(dexie, personne, journal.rows)
}

/** Puts back the end that the database lost; the journal is of the same replica. */
export async function complete(dexie: CarnetDexie, found: Found, journal: JournalContent, rows: OutRow[]): Promise<void> {
  if (journal.n >= found.meta.n) {
    await dexie.meta.put({ k: 'replica', value: { ...found.meta, n: journal.n, h: journal.h } })
  }
  await putBack(dexie, found.meta.personne, rows)
}

/** Sealed: they may have been sent as they are. */
async function putBack(dexie: CarnetDexie, personne: PersonneId, rows: OutRow[]): Promise<void> {
  await dexie.out.bulkPut(rows.map((row) => ({ ...row, sealed: true })))
  for (const id of new Set(rows.map((row) => row.d))) {
    const held = (await dexie.docs.get(id)) ?? blankRow(id)
    const owed = await dexie.out.where('d').equals(id).toArray()
    const updated = Math.max(held.updated, ...owed.map((row) => row.t))
    await dexie.docs.put(toStored({ ...refreshed(held, owed, personne), updated }))
  }
}

/**
 * Brings in the operations of a journal that belongs to a replica this database never was (it was made anew while the
 * journal could not be read): they are made again here, in their order, and what they replaced among themselves stays so.
 */
export async function replant(store: ReplicaStore, rows: OutRow[]): Promise<void> {
  await store.transact(async (tx) => {
    const renamed = new Map<OpId, OpId>()
    // What a restored server was offered is offered again by whoever still holds it.
    for (const row of rows.filter((one) => !one.r)) {
      const base: Record<Path, OpId[]> = {}
      for (const [at, ops] of Object.entries(row.b)) base[path(at)] = ops.map((op) => renamed.get(op) ?? op)
      const made = await writeChange(tx, row.d, { set: row.s as Record<Path, Json>, base }, row.t)
      renamed.set(row.id, made.id)
    }
  })
}

/** What the operations are about, for the announcement. */
export async function recoveryOf(dexie: CarnetDexie, kind: Recovery['kind'], rows: OutRow[]): Promise<Recovery> {
  const ids = [...new Set(rows.map((row) => row.d.split('~')[0] as DocId))] // a complement counts as its fiche
  const docs = (await dexie.docs.bulkGet(ids)).filter((doc) => doc !== undefined)
  const notes = docs.filter((doc) => doc.gabarit === NOTES).length
  return {
    kind,
    at: Date.now(),
    operations: rows.length,
    notes,
    fiches: docs.filter((doc) => doc.kind === 'fiche').length - notes,
    immersions: docs.filter((doc) => doc.kind === 'immersion').length,
  }
}
