// The tables of the documents: networks, replicas, documents, who may read them, operations.
// Never edited once released: a change is a new entry at the end.
import { type Kysely, sql } from 'kysely'

/** One step of the schema; its name is remembered, so that it runs once. */
export interface Migration {
  name: string
  up: (db: Kysely<unknown>) => Promise<void>
}

/** A tenant. `seq` is the one counter of everything that happens in it; `systeme` the replica of what the server writes. */
export interface NetworkTable {
  id: string
  seq: number
  epoch: string
  systeme: string
  /** day for which access was last reckoned, `AAAA-MM-JJ` */
  jour: string
  /** name of the state of the directory: another one after each change of it */
  annuaire: string
  /** last day believed for erasures; before `jour` while somebody has to say that the date is right (day.ts) */
  jour_sur: string
}

/** Each time the network was restored from an older copy: the epoch that ended, and the sequence both share. */
interface RestoreTable {
  network: string
  epoch: string
  seq: number
}

interface ReplicaTable {
  id: string
  network: string
  personne: string
  last: number
  lasth: string
  seen_at: number
}

interface DocTable {
  network: string
  id: string
  kind: string
  /** packed registers (src/domain/register.ts), as they are sent */
  state: string
  seq: number
  erased: number
  /** for a fiche, its immersion; for a complement, that of its fiche is found by `fiche` */
  immersion: string | null
  /** for a fiche, what it is attached to; for a seance, its group */
  rattachement: string | null
  /** for a complement */
  fiche: string | null
  /** for an immersion: structure_appartenance and structure_accueil */
  structure_a: string | null
  structure_b: string | null
}

/** A document in a channel. `since`: sequence from which it is there without interruption. */
interface DocChannelTable {
  network: string
  ch: string
  doc: string
  seq: number
  since: number
  removed: number
}

/** Every operation received, accepted or not. An erased document leaves the row and empties `body`. */
interface OplogTable {
  network: string
  seq: number
  replica: string
  n: number
  doc: string
  personne: string
  body: string
  h: string
  received_at: number
  device_time: number
  skew: number | null
  verdict: string
  conflict: string | null
}

export interface DocumentTables {
  network: NetworkTable
  restore: RestoreTable
  replica: ReplicaTable
  doc: DocTable
  doc_channel: DocChannelTable
  oplog: OplogTable
}

async function first(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('network')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('seq', 'bigint', (c) => c.notNull())
    .addColumn('epoch', 'text', (c) => c.notNull())
    .addColumn('systeme', 'text', (c) => c.notNull())
    .addColumn('jour', 'text', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('restore')
    .addColumn('network', 'text', (c) => c.notNull().references('network.id'))
    .addColumn('epoch', 'text', (c) => c.notNull())
    .addColumn('seq', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('restore_pk', ['network', 'epoch'])
    .execute()
  await db.schema
    .createTable('replica')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('network', 'text', (c) => c.notNull().references('network.id'))
    .addColumn('personne', 'text', (c) => c.notNull())
    .addColumn('last', 'bigint', (c) => c.notNull())
    .addColumn('lasth', 'text', (c) => c.notNull())
    .addColumn('seen_at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('doc')
    .addColumn('network', 'text', (c) => c.notNull().references('network.id'))
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('seq', 'bigint', (c) => c.notNull())
    .addColumn('erased', 'integer', (c) => c.notNull())
    .addColumn('immersion', 'text')
    .addColumn('rattachement', 'text')
    .addColumn('fiche', 'text')
    .addColumn('structure_a', 'text')
    .addColumn('structure_b', 'text')
    .addPrimaryKeyConstraint('doc_pk', ['network', 'id'])
    .execute()
  await db.schema.createIndex('doc_kind').on('doc').columns(['network', 'kind']).execute()
  for (const column of ['immersion', 'rattachement', 'fiche', 'structure_a', 'structure_b']) {
    const index = db.schema.createIndex(`doc_${column}`).on('doc').columns(['network', column])
    await index.where(column, 'is not', null).execute()
  }
  await db.schema
    .createTable('doc_channel')
    .addColumn('network', 'text', (c) => c.notNull())
    .addColumn('ch', 'text', (c) => c.notNull())
    .addColumn('doc', 'text', (c) => c.notNull())
    .addColumn('seq', 'bigint', (c) => c.notNull())
    .addColumn('since', 'bigint', (c) => c.notNull())
    .addColumn('removed', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('doc_channel_pk', ['network', 'doc', 'ch'])
    .execute()
  await db.schema.createIndex('doc_channel_seq').on('doc_channel').columns(['network', 'ch', 'seq']).unique().execute()
  await db.schema
    .createTable('oplog')
    .addColumn('network', 'text', (c) => c.notNull().references('network.id'))
    .addColumn('seq', 'bigint', (c) => c.notNull())
    .addColumn('replica', 'text', (c) => c.notNull())
    .addColumn('n', 'bigint', (c) => c.notNull())
    .addColumn('doc', 'text', (c) => c.notNull())
    .addColumn('personne', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('h', 'text', (c) => c.notNull())
    .addColumn('received_at', 'bigint', (c) => c.notNull())
    .addColumn('device_time', 'bigint', (c) => c.notNull())
    .addColumn('skew', 'bigint')
    .addColumn('verdict', 'text', (c) => c.notNull())
    .addColumn('conflict', 'text')
    .addPrimaryKeyConstraint('oplog_pk', ['network', 'seq'])
    .addUniqueConstraint('oplog_once', ['replica', 'n'])
    .execute()
  await db.schema.createIndex('oplog_doc').on('oplog').columns(['network', 'doc']).execute()
  await db.schema
    .createIndex('oplog_refused')
    .on('oplog')
    .columns(['network', 'personne', 'seq'])
    .where(sql.ref('verdict'), '<>', sql.lit('ok'))
    .execute()
}

async function directoryState(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('network')
    .addColumn('annuaire', 'text', (c) => c.notNull().defaultTo(''))
    .execute()
}

async function believedDay(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('network')
    .addColumn('jour_sur', 'text', (c) => c.notNull().defaultTo(''))
    .execute()
}

/** By name, in order. */
export const documentMigrations: Migration[] = [
  { name: 'documents-1', up: first },
  { name: 'documents-2', up: directoryState },
  { name: 'documents-3', up: believedDay },
]
