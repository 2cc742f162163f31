// The database as the server sees it, whichever engine is behind: Kysely, statements built once and kept prepared,
// transactions, and news for the other processes.
import { type Compilable, type Kysely, sql } from 'kysely'
import type { Channel, NetworkId } from '../src/domain/id.ts'
import { type DocumentTables, documentMigrations, type Migration } from './migrations.ts'
import type { PeopleTables } from './people-migrations.ts'
import type { RomeTables } from './rome-tables.ts'
import type { SignatureTables } from './signature-tables.ts'

export type Schema = DocumentTables & PeopleTables & RomeTables & SignatureTables

export type Value = string | number | null

/** A statement with named places, prepared once. */
export interface Query<Row> {
  all(values: Record<string, Value>): Promise<Row[]>
  first(values: Record<string, Value>): Promise<Row | undefined>
  run(values: Record<string, Value>): Promise<void>
}

/** What other processes on the same database should hear of. Hints: a process that misses one is only late. */
export type News =
  | { kind: 'changed'; network: NetworkId; channels: readonly Channel[] }
  /** the session of a device ended, or has a new token */
  | { kind: 'device'; device: string }
  /** some were missed */
  | { kind: 'missed' }

/** Marks within a transaction, the same on both engines: a request and, in it, an operation can each be undone without the rest. */
export const SAVEPOINTS = {
  request: 'SAVEPOINT request',
  keepRequest: 'RELEASE request',
  undoRequest: 'ROLLBACK TO request',
  op: 'SAVEPOINT op',
  keepOp: 'RELEASE op',
  undoOp: 'ROLLBACK TO op',
} as const

export type Control = 'begin' | 'snapshot' | 'commit' | 'rollback' | keyof typeof SAVEPOINTS

export interface Database {
  engine: 'sqlite' | 'postgres'
  db: Kysely<Schema>
  /** builds a statement with `place` where values go */
  prepare<Row>(build: (db: Kysely<Schema>) => Compilable<Row>): Query<Row>
  control(command: Control): Promise<void>
  /** gives `work` a connection of its own until it is done: nobody else's statements come in between */
  alone<T>(work: () => Promise<T>): Promise<T>
  /** false once the database itself gave up the transaction (disk full, connection lost) */
  inTransaction(): boolean
  /** runs `work` while no other process runs its own */
  exclusive<T>(work: () => Promise<T>): Promise<T>
  /** tells the other processes; never waits, never throws */
  tell(news: News): void
  /** hears what other processes tell */
  listen(hear: (news: News) => void): void
  /** takes off the disk the bytes of what was erased, as far as the engine can; false: somebody is reading, ask again later */
  scrub(): Promise<boolean>
  close(): Promise<void>
}

export interface OpenOptions {
  migrations?: Migration[]
}

class Place {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}
/** A place for a value in a prepared statement; the type is that of the column. */
export const place = <T>(name: string): T => new Place(name) as unknown as T // Kysely takes it as a value and hands it back in `parameters`

/** The values of a statement, in its order. */
export const bind = (text: string, parameters: readonly unknown[], values: Record<string, Value>): Value[] =>
  parameters.map((given) => {
    const value = given instanceof Place ? values[given.name] : (given as Value) // what the statement itself says
    if (value === undefined) throw new Error(`a value for each place: ${text}`)
    return value
  })

// SQLITE_BUSY, NOMEM, READONLY, IOERR, CORRUPT, FULL, CANTOPEN
const SQLITE_FAILURES = [5, 7, 8, 10, 11, 13, 14]
// Connection, authorization, transaction, resources, state, operator, system, internal; data and constraints are not.
const POSTGRES_FAILURES = /^(08|25|28|3D|40|53|55|57|58|F0|XX)...$/
const SYSTEM_FAILURES = /^E(CONN|PIPE|TIMEDOUT|HOST|NET|NOTFOUND|AI_AGAIN)/
const DRIVER_FAILURES =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client (has encountered|was closed)|Cannot use a pool after)/

/** Is it the database that failed, and not what was asked of it? Then nothing can be kept, not even a refusal. */
export function isFailing(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { errcode, code } = error as { errcode?: unknown; code?: unknown }
  if (typeof errcode === 'number') return SQLITE_FAILURES.includes(errcode & 0xff)
  if (typeof code === 'string') return POSTGRES_FAILURES.test(code) || SYSTEM_FAILURES.test(code)
  return DRIVER_FAILURES.test(error.message)
}

/** Runs the steps that were not run yet, each whole or not at all. */
export async function migrate(db: Kysely<Schema>, { migrations = [] }: OpenOptions): Promise<void> {
  await sql`create table if not exists migration (name text primary key)`.execute(db)
  const known = await sql<{ name: string }>`select name from migration`.execute(db)
  const done = new Set(known.rows.map((row) => row.name))
  for (const step of [...documentMigrations, ...migrations]) {
    if (done.has(step.name)) continue
    await db.transaction().execute(async (tx) => {
      await step.up(tx as unknown as Kysely<unknown>)
      await sql`insert into migration (name) values (${step.name})`.execute(tx)
    })
  }
}
