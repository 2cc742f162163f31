// The tables of who may come in: accounts, devices, invitations, tries; what a revoked device sent; photos received.
// Never edited once released: a change is a new entry at the end.
import { type Kysely, sql } from 'kysely'
import type { Migration } from './migrations.ts'

/** An account lets a person of the directory come in; `admin` accounts manage the network. */
interface AccountTable {
  person: string
  network: string
  admin: number
  created_at: number
}

interface DeviceTable {
  id: string
  /** SHA-256 of the token, which has 256 random bits and is kept by the device alone */
  token_hash: string
  person: string
  network: string
  nom: string
  created_at: number
  last_seen: number
  ended_at: number | null
  ended: 'revoked' | 'signed-out' | null
  /** SHA-256 of the device's public key; null: it gave none */
  key_hash: string | null
}

interface InvitationTable {
  id: string
  network: string
  person: string
  secret_hash: string
  /** scrypt: the code alone has 50 bits */
  code_hash: string
  created_by: string
  created_at: number
  expires_at: number
  code_expires_at: number
  used_at: number | null
  cancelled_at: number | null
}

/** Tries of one address, or of everyone, in one window of time. */
interface AttemptTable {
  key: string
  window: number
  tries: number
}

interface QuarantineTable {
  replica: string
  n: number
  h: string
  network: string
  person: string
  device: string
  body: string
  received_at: number
  /** 'held' until an administrator decides */
  state: 'held' | 'resumed' | 'dismissed'
}

interface PhotoTable {
  network: string
  doc: string
  sha256: string
  type: string
  size: number
  person: string
  received_at: number
  /** the device that gave it; null before devices were noted */
  device: string | null
}

/** What the processes of a server share and nobody else knows. */
interface ServerSecretTable {
  name: string
  value: string
}

interface NetworkNameTable {
  network: string
  /** as people read it: « Groupe local du Pays de Fictivie » */
  nom: string
}

export interface PeopleTables {
  network_name: NetworkNameTable
  server_secret: ServerSecretTable
  account: AccountTable
  device: DeviceTable
  invitation: InvitationTable
  attempt: AttemptTable
  quarantine: QuarantineTable
  photo: PhotoTable
}

async function first(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('account')
    .addColumn('network', 'text', (c) => c.notNull())
    .addColumn('person', 'text', (c) => c.notNull())
    .addColumn('admin', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('account_pk', ['network', 'person'])
    .execute()
  await db.schema
    .createTable('device')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('token_hash', 'text', (c) => c.notNull().unique())
    .addColumn('person', 'text', (c) => c.notNull())
    .addColumn('network', 'text', (c) => c.notNull())
    .addColumn('nom', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('last_seen', 'bigint', (c) => c.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('ended', 'text', (c) => c.check(sql`ended in ('revoked', 'signed-out')`))
    .addForeignKeyConstraint('device_account', ['network', 'person'], 'account', ['network', 'person'])
    .execute()
  await db.schema.createIndex('device_person').on('device').columns(['network', 'person']).execute()
  await db.schema
    .createTable('invitation')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('network', 'text', (c) => c.notNull())
    .addColumn('person', 'text', (c) => c.notNull())
    .addColumn('secret_hash', 'text', (c) => c.notNull().unique())
    .addColumn('code_hash', 'text', (c) => c.notNull().unique())
    .addColumn('created_by', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addColumn('code_expires_at', 'bigint', (c) => c.notNull())
    .addColumn('used_at', 'bigint')
    .addColumn('cancelled_at', 'bigint')
    .addForeignKeyConstraint('invitation_account', ['network', 'person'], 'account', ['network', 'person'])
    .execute()
  await db.schema
    .createTable('attempt')
    .addColumn('key', 'text', (c) => c.notNull())
    .addColumn('window', 'bigint', (c) => c.notNull())
    .addColumn('tries', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('attempt_pk', ['key', 'window'])
    .execute()
  await db.schema
    .createTable('quarantine')
    .addColumn('replica', 'text', (c) => c.notNull())
    .addColumn('n', 'bigint', (c) => c.notNull())
    .addColumn('h', 'text', (c) => c.notNull())
    .addColumn('network', 'text', (c) => c.notNull())
    .addColumn('person', 'text', (c) => c.notNull())
    .addColumn('device', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('received_at', 'bigint', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull().defaultTo('held'))
    .addPrimaryKeyConstraint('quarantine_pk', ['device', 'replica', 'n', 'h'])
    .execute()
  await db.schema
    .createTable('photo')
    .addColumn('network', 'text', (c) => c.notNull())
    .addColumn('doc', 'text', (c) => c.notNull())
    .addColumn('sha256', 'text', (c) => c.notNull())
    .addColumn('type', 'text', (c) => c.notNull())
    .addColumn('size', 'integer', (c) => c.notNull())
    .addColumn('person', 'text', (c) => c.notNull())
    .addColumn('received_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('photo_pk', ['network', 'doc', 'sha256'])
    .execute()
}

async function deviceKeys(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('device').addColumn('key_hash', 'text').execute()
  await db.schema.createIndex('device_key').on('device').column('key_hash').unique().execute()
}

async function serverSecrets(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('server_secret')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('value', 'text', (c) => c.notNull())
    .execute()
}

async function photoDevices(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('photo').addColumn('device', 'text').execute()
  await db.schema.createIndex('photo_device').on('photo').column('device').execute()
}

async function networkNames(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('network_name')
    .addColumn('network', 'text', (c) => c.primaryKey())
    .addColumn('nom', 'text', (c) => c.notNull())
    .execute()
}

/** By name, in order: given to openDatabase beside the migrations of the documents. */
export const peopleMigrations: Migration[] = [
  { name: 'people-1', up: first },
  { name: 'people-2', up: deviceKeys },
  { name: 'people-3', up: serverSecrets },
  { name: 'people-4', up: photoDevices },
  { name: 'people-5', up: networkNames },
]
