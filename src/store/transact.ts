// One write transaction of the engine over Dexie: the epoch is checked first, the journal is told before the commit, so
// that both copies reach the disk side by side. What was journaled and then aborted was on screen: the next start adds
// it again, or the next operation of that number takes its place.
import { Dexie } from 'dexie'
import type { CarnetDexie, Database } from './database.ts'
import { SCHEMA_EPOCH, toStored } from './database.ts'
import { SaveError } from './errors.ts'
import type { JournalRecord } from './journal-format.ts'
import type { OutRow, ReplicaMeta, ReplicaStore, ReplicaTx } from './port.ts'
import { guarded } from './revive.ts'

/** What a transaction did to the outbox, for the journal. */
interface Trace {
  /** set when the replica took another name: the journal is then written anew, after the commit */
  forked: boolean
  records: JournalRecord[]
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
  const trace: Trace = { forked: false, records: [] }
  const isBehind = journal.state === 'failed'
  let copied: Promise<void> = Promise.resolve()
  let anew: { meta: ReplicaMeta; rows: OutRow[] } | undefined
  const value = await dexie.transaction('rw', [dexie.docs, dexie.out, dexie.meta, dexie.rejected], async () => {
    const tx = dexieTx(dexie, await currentMeta(dexie), trace)
    const result = await work(tx)
    attempted({ value: result, records: trace.records })
    if (trace.forked) anew = { meta: await tx.meta(), rows: await tx.outbox() }
    else if (trace.records.length > 0 && !isBehind) {
      // Outside Dexie's zone: what waits for the worker must not run on in a transaction that has ended.
      Dexie.ignoreTransaction(() => {
        copied = journal.append(trace.records)
      })
    }
    return result
  })
  if (anew) copied = journal.rewrite(anew.meta, anew.rows)
  else if (isBehind) copied = journal.repair()
  await copied
  return value
}

/**
 * The replica's row, once it is sure that this code may write.
 * @throws SaveError outdated-tab when a newer version of the app has taken the database over
 */
async function currentMeta(dexie: CarnetDexie): Promise<ReplicaMeta> {
  const [schema, replica] = await dexie.meta.bulkGet(['schema', 'replica'])
  if (schema?.k === 'schema' && schema.epoch > SCHEMA_EPOCH) throw new SaveError('outdated-tab')
  // Another tab may have deleted the database behind this one; the next opening rebuilds it.
  if (replica?.k !== 'replica') throw new SaveError('closed')
  return replica.value
}

function dexieTx(dexie: CarnetDexie, first: ReplicaMeta, trace: Trace): ReplicaTx {
  let meta = first
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
      await dexie.meta.put({ k: 'replica', value: next })
    },
    outbox: () => dexie.out.toArray(),
    lastOut: () => dexie.out.orderBy('n').last(),
    outOf: (doc) => dexie.out.where('d').equals(doc).sortBy('n'),
    async putOut(rows) {
      for (const row of rows) trace.records.push(row.done ? { k: 'out', p: meta.replica, ns: [row.n] } : { k: 'op', p: meta.replica, row })
      await dexie.out.bulkPut(rows)
    },
    async clearOut(ns) {
      if (ns.length === 0) return
      trace.records.push({ k: 'out', p: meta.replica, ns })
      await dexie.out.bulkDelete(ns)
    },
    docs: (ids) => dexie.docs.bulkGet(ids),
    async putDocs(rows) {
      await dexie.docs.bulkPut(rows.map(toStored))
    },
    clearDocs: (ids) => dexie.docs.bulkDelete(ids),
    docsIn: (channel) => dexie.docs.where('channels').equals(channel).toArray(),
    rejected: () => dexie.rejected.toArray(),
    async putRejected(rows) {
      await dexie.rejected.bulkPut(rows)
    },
  }
}
