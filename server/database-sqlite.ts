// SQLite: one file, one process, one connection, and nothing lost at a power cut.
import { closeSync, existsSync, openSync } from 'node:fs'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { type Compilable, Kysely, SqliteDialect } from 'kysely'
import {
  bind,
  type Control,
  type Database,
  isFailing,
  migrate,
  type OpenOptions,
  type Query,
  SAVEPOINTS,
  type Schema,
  type Value,
} from './database.ts'

interface SqliteDatabase extends Database {
  raw: DatabaseSync
}

const COMMANDS: Record<Control, string> = {
  begin: 'BEGIN IMMEDIATE',
  snapshot: 'BEGIN',
  commit: 'COMMIT',
  rollback: 'ROLLBACK',
  ...SAVEPOINTS,
}

/** Made anew once, if what it deleted before bytes were overwritten may still be in its free room. A disk without room for it: another time. */
function makeClean(raw: DatabaseSync): void {
  if (raw.prepare('PRAGMA user_version').get()?.user_version !== 0) return
  try {
    raw.exec('VACUUM')
    raw.exec('PRAGMA user_version = 1')
  } catch (error) {
    if (!isFailing(error)) throw error
  }
}

/** Opens the file, or `:memory:`. @throws when it cannot be opened, or cannot promise durability */
export async function openSqlite(file: string, options: OpenOptions = {}): Promise<SqliteDatabase> {
  // A new file is for the server's own account, and its journal with it, whatever folder it was told to use.
  if (file !== ':memory:' && !existsSync(file)) closeSync(openSync(file, 'a', 0o600))
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
  // What is deleted or replaced is overwritten with zeros: an erasure leaves no bytes behind (docs/fiabilite.md).
  raw.exec('PRAGMA secure_delete = ON')
  makeClean(raw)
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
          const values = (given: readonly unknown[]) => given as Value[] // Kysely's parameters are what callers bound
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
  await migrate(db, options)
  return {
    engine: 'sqlite',
    db,
    raw,
    prepare<Row>(build: (db: Kysely<Schema>) => Compilable<Row>): Query<Row> {
      const { sql: text, parameters } = build(db).compile()
      return {
        all: async (values) => statement(text).all(...bind(text, parameters, values)) as Row[], // typed by Kysely
        first: async (values) => statement(text).get(...bind(text, parameters, values)) as Row | undefined,
        run: async (values) => {
          statement(text).run(...bind(text, parameters, values))
        },
      }
    },
    control: async (command) => {
      statement(COMMANDS[command]).run()
    },
    alone: (work) => db.connection().execute(work),
    inTransaction: () => raw.isTransaction,
    // The file has one server; administration beside it goes through that server's own process (control.ts).
    exclusive: (work) => work(),
    tell: () => undefined,
    listen: () => undefined,
    // The journal still has pages as they were: it is written back and cut to nothing. A backup that is reading holds it;
    // nobody waits for that one.
    scrub: () =>
      db.connection().execute(async () => {
        raw.exec('PRAGMA busy_timeout = 0')
        try {
          return raw.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.busy === 0
        } finally {
          raw.exec('PRAGMA busy_timeout = 5000')
        }
      }),
    async close() {
      if (raw.isOpen && existsSync(file)) raw.exec('PRAGMA wal_checkpoint(TRUNCATE)')
      await db.destroy()
    },
  }
}
