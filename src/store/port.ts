// What the sync engine asks of the database of one replica: rows and transactions, nothing else. Dexie implements it in
// the browser, memory in the tests. The engine knows no database, the database knows no protocol.
import type { Collection } from '../domain/collections.ts'
import type { Channel, DocId, OpId, PersonneId, ReplicaId } from '../domain/id.ts'
import type { Operation } from '../domain/operation.ts'
import type { Cursor, Rejected } from '../domain/protocol.ts'
import type { Packed } from '../domain/register.ts'

/** What this replica knows of itself and of the server. */
export interface ReplicaMeta {
  replica: ReplicaId
  personne: PersonneId
  /** number of the last operation made here */
  n: number
  /** chain hash of the last operation made here; `''` before the first */
  h: string
  /** every operation up to this number was checked by hash on the server */
  vack: number
  /** the server's epoch, null before the first exchange */
  epoch: string | null
  cursors: Record<Channel, Cursor>
  /** sequence of the last refusal received */
  rejectedAfter: number
  /** server time − device time, ms, as last measured; shown, never decides */
  skew: number
  /** former ids of operations that were given new ones (see fork.ts): a field opened before may still name them */
  aliases?: Record<OpId, Alias>
}

/** What an operation of this document and these registers is called now. */
interface Alias {
  to: OpId
  d: DocId
  paths: string[]
}

/** An operation that this replica still owes the server, or of which it has not yet seen the effect. */
export interface OutRow extends Operation {
  // `n` is the key. It counts from 1 in the replica; a row that is `done` has left that count: its n is 0 or less.
  id: OpId
  /** chain hash before this operation */
  prev: string
  /** put in a request once: never changed again */
  sealed: boolean
  /** the server has it under its former number (before a fork); leaves at the next complete pull */
  done: boolean
  /** +1 at each replacement in place */
  rev: number
}

/** A document on this device. */
export interface DocRow {
  id: DocId
  kind: Collection | null
  immersion: string | null
  gabarit: string | null
  auteur: string | null
  /** for a complement: the fiche it completes */
  fiche: string | null
  /** device time of the last change seen here, ms */
  updated: number
  /** the channels it was received by; empty while only this device knows it */
  channels: Channel[]
  /** as the server gave it last; null while the server never did */
  server: Packed | null
  /** server + the outbox: what screens show. Written in the same transaction as what it is made of */
  shown: Packed
}

/** One read-write transaction. Rows given out are the caller's own; a row put replaces the row of the same key. */
export interface ReplicaTx {
  meta(): Promise<ReplicaMeta>
  putMeta(meta: ReplicaMeta): Promise<void>
  /** all rows by n, ascending, those `done` included */
  outbox(): Promise<OutRow[]>
  /** the row with the highest n */
  lastOut(): Promise<OutRow | undefined>
  outOf(doc: DocId): Promise<OutRow[]>
  putOut(rows: OutRow[]): Promise<void>
  clearOut(ns: number[]): Promise<void>
  docs(ids: DocId[]): Promise<(DocRow | undefined)[]>
  putDocs(rows: DocRow[]): Promise<void>
  clearDocs(ids: DocId[]): Promise<void>
  docsIn(channel: Channel): Promise<DocRow[]>
  rejected(): Promise<Rejected[]>
  putRejected(rows: Rejected[]): Promise<void>
}

/** Runs the work in one transaction over everything above: all of it is kept, or nothing when it throws. */
export interface ReplicaStore {
  /** `work` awaits the transaction and nothing else: anything slower would close it */
  transact<T>(work: (tx: ReplicaTx) => Promise<T>): Promise<T>
}
