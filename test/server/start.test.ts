// Starting and stopping, as a process: what it prints, what it refuses and why, what a signal does.
import { createServer } from 'node:net'
import { chmodSync, existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../server/open-database.ts'
import { openSqlite } from '../../server/database-sqlite.ts'
import { databaseAt, onPostgres } from '../support/engine.ts'
import { run, serve } from './processes.ts'
import { folder, world } from './world.ts'

const linkIn = (text: string): string => /#([\w-]{43})$/m.exec(text)?.[1] ?? ''

test('the first start gives the administrator a way in, until somebody came in', async () => {
  const dataDir = folder()
  const first = await serve(dataDir)
  expect(first.out()).toContain(`Carnet d’immersion est ouvert : http://localhost:${first.port}`)
  expect(first.out()).toContain('Premier démarrage : voici de quoi entrer comme administration.')
  expect(first.out()).toMatch(/Code : [0-9A-Z]{5}-[0-9A-Z]{5} {2}\(à taper dans l’application installée, avant le \d{4}-\d\d-\d\d \d\d:\d\d\)/)
  first.child.kill('SIGINT')
  expect(await first.ended).toMatchObject({ code: 0, err: '' })

  const second = await serve(dataDir)
  expect(second.out()).toContain('n’est pas encore entrée')
  const entered = await second.ask('/api/enrol', { body: { secret: linkIn(second.out()), appareil: 'Portable' } })
  expect(await entered.json()).toMatchObject({ nom: 'Administration', admin: true })
  second.child.kill('SIGTERM')
  expect(await second.ended).toMatchObject({ code: 0, err: '' })

  const third = await serve(dataDir)
  expect(third.out()).not.toContain('#')
})

test.skipIf(onPostgres)('a stop leaves one whole file, and nothing that tells of a server', async () => {
  const dataDir = folder()
  const server = await serve(dataDir)
  expect(existsSync(join(dataDir, 'serveur.json'))).toBe(true)
  expect(statSync(join(dataDir, 'serveur.json')).mode & 0o077).toBe(0)
  server.child.kill('SIGTERM')
  await server.ended
  expect(existsSync(join(dataDir, 'serveur.json'))).toBe(false)
  expect(existsSync(join(dataDir, 'carnet.sqlite-wal'))).toBe(false)
  const file = new DatabaseSync(join(dataDir, 'carnet.sqlite'))
  onTestFinished(() => file.close())
  expect(file.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' })
})

test('each line of the log is JSON, and bears no query string', async () => {
  const server = await serve(folder())
  await server.ask('/health?jeton=secret')
  server.child.kill('SIGTERM')
  const lines = (await server.ended).out.split('\n').filter((line) => line.startsWith('{'))
  const health = lines.map((line) => JSON.parse(line) as Record<string, unknown>).find((entry) => entry.route === '/health')
  expect(health).toMatchObject({ event: 'request', method: 'GET', status: 200 })
  expect(lines.join()).not.toContain('secret')
})

test.skipIf(onPostgres || process.platform === 'win32')('in a folder that others may enter, the data are for the server’s own account', async () => {
  const dataDir = folder()
  chmodSync(dataDir, 0o755)
  const { person, device } = await world({ dataDir, database: join(dataDir, 'carnet.sqlite') })
  await device(await person('Camille'))
  for (const name of readdirSync(dataDir)) expect([name, (statSync(join(dataDir, name)).mode & 0o077).toString(8)]).toEqual([name, '0'])
})

test.skipIf(onPostgres)('the database keeps its promise at each opening', async () => {
  const file = join(folder(), 'carnet.sqlite')
  for (let twice = 0; twice < 2; twice++) {
    const database = await openSqlite(file)
    expect(database.raw.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 })
    expect(database.raw.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' })
    await database.close()
  }
})

// A PostgreSQL has no file of ours, and several servers.
const OF_A_FILE = ['a file that is no database', 'data that another server uses']
const refusals: [string, (dataDir: string) => Promise<NodeJS.ProcessEnv>, RegExp][] = [
  [
    'a port that is taken',
    async () => {
      const other = createServer()
      onTestFinished(() => void other.close())
      const port = await new Promise<number>((resolve) => {
        other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port))
      })
      return { PORT: String(port) }
    },
    /^Le port \d+ est déjà pris\. Choisissez-en un autre : PORT=8090 npm start\.$/,
  ],
  ['a port that is none', async () => ({ PORT: 'huit' }), /^PORT doit être un nombre de 0 à 65535 ; reçu : « huit »\.$/],
  ['an address that is none', async () => ({ PUBLIC_URL: 'carnet' }), /^PUBLIC_URL doit être une adresse comme /],
  [
    'a data folder that is a file',
    async (dataDir) => {
      writeFileSync(join(dataDir, 'fichier'), '')
      return { DATA_DIR: join(dataDir, 'fichier') }
    },
    /^Le dossier des données « .* » ne peut pas être écrit\. Choisissez-en un autre par DATA_DIR\.$/,
  ],
  [
    'a file that is no database',
    async (dataDir) => {
      writeFileSync(join(dataDir, 'carnet.sqlite'), 'ceci n’est pas une base '.repeat(100))
      return {}
    },
    /^La base « .*carnet\.sqlite » n’a pas pu être ouverte \(/,
  ],
  [
    'a database of a newer server',
    async (dataDir) => {
      const database = await openDatabase((await databaseAt(dataDir)) ?? join(dataDir, 'carnet.sqlite'))
      await sql`insert into migration (name) values ('documents-99')`.execute(database.db)
      await database.close()
      return {}
    },
    /^La base a été écrite par une version plus récente du serveur\./,
  ],
  [
    'data that another server uses',
    async (dataDir) => {
      await serve(dataDir)
      return {}
    },
    /^Un serveur utilise déjà les données de « .* »\. Arrêtez-le d’abord\.$/,
  ],
]

test.each(refusals.filter(([name]) => !onPostgres || !OF_A_FILE.includes(name)))('%s: a sentence, not a stack trace', async (_, prepare, message) => {
  const dataDir = folder()
  const env = await prepare(dataDir)
  const { code, err } = await run('test/server/serve.ts', [], { PORT: '0', HOST: '127.0.0.1', PUBLIC_URL: '', DATA_DIR: dataDir, ...env })
  expect(code).toBe(1)
  expect(err.trim().split('\n')).toHaveLength(1)
  expect(err.trim()).toMatch(message)
})
