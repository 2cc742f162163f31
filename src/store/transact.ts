// One write transaction of the engine over Dexie: the epoch is checked first, the journal is told before the commit, so
// that both copies reach the disk side by side. What was journaled and then aborted was on screen: the next start adds
// it again, or the next operation of that number takes its place.
import { Dexie } from 'dexie'
import { type CarnetDexie, type Database, type InHand, noteRead, SCHEMA_EPOCH, toStored } from './database.ts'
import { SaveError } from './errors.ts'
import type { JournalRecord } from './journal-format.ts'
import type { DocRow, OutRow, ReplicaMeta, ReplicaStore, ReplicaTx } from './port.ts'
import { guarded } from './revive.ts'

/** What a transaction did to the outbox, for the journal. */
interface Trace {
  /** set when the replica took another name: the journal is then written anew, after the commit */
  forked: boolean
  records: JournalRecord[]
  /** asked of the database and not yet waited for */
  writes: PromiseLike<unknown>[]
  /** files in hand when it began: it has the tables for their bytes */
  inHand: ReadonlyMap<string, InHand>
  /** those of them that were written, with the answer that names them */
  pieces: string[]
}

/** The engine's door to the database. Rejects with a SaveError and with nothing else. */
export const replicaStore = (db: Database): ReplicaStore => ({
  transact<T>(work: (tx: ReplicaTx) => Promise<T>): Promise<T> {
    // Before a new try: a connection that died may have committed without saying so.
    let tried: Attempt<T> | null = null
    return guarded(db, async () => {
      if (tried && (await isCommitted(db.dexie, tried))) return tried.value
      return transact(db, work, (attempt) => {
        tried = attempt
      })
    })
  },
})

interface Attempt<T> {
  value: T
  records: JournalRecord[]
}

/** True when the last operation that the attempt put in the outbox is there. */
async function isCommitted<T>(dexie: CarnetDexie, { records }: Attempt<T>): Promise<boolean> {
  const last = records.findLast((record) => record.k === 'op')
  if (!last) return false
  const row = await dexie.out.get(last.row.n)
  return row?.h === last.row.h && row.id === last.row.id
}

async function transact<T>(
  db: Database,
  work: (tx: ReplicaTx) => Promise<T>,
  attempted: (attempt: Attempt<T>) => void,
): Promise<T> {
  const { dexie, journal } = db
  const trace: Trace = { forked: false, records: [], writes: [], inHand: new Map(db.inHand), pieces: [] }
  const isBehind = journal.state === 'failed'
  let copied: Promise<void> = Promise.resolve()
  let anew: { meta: ReplicaMeta; rows: OutRow[] } | undefined
  const tables = [dexie.docs, dexie.out, dexie.meta, dexie.rejected, ...(trace.inHand.size > 0 ? [dexie.photos, dexie.chunks] : [])]
  const value = await dexie.transaction('rw', tables, async ({ idbtrans }) => {
    const tx = await begin(dexie, trace, idbtrans)
    const result = await work(tx)
    attempted({ value: result, records: trace.records })
    if (trace.forked) anew = { meta: await tx.meta(), rows: await tx.outbox() }
    // With bytes of a file the commit may fail for want of room: an operation must not name what is not there.
    else if (trace.records.length > 0 && !isBehind && trace.pieces.length === 0) {
      // Outside Dexie's zone: what waits for the worker must not run on in a transaction that has ended.
      Dexie.ignoreTransaction(() => {
        copied = journal.append(trace.records)
      })
    }
    await Promise.all(trace.writes)
    return result
  })
  for (const fichier of trace.pieces) db.inHand.delete(fichier)
  if (anew) copied = journal.rewrite(anew.meta, anew.rows)
  else if (isBehind) copied = journal.repair()
  else if (trace.pieces.length > 0) copied = journal.append(trace.records)
  // Fetched with the app; should it not be there yet, the copies are made at the next occasion.
  if (trace.pieces.length > 0) await import('./copies.ts').then(({ keepCopies }) => keepCopies(db, trace.pieces), () => undefined)
  await copied
  return value
}

/**
 * The transaction, once it is sure that this code may write.
 * @throws SaveError outdated-tab when a newer version of the app has taken the database over
 */
async function begin(dexie: CarnetDexie, trace: Trace, idb: IDBTransaction): Promise<ReplicaTx> {
  // Asked together: each question to IndexedDB that is waited for by itself costs as much as the write.
  const [rows, last] = await Promise.all([dexie.meta.where('k').between('replica', 'schema', true, true).toArray(), lastOut(dexie)])
  const [schema, replica] = [rows.find(({ k }) => k === 'schema'), rows.find(({ k }) => k === 'replica')]
  if (schema?.k === 'schema' && schema.epoch > SCHEMA_EPOCH) throw new SaveError('outdated-tab')
  // Another tab may have deleted the database behind this one; the next opening rebuilds it.
  if (replica?.k !== 'replica') throw new SaveError('closed')
  if (last) noteRead(idb, 'out', last.n, last)
  return dexieTx(dexie, replica.value, last, trace, idb)
}

const lastOut = (dexie: CarnetDexie): PromiseLike<OutRow | undefined> => dexie.out.orderBy('n').last()

function dexieTx(dexie: CarnetDexie, first: ReplicaMeta, last: OutRow | undefined, trace: Trace, idb: IDBTransaction): ReplicaTx {
  let meta = first
  let isLastKnown = true
  /** documents as they are in this transaction */
  const read = new Map<string, DocRow | undefined>()
  // IndexedDB runs what it is asked in order: a write is not waited for before the next question, only before the end.
  const writing = (write: PromiseLike<unknown>): Promise<void> => {
    trace.writes.push(write)
    return Promise.resolve()
  }
  return {
    meta: async () => ({ ...meta, cursors: { ...meta.cursors } }),
    async putMeta(next) {
      if (next.replica !== meta.replica) {
        trace.forked = true
        const former = await dexie.meta.get('former')
        const replicas = [...(former?.k === 'former' ? former.replicas : []), meta.replica]
        await dexie.meta.put({ k: 'former', replicas })
      }
      meta = next
      return writing(dexie.meta.put({ k: 'replica', value: next }))
    },
    outbox: async () => await dexie.out.toArray(),
    lastOut: async () => (isLastKnown ? last : await lastOut(dexie)),
    outOf: async (doc) => await dexie.out.where('d').equals(doc).sortBy('n'),
    putOut(rows) {
      const [only] = rows
      if (isLastKnown && rows.length === 1 && only && (!last || only.n > last.n)) noteRead(idb, 'out', only.n, undefined)
      isLastKnown = false
      for (const row of rows) trace.records.push(row.done ? { k: 'out', p: meta.replica, ns: [row.n] } : { k: 'op', p: meta.replica, row })
      return writing(rows.length === 1 && only ? dexie.out.put(only) : dexie.out.bulkPut(rows))
    },
    async clearOut(ns) {
      if (ns.length === 0) return
      isLastKnown = false
      trace.records.push({ k: 'out', p: meta.replica, ns })
      await writing(dexie.out.bulkDelete(ns))
    },
    async docs(ids) {
      const [only] = ids
      if (ids.length !== 1 || !only) return await dexie.docs.bulkGet(ids)
      if (!read.has(only)) read.set(only, await dexie.docs.get(only))
      noteRead(idb, 'docs', only, read.get(only))
      return [read.get(only)]
    },
    putDocs(rows) {
      const stored = rows.map(toStored)
      for (const row of stored) read.set(row.id, row)
      for (const fichier of trace.inHand.size > 0 ? stored.flatMap(({ fichiers }) => fichiers) : []) {
        const piece = trace.inHand.get(fichier)
        if (!piece) continue
        trace.pieces.push(fichier)
        trace.writes.push(piece.keep())
      }
      const [only] = stored
      return writing(stored.length === 1 && only ? dexie.docs.put(only) : dexie.docs.bulkPut(stored))
    },
    clearDocs(ids) {
      for (const id of ids) read.delete(id)
      return writing(dexie.docs.bulkDelete(ids))
    },
    docsIn: async (channel) => await dexie.docs.where('channels').equals(channel).toArray(),
    rejected: async () => await dexie.rejected.toArray(),
    putRejected: (rows) => writing(dexie.rejected.bulkPut(rows)),
  }
}
