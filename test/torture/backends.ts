// The two databases under a tortured server: where they are, how they are looked into, copied, put back and stopped short.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { backup, restore, restoreCommand } from '../../server/backup.ts'
import { startCluster } from '../support/postgres.ts'

type Row = Record<string, string | number | null>

export interface Backend {
  name: 'SQLite' | 'PostgreSQL'
  dataDir: string
  database: string | null
  env: NodeJS.ProcessEnv
  /** server processes behind the one address */
  processes: number
  look(text: string): Promise<Row[]>
  /** a backup, to come back to later; `calm`: no server runs */
  copy(calm: boolean): Promise<void>
  hasCopy(): boolean
  /** puts the backup in the place of the data, as the operator does; no server runs */
  restore(): Promise<void>
  /** the database itself stops short and comes back; null where it lives in the server's process */
  crash: (() => Promise<void>) | null
  remove(): Promise<void>
}

const folder = (): string => mkdtempSync(join(tmpdir(), 'carnet-torture-serveur-'))

export function sqliteBackend(): Backend {
  const home = folder()
  const dataDir = join(home, 'data')
  const copies = join(home, 'sauvegardes')
  let last: string | null = null
  let at = Date.UTC(2026, 0)
  return {
    name: 'SQLite',
    dataDir,
    database: null,
    env: { DATA_DIR: dataDir },
    processes: 1,
    async look(text) {
      const db = new DatabaseSync(join(dataDir, 'carnet.sqlite'), { readOnly: true })
      try {
        db.exec('PRAGMA busy_timeout = 5000')
        return db.prepare(text).all() as Row[] // every column holds text or a number
      } finally {
        db.close()
      }
    },
    async copy() {
      at += 1_000
      const former = last
      last = backup(dataDir, copies, at).folder
      if (former) rmSync(former, { recursive: true })
    },
    hasCopy: () => last !== null,
    async restore() {
      if (!last) throw new Error('there is a backup')
      at += 1_000
      const { aside } = await restore(dataDir, last, at)
      if (aside) rmSync(aside, { recursive: true })
    },
    crash: null,
    async remove() {
      rmSync(home, { recursive: true, force: true })
    },
  }
}

/** A PostgreSQL of its own, with two server processes on it. */
export async function postgresBackend(): Promise<Backend> {
  const cluster = await startCluster()
  process.once('exit', cluster.remove)
  const dataDir = folder()
  const database = `${cluster.url}/carnet`
  const numbers = {
    getTypeParser: ((oid: number, format?: 'text') =>
      oid === 20 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
  }
  async function ask(text: string, url = database): Promise<Row[]> {
    const client = new pg.Client({ connectionString: url, types: numbers })
    client.on('error', () => undefined)
    await client.connect()
    try {
      return (await client.query(text)).rows as Row[]
    } finally {
      await client.end()
    }
  }
  const admin = (text: string) => ask(text, `${cluster.url}/postgres`)
  await admin('create database carnet')
  let copied = false
  return {
    name: 'PostgreSQL',
    dataDir,
    database,
    env: { DATA_DIR: dataDir, DATABASE_URL: database },
    processes: 2,
    look: (text) => ask(text),
    // A template is copied file by file: nobody may be connected, so that it is done between two storms.
    async copy(calm) {
      if (!calm) return
      if (copied) await admin('drop database copie')
      await admin('create database copie template carnet')
      copied = true
    },
    hasCopy: () => copied,
    async restore() {
      await admin('drop database carnet with (force)')
      await admin('create database carnet template copie')
      const { log } = console
      console.log = () => undefined
      try {
        await restoreCommand([], { ...process.env, DATA_DIR: dataDir, DATABASE_URL: database })
      } finally {
        console.log = log
      }
    },
    async crash() {
      await cluster.stop('immediate')
      await cluster.start()
    },
    async remove() {
      process.off('exit', cluster.remove)
      cluster.remove()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
