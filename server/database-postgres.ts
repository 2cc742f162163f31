// PostgreSQL, for any number of server processes: a pool of connections that keep what they confirm, statements prepared
// by name, each transaction on a connection of its own, migrations one process at a time.
import { AsyncLocalStorage } from 'node:async_hooks'
import { type Compilable, Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
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
import { openNews } from './database-news.ts'
import { Unusable } from './settings.ts'

const COMMANDS: Record<Control, string> = {
  begin: 'BEGIN',
  // One state for all the statements of a pull.
  snapshot: 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
  commit: 'COMMIT',
  rollback: 'ROLLBACK',
  ...SAVEPOINTS,
}

const INT8 = 20
/** Counters and times are far below 2^53. */
const types = {
  getTypeParser: ((oid: number, format?: 'text') =>
    oid === INT8 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
}

/** Migrations and other acts of one process at a time; any number will do, the same in every process. */
const LOCK = 0x6361726e

interface Session {
  client: pg.PoolClient
  open: boolean
  lost: boolean
}

/** Connects, checks what is promised, and brings the tables up to date. @throws Unusable with a sentence */
export async function openPostgres(address: string, options: OpenOptions = {}): Promise<Database> {
  const config = { connectionString: address, types, keepAlive: true, connectionTimeoutMillis: 5_000 }
  try {
    await prepareTables(config, options)
  } catch (error) {
    throw unusable(address, error)
  }
  const pool = new pg.Pool({
    ...config,
    max: 10,
    // A process that hangs must not hold the counter of a network for ever, nor a request wait for a server that is gone.
    query_timeout: 30_000,
    onConnect: async (client) => {
      // The pool listens to connections at rest only; one that breaks while it is used fails its query as well.
      client.on('error', () => undefined)
      await client.query(
        "SET synchronous_commit = on; SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = '20s'",
      )
    },
  })
  pool.on('error', () => undefined)
  const here = new AsyncLocalStorage<Session>()
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  const news = await openNews({ connectionString: address, keepAlive: true, connectionTimeoutMillis: 5_000 })
  let statements = 0

  async function ask(query: pg.QueryConfig): Promise<pg.QueryResult> {
    const session = here.getStore()
    if (!session) return await pool.query(query)
    try {
      return await session.client.query(query)
    } catch (error) {
      // An error of PostgreSQL leaves the connection; any other is the connection.
      const { severity } = error as { severity?: string }
      if (severity !== 'ERROR') session.lost = true
      throw error
    }
  }

  return {
    engine: 'postgres',
    db,
    prepare<Row>(build: (db: Kysely<Schema>) => Compilable<Row>): Query<Row> {
      const { sql: text, parameters } = build(db).compile()
      const name = `s${++statements}`
      const rows = async (values: Record<string, Value>) =>
        (await ask({ name, text, values: bind(text, parameters, values) })).rows as Row[] // typed by Kysely
      return {
        all: rows,
        first: async (values) => (await rows(values))[0],
        run: async (values) => {
          await rows(values)
        },
      }
    },
    async control(command) {
      const session = here.getStore()
      if (!session) throw new Error('a transaction has a connection of its own')
      const { command: done } = await ask({ text: COMMANDS[command] })
      if (command === 'begin' || command === 'snapshot') session.open = true
      if (command === 'commit' || command === 'rollback') session.open = false
      // A transaction in which a statement failed answers COMMIT by undoing everything, without an error.
      if (command === 'commit' && done !== 'COMMIT') throw new Error('what was written was not kept')
    },
    async alone(work) {
      const session: Session = { client: await pool.connect(), open: false, lost: false }
      try {
        return await here.run(session, work)
      } finally {
        session.client.release(session.open || session.lost)
      }
    },
    inTransaction() {
      const session = here.getStore()
      return session?.open === true && !session.lost
    },
    exclusive: (work) => exclusive(config, work),
    tell: news.tell,
    listen: news.listen,
    // Old rows stay until VACUUM, which is the operator's (docs/fiabilite.md).
    scrub: async () => true,
    async close() {
      await news.close()
      await db.destroy()
    },
  }
}

type Config = pg.ClientConfig & { connectionString: string }

/** Runs `work` while this connection holds the lock, which goes with it. */
async function exclusive<T>(config: Config, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(config)
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK])
    return await work(client)
  } finally {
    await client.end()
  }
}

async function prepareTables(config: Config, options: OpenOptions): Promise<void> {
  await exclusive(config, async (client) => {
    const { rows } = await client.query(
      `SELECT current_setting('server_encoding') AS encoding, current_setting('fsync') AS fsync,
        current_setting('full_page_writes') AS pages, current_setting('server_version_num')::int AS version`,
    )
    const [is] = rows as { encoding: string; fsync: string; pages: string; version: number }[]
    if (is?.encoding !== 'UTF8')
      throw new Unusable('La base PostgreSQL doit être en UTF8 : CREATE DATABASE … ENCODING UTF8.')
    if (is.fsync !== 'on' || is.pages !== 'on')
      throw new Unusable('Ce PostgreSQL ne garde pas ce qu’il confirme : mettez fsync et full_page_writes à « on ».')
    if (is.version < 130_000) throw new Unusable('Carnet d’immersion a besoin de PostgreSQL 13 ou plus récent.')
    await client.query('SET synchronous_commit = on')
    const kept = await client.query('SHOW synchronous_commit')
    if (kept.rows[0]?.synchronous_commit !== 'on') throw new Unusable('Ce PostgreSQL refuse synchronous_commit = on.')
    const pool = new pg.Pool({ ...config, max: 1 })
    pool.on('error', () => undefined)
    const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
    try {
      await migrate(db, options)
    } finally {
      await db.destroy()
    }
  })
}

/** Why the server cannot start with this database, for the person who starts it; the password is not in it. */
function unusable(address: string, error: unknown): unknown {
  if (error instanceof Unusable) return error
  const { code = '', message = '' } = error as { code?: string; message?: string }
  if (code === 'ERR_INVALID_URL')
    return new Unusable('DATABASE_URL n’est pas une adresse comme postgres://nom:motdepasse@hôte:5432/base.')
  const { hostname, port, pathname, username } = new URL(address)
  const where = `${hostname || 'localhost'}:${port || 5432}`
  const base = decodeURIComponent(pathname.slice(1))
  if (code === '3D000')
    return new Unusable(`La base « ${base} » n’existe pas dans le PostgreSQL ${where}. Créez-la d’abord.`)
  if (code.startsWith('28'))
    return new Unusable(`Le PostgreSQL ${where} ne laisse pas entrer « ${username} » : vérifiez DATABASE_URL.`)
  if (code === '42501')
    return new Unusable(`« ${username} » n’a pas le droit de créer les tables dans la base « ${base} ».`)
  if (isFailing(error) || error instanceof AggregateError)
    return new Unusable(
      `Le PostgreSQL ${where} ne répond pas (${code || message}). Démarrez-le, ou corrigez DATABASE_URL.`,
    )
  return error
}
