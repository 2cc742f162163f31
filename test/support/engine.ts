// The database of a test: SQLite, or PostgreSQL when the run has one (TEST_POSTGRES). What a test itself looks up in it,
// it asks through `raw`, in the same words for both.
import { createHash } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import pg from 'pg'
import type { Database, OpenOptions } from '../../server/database.ts'
import { openDatabase } from '../../server/open-database.ts'
import { isPostgres } from '../../server/settings.ts'
import { openSqlite } from '../../server/database-sqlite.ts'
import { rawPostgres } from './raw-postgres.ts'

const cluster = process.env.TEST_POSTGRES
const ENGINE: 'sqlite' | 'postgres' = cluster ? 'postgres' : 'sqlite'
export const onPostgres = ENGINE === 'postgres'

type Value = string | number | null
type Row = Record<string, Value>

/** Statements with `?` where values go, at once. */
export interface Raw {
  prepare(text: string): {
    all(...values: Value[]): Row[]
    get(...values: Value[]): Row | undefined
    run(...values: Value[]): unknown
  }
  exec(text: string): void
  close(): void
}

const made = new Map<string, Promise<string>>()
let count = 0

/** A database of this name in the cluster of this run; made at the first use, with the tables unless `bare`. */
function named(name: string, bare = false): Promise<string> {
  const url = `${cluster}/${name}`
  const held = made.get(name)
  if (held) return held
  const making = (async () => {
    const client = new pg.Client(`${cluster}/postgres`)
    await client.connect()
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
    if (rowCount === 0) await client.query(`create database ${name}${bare ? '' : ' template modele'}`)
    await client.end()
    return url
  })()
  made.set(name, making)
  return making
}

/** What a service is told for the data of this folder; null: the file in it. */
export async function databaseAt(dataDir: string): Promise<string | null> {
  if (!onPostgres) return null
  return await named(`t_${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`)
}

/** A database with nothing in it; `bare`: not even tables. */
export const emptyDatabase = async (bare = false): Promise<string> =>
  onPostgres ? await named(`e_${process.pid}_${++count}`, bare) : ':memory:'

/** Opens the database of a file's name (`:memory:`: an empty one), with what the test looks it up by. */
export async function openTestDatabase(file: string, options: OpenOptions = {}): Promise<Database & { raw: Raw }> {
  if (!onPostgres) return (await openSqlite(file, options)) as Awaited<ReturnType<typeof openSqlite>> & { raw: Raw }
  const url = isPostgres(file) ? file : file === ':memory:' ? await emptyDatabase() : ((await databaseAt(file)) ?? '')
  const database = await openDatabase(url, options)
  const raw = rawPostgres(url)
  return {
    ...database,
    raw,
    async close() {
      raw.close()
      await database.close()
    },
  }
}

/** Looks up what a server keeps for this folder, while it runs or after. */
export async function look(dataDir: string): Promise<Raw> {
  const url = await databaseAt(dataDir)
  return url ? rawPostgres(url) : (new DatabaseSync(join(dataDir, 'carnet.sqlite')) as unknown as Raw)
}
