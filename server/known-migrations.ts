// Every table of the server, and what they say of a database written by a newer one.
import { sql } from 'kysely'
import type { Database } from './database.ts'
import { documentMigrations } from './migrations.ts'
import { peopleMigrations } from './people-migrations.ts'
import { romeMigrations } from './rome-tables.ts'
import { Unusable } from './settings.ts'
import { signatureMigrations } from './signature-tables.ts'

/** Those beside the documents, whose own the database always has. */
export const serviceMigrations = [...peopleMigrations, ...romeMigrations, ...signatureMigrations]

/** A database that a newer server has changed is left alone. @throws Unusable */
export async function requireKnown({ db, close }: Database): Promise<void> {
  const known = [...documentMigrations, ...serviceMigrations].map((migration) => migration.name)
  const { rows } = await sql<{ name: string }>`select name from migration`.execute(db)
  if (rows.every(({ name }) => known.includes(name))) return
  await close()
  throw new Unusable(
    'La base a été écrite par une version plus récente du serveur. Rien n’a été touché : mettez le serveur à jour.',
  )
}
