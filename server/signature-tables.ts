// The table of the links by which somebody without an account signs one document once.
// Never edited once released: a change is a new entry at the end.
import type { Kysely } from 'kysely'
import type { Migration } from './migrations.ts'

export interface SignatureLinkTable {
  id: string
  network: string
  doc: string
  /** the register that the signature goes to */
  champ: string
  /** SHA-256 of the secret, which has 256 random bits and is in the link alone */
  secret_hash: string
  destinataire: string
  created_by: string
  created_at: number
  expires_at: number
  used_at: number | null
  cancelled_at: number | null
  /** what was asked to be signed, JSON (signature-links.ts); emptied when the copy is no longer needed */
  body: string
}

export interface SignatureTables {
  signature_link: SignatureLinkTable
}

async function first(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('signature_link')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('network', 'text', (c) => c.notNull())
    .addColumn('doc', 'text', (c) => c.notNull())
    .addColumn('champ', 'text', (c) => c.notNull())
    .addColumn('secret_hash', 'text', (c) => c.notNull().unique())
    .addColumn('destinataire', 'text', (c) => c.notNull())
    .addColumn('created_by', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addColumn('used_at', 'bigint')
    .addColumn('cancelled_at', 'bigint')
    .addColumn('body', 'text', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('signature_link_doc').on('signature_link').columns(['network', 'doc']).execute()
}

export const signatureMigrations: Migration[] = [{ name: 'signature-1', up: first }]
