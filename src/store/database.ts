// The database of one person on this device: its tables, its indexes, its epoch. Dexie is known here and beside, nowhere else.
import { type DBCore, Dexie, type Table } from 'dexie'
import type { DocId, PersonneId } from '../domain/id.ts'
import { hash64, sameValue, type Json } from '../domain/json.ts'
import type { Rejected } from '../domain/protocol.ts'
import type { Journal, JournalFile } from './journal.ts'
import type { Recovery } from './recovered.ts'
import type { DocRow, OutRow, ReplicaMeta, ReplicaStore } from './port.ts'

/**
 * The version of the rules by which rows are written. It is checked inside every write transaction: Dexie lets an old
 * tab go on writing after a new one has upgraded (Dexie#2097). Raise it, with a new `version()`, when rows change.
 */
export const SCHEMA_EPOCH = 1

/** A document with what is derived from it for the indexes. */
export interface StoredDoc extends DocRow {
  rattachement?: string
  /** 1 while in the corbeille */
  deleted: 0 | 1
  /** 1 when an answer has several versions; absent otherwise, so that the index holds only these */
  conflict?: 1
  /** the photos it names */
  fichiers: string[]
}

export interface PhotoRow {
  /** SHA-256 of the bytes, hexadecimal */
  fichier: string
  type: string
  size: number
  /** waiting: the server has not received it · sent: it has · refused: it never will, kept here · wanted: a screen asks for
   * it · small: only its small picture is here · recording: a voice memo of which each second is kept as it comes (memos.ts) */
  state: 'waiting' | 'sent' | 'refused' | 'wanted' | 'small' | 'recording'
  /** of a file that is wanted: all of it, not its small picture alone */
  whole?: true
  /** why it was refused: too big, not a type the server takes, not the bytes of its name, no place left for this device */
  why?: 'size' | 'type' | 'bytes' | 'quota'
  at: number
  /** of a memo being recorded: its note, and its seconds so far */
  note?: DocId
  duree?: number
}

type MetaRow =
  | { k: 'schema'; epoch: number }
  | { k: 'replica'; value: ReplicaMeta }
  /** replicas this database was before a fork: a journal that still bears such a name is older than the database */
  | { k: 'former'; replicas: string[] }
  /** what was brought back after a loss, until the person has read it */
  | { k: 'recovery'; value: Recovery }
  /** when the last complete round began and ended, and when one last ended with nothing left to send */
  | { k: 'round'; began: number; at: number; received: number | null }
  /** the last rescue file that was handed over, and how many operations it held */
  | { k: 'rescue'; at: number; operations: number }
  /** operations that came in from rescue files, `number:hash` by the replica that made them; `made`: those of whose
   * operations some were made again here (rescue.ts) */
  | { k: 'imported'; known: Record<string, string[]>; made: string[] }

export type CarnetDexie = Dexie & {
  docs: Table<StoredDoc, string>
  out: Table<OutRow, number>
  meta: Table<MetaRow, string>
  rejected: Table<Rejected, number>
  photos: Table<PhotoRow, string>
  chunks: Table<{ fichier: string; i: number; bytes: ArrayBuffer }, [string, number]>
  session: Table<{ k: string; value: unknown }, string>
}

/** A file that is in hand and not yet kept: the answer that names it and its bytes are one transaction (transact.ts). */
export interface InHand {
  whole: Blob
  small: Blob | null
  /** Writes it; called inside a transaction over `photos` and `chunks`. */
  keep(): PromiseLike<unknown>
}

/** What screens and the schedule hold: they pass it on and look at nothing inside. */
export interface Database {
  readonly name: string
  readonly personne: PersonneId
  readonly dexie: CarnetDexie
  readonly store: ReplicaStore
  readonly journal: Journal
  /** the copies of attachments (copies.ts); null: this browser has no place for them */
  readonly copies: JournalFile['copies'] | null
  /** true while a file that waits has no copy: no room for it, most often */
  uncopied: boolean
  /** true once a newer version of the app has taken the database over: nothing can be saved here any more */
  outdated: boolean
  /** device time of the last commit made here, ms */
  lastSaved: number | null
  /** by hash; each leaves once an answer that names it is kept */
  readonly inHand: Map<string, InHand>
  close(): void
}

/** One database per person: a second person on the same phone has another replica. */
export const databaseName = (personne: PersonneId): string => `carnet-${hash64(personne)}`

/** The database, not yet opened. Strict: a transaction completes once it is on the disk. */
export function defineDatabase(name: string): CarnetDexie {
  const dexie = new Dexie(name, { chromeTransactionDurability: 'strict', cache: 'disabled' })
  dexie.version(1).stores({
    docs: 'id, kind, immersion, gabarit, fiche, rattachement, updated, deleted, conflict, *channels, *fichiers',
    out: 'n, d',
    meta: 'k',
    rejected: 'seq',
    photos: 'fichier, state',
    chunks: '[fichier+i]',
    session: 'k',
  })
  dexie.use({ stack: 'dbcore', name: 'former', create: knowFormer })
  return dexie as CarnetDexie // the tables are the ones of `stores`
}

const FOLLOWED = ['docs', 'out']

const readIn = new WeakMap<object, Map<string, unknown>>()

/** What a transaction has read of a followed table, undefined when it is not there: writing it need not ask again. */
export function noteRead(transaction: object, table: 'docs' | 'out', key: string | number, row: unknown): void {
  const known = readIn.get(transaction) ?? new Map<string, unknown>()
  readIn.set(transaction, known.set(`${table} ${key}`, row))
}

/**
 * Of a document or an operation that is written, Dexie is told what it was before, read in the same transaction: it then
 * knows which indexed fields changed. Without it every live query over an index runs again at each key typed (the
 * directory, the notes, the lists).
 */
const knowFormer = (core: DBCore): DBCore => ({
  ...core,
  table(name) {
    const table = core.table(name)
    const { extractKey } = table.schema.primaryKey
    if (!FOLLOWED.includes(name) || !extractKey) return table
    return {
      ...table,
      mutate(request) {
        if (request.type !== 'put' || request.values.length !== 1) {
          readIn.delete(request.trans)
          return table.mutate(request)
        }
        const keys = request.values.map(extractKey)
        const known = readIn.get(request.trans)
        const at = `${name} ${keys[0]}`
        if (known?.has(at)) {
          // Where Dexie keeps what `getMany` with a cache has read.
          Object.assign(request.trans, { _cache: { keys, values: [known.get(at)] } })
          known.set(at, request.values[0])
          return table.mutate(request)
        }
        return table.getMany({ trans: request.trans, keys, cache: 'immutable' }).then(() => table.mutate(request))
      },
    }
  },
})

const photosIn = (value: Json, found: string[]): void => {
  if (typeof value !== 'object' || value === null) return
  for (const [key, part] of Object.entries(value)) {
    if (key === 'fichier' && typeof part === 'string') found.push(part)
    else photosIn(part, found)
  }
}

/** The row as it is stored: with what the indexes need, derived at each write. */
export function toStored(row: DocRow): StoredDoc {
  const { f, c = {} } = row.shown
  const fichiers: string[] = []
  for (const value of Object.values(f)) photosIn(value, fichiers)
  for (const versions of Object.values(c)) for (const [, value] of versions) photosIn(value, fichiers)
  const rattachement = f.$rattachement
  const several = Object.values(c).some((versions) => versions.some(([, value]) => !sameValue(value, versions[0]?.[1])))
  return {
    ...row,
    deleted: isDeleted(row) ? 1 : 0,
    fichiers: [...new Set(fichiers)],
    ...(several ? { conflict: 1 } : {}),
    ...(typeof rattachement === 'object' && rattachement !== null && !Array.isArray(rattachement) && typeof rattachement.id === 'string'
      ? { rattachement: rattachement.id }
      : {}),
  }
}

// With several versions of `$deleted`, the document stays visible until somebody has chosen.
const isDeleted = (row: DocRow): boolean => (row.shown.f.$deleted ?? null) !== null
