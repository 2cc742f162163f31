// The one connection to the database: SQLite that loses nothing at a power cut, migrations, and statements that are
// built once with Kysely and kept prepared. What is said in SQLite's own words is in this file only.
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { type Compilable, Kysely, SqliteDialect, sql } from 'kysely'
import { type DocumentTables, documentMigrations, type Migration } from './migrations.ts'
import type { PeopleTables } from './people-migrations.ts'

export type Schema = DocumentTables & PeopleTables

/** A statement with named places, prepared once. */
export interface Query<Row> {
  all(values: Record<string, SQLInputValue>): Promise<Row[]>
  first(values: Record<string, SQLInputValue>): Promise<Row | undefined>
  run(values: Record<string, SQLInputValue>): Promise<void>
}

export interface Database {
  db: Kysely<Schema>
  raw: DatabaseSync
  /** builds a statement with `place` where values go */
  prepare<Row>(build: (db: Kysely<Schema>) => Compilable<Row>): Query<Row>
  control(command: keyof typeof COMMANDS): Promise<void>
  /** keeps the connection until `work` is done: nobody else's statements come in between */
  alone<T>(work: () => Promise<T>): Promise<T>
  /** false once the database itself gave up the transaction (disk full) */
  inTransaction(): boolean
  /** changes when another process wrote to the file */
  version(): number
  close(): Promise<void>
}

class Place {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}
/** A place for a value in a prepared statement; the type is that of the column. */
export const place = <T>(name: string): T => new Place(name) as unknown as T // Kysely takes it as a value and hands it back in `parameters`

const COMMANDS = {
  begin: 'BEGIN IMMEDIATE',
  snapshot: 'BEGIN',
  commit: 'COMMIT',
  rollback: 'ROLLBACK',
  // A request and, in it, an operation can each be undone without the rest.
  request: 'SAVEPOINT request',
  keepRequest: 'RELEASE request',
  undoRequest: 'ROLLBACK TO request',
  op: 'SAVEPOINT op',
  keepOp: 'RELEASE op',
  undoOp: 'ROLLBACK TO op',
}

// SQLITE_BUSY, NOMEM, READONLY, IOERR, CORRUPT, FULL, CANTOPEN
const FAILURES = [5, 7, 8, 10, 11, 13, 14]

/** Is it the database that failed, and not what was asked of it? Then nothing can be kept, not even a refusal. */
export function isFailing(error: unknown): boolean {
  const code = (error as { errcode?: unknown } | null)?.errcode
  return typeof code === 'number' && FAILURES.includes(code & 0xff)
}

/**
 * Opens the database, `:memory:` or a file, and brings its tables up to date.
 * @throws when the file cannot be opened, or cannot promise durability
 */
export async function openDatabase(file: string, options: { migrations?: Migration[] } = {}): Promise<Database> {
  const raw = new DatabaseSync(file)
  const prepared = new Map<string, StatementSync>()
  const statement = (text: string): StatementSync => {
    let found = prepared.get(text)
    if (!found) {
      if (prepared.size >= 500) prepared.clear() // lists of ids make texts without end
      found = raw.prepare(text)
      prepared.set(text, found)
    }
    return found
  }
  raw.exec('PRAGMA busy_timeout = 5000')
  raw.exec('PRAGMA journal_mode = WAL')
  raw.exec('PRAGMA foreign_keys = ON')
  // What a savepoint may have to undo is kept in memory, not in a file of its own.
  raw.exec('PRAGMA temp_store = MEMORY')
  // At each open: a build may default to NORMAL, which forgets the last commits at a power cut (reliability A8).
  raw.exec('PRAGMA synchronous = FULL')
  if (raw.prepare('PRAGMA synchronous').get()?.synchronous !== 2)
    throw new Error('the database is opened with synchronous=FULL')

  const db = new Kysely<Schema>({
    dialect: new SqliteDialect({
      database: {
        close: () => raw.close(),
        prepare: (text) => {
          const found = statement(text)
          const values = (given: readonly unknown[]) => given as SQLInputValue[] // Kysely's parameters are what callers bound
          return {
            reader: found.columns().length > 0,
            all: (given) => found.all(...values(given)),
            run: (given) => found.run(...values(given)),
            iterate: (given) => found.iterate(...values(given)),
          }
        },
      },
    }),
  })
  const database: Database = {
    db,
    raw,
    prepare<Row>(build: (db: Kysely<Schema>) => Compilable<Row>): Query<Row> {
      const { sql: text, parameters } = build(db).compile()
      const bind = (values: Record<string, SQLInputValue>) =>
        parameters.map((given) => {
          const value = given instanceof Place ? values[given.name] : (given as SQLInputValue)
          if (value === undefined) throw new Error(`a value for each place: ${text}`)
          return value
        })
      return {
        all: async (values) => statement(text).all(...bind(values)) as Row[], // typed by Kysely
        first: async (values) => statement(text).get(...bind(values)) as Row | undefined,
        run: async (values) => {
          statement(text).run(...bind(values))
        },
      }
    },
    control: async (command) => {
      statement(COMMANDS[command]).run()
    },
    alone: (work) => db.connection().execute(work),
    inTransaction: () => raw.isTransaction,
    version: () => Number(statement('PRAGMA data_version').get()?.data_version),
    close: () => db.destroy(),
  }
  await migrate(db, [...documentMigrations, ...(options.migrations ?? [])])
  return database
}

/** Runs the steps that were not run yet, each whole or not at all. */
async function migrate(db: Kysely<Schema>, steps: Migration[]): Promise<void> {
  await sql`create table if not exists migration (name text primary key)`.execute(db)
  const known = await sql<{ name: string }>`select name from migration`.execute(db)
  const done = new Set(known.rows.map((row) => row.name))
  for (const step of steps) {
    if (done.has(step.name)) continue
    await db.transaction().execute(async (tx) => {
      await step.up(tx as unknown as Kysely<unknown>)
      await sql`insert into migration (name) values (${step.name})`.execute(tx)
    })
  }
}
