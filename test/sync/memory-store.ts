// The database of one device in memory: the port of src/store/port.ts over maps. A transaction that fails leaves nothing.
import { type Channel, type DocId, newReplicaId, type PersonneId } from '../../src/domain/id.ts'
import type { Rejected } from '../../src/domain/protocol.ts'
import type { DocRow, OutRow, ReplicaMeta, ReplicaStore, ReplicaTx } from '../../src/store/port.ts'

export interface Disk {
  meta: ReplicaMeta
  out: Map<number, OutRow>
  docs: Map<DocId, DocRow>
  rejected: Map<number, Rejected>
}

export const emptyDisk = (personne: PersonneId): Disk => ({
  meta: { replica: newReplicaId(), personne, n: 0, h: '', vack: 0, epoch: null, cursors: {}, rejectedAfter: 0, skew: 0 },
  out: new Map(),
  docs: new Map(),
  rejected: new Map(),
})

/** Rows are never changed in place by the engine, so that a copy of the maps is a copy of the disk. */
export const copyDisk = (disk: Disk): Disk => ({
  meta: disk.meta,
  out: new Map(disk.out),
  docs: new Map(disk.docs),
  rejected: new Map(disk.rejected),
})

export interface MemoryStore extends ReplicaStore {
  disk: Disk
  /** called before each transaction: may throw, as a device that stops there */
  before: () => void
}

export function memoryStore(disk: Disk): MemoryStore {
  let last: Promise<unknown> = Promise.resolve()
  const store: MemoryStore = {
    disk,
    before: () => {},
    transact<T>(work: (tx: ReplicaTx) => Promise<T>): Promise<T> {
      const run = async (): Promise<T> => {
        store.before()
        const kept = copyDisk(store.disk)
        try {
          return await work(txOn(store.disk))
        } catch (error) {
          store.disk = kept
          throw error
        }
      }
      const result = last.then(run, run)
      last = result.catch(() => {})
      return result
    },
  }
  return store
}

const sorted = (out: Disk['out']): OutRow[] => [...out.values()].sort((a, b) => a.n - b.n)

function txOn(disk: Disk): ReplicaTx {
  return {
    meta: async () => disk.meta,
    putMeta: async (meta) => {
      disk.meta = meta
    },
    outbox: async () => sorted(disk.out),
    lastOut: async () => sorted(disk.out).at(-1),
    outOf: async (doc) => sorted(disk.out).filter((row) => row.d === doc),
    putOut: async (rows) => {
      for (const row of rows) disk.out.set(row.n, row)
    },
    clearOut: async (ns) => {
      for (const n of ns) disk.out.delete(n)
    },
    docs: async (ids) => ids.map((id) => disk.docs.get(id)),
    putDocs: async (rows) => {
      for (const row of rows) disk.docs.set(row.id, row)
    },
    clearDocs: async (ids) => {
      for (const id of ids) disk.docs.delete(id)
    },
    docsIn: async (channel: Channel) => [...disk.docs.values()].filter((row) => row.channels.includes(channel)),
    rejected: async () => [...disk.rejected.values()],
    putRejected: async (rows) => {
      for (const row of rows) disk.rejected.set(row.seq, row)
    },
  }
}
