// The tables of the ROME: each imported version is kept whole, as grids name the version they were made with. Public data
// of France Travail, shared by every network of the server.
// Never edited once released: a change is a new entry at the end.
import type { Kysely } from 'kysely'
import type { Migration } from './migrations.ts'

interface RomeVersionTable {
  version: string
  imported_at: number
  imported_by: string
  metiers: number
  appellations: number
  items: number
  /** what devices keep to search offline: `[code, titre, ...appellations][]`, JSON */
  sommaire: string
}

interface RomeMetierTable {
  version: string
  code: string
  titre: string
}

export type Genre = 'savoir_faire' | 'savoir_etre' | 'savoir' | 'contexte'

/** A skill, a knowledge or a working context. */
interface RomeItemTable {
  version: string
  ogr: string
  genre: Genre
  libelle: string
  /** kind of knowledge or context, in the words of the source */
  categorie: string
  /** the words without accents nor capitals, for the search */
  cherche: string
}

interface RomeLienTable {
  version: string
  code: string
  ogr: string
  /** what the source says of it: `principale`, `emergente`, or empty */
  coeur: string
}

export interface RomeTables {
  rome_version: RomeVersionTable
  rome_metier: RomeMetierTable
  rome_item: RomeItemTable
  rome_lien: RomeLienTable
}

async function first(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('rome_version')
    .addColumn('version', 'text', (c) => c.primaryKey())
    .addColumn('imported_at', 'bigint', (c) => c.notNull())
    .addColumn('imported_by', 'text', (c) => c.notNull())
    .addColumn('metiers', 'integer', (c) => c.notNull())
    .addColumn('appellations', 'integer', (c) => c.notNull())
    .addColumn('items', 'integer', (c) => c.notNull())
    .addColumn('sommaire', 'text', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('rome_metier')
    .addColumn('version', 'text', (c) => c.notNull())
    .addColumn('code', 'text', (c) => c.notNull())
    .addColumn('titre', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('rome_metier_pk', ['version', 'code'])
    .execute()
  await db.schema
    .createTable('rome_item')
    .addColumn('version', 'text', (c) => c.notNull())
    .addColumn('ogr', 'text', (c) => c.notNull())
    .addColumn('genre', 'text', (c) => c.notNull())
    .addColumn('libelle', 'text', (c) => c.notNull())
    .addColumn('categorie', 'text', (c) => c.notNull())
    .addColumn('cherche', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('rome_item_pk', ['version', 'ogr'])
    .execute()
  await db.schema
    .createTable('rome_lien')
    .addColumn('version', 'text', (c) => c.notNull())
    .addColumn('code', 'text', (c) => c.notNull())
    .addColumn('ogr', 'text', (c) => c.notNull())
    .addColumn('coeur', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('rome_lien_pk', ['version', 'code', 'ogr'])
    .execute()
  await db.schema.createIndex('rome_lien_ogr').on('rome_lien').columns(['version', 'ogr']).execute()
}

export const romeMigrations: Migration[] = [{ name: 'rome-1', up: first }]
