// What only PostgreSQL brings: several servers on one database, which comes and goes.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { openPostgres } from '../../server/database-postgres.ts'
import { peopleMigrations } from '../../server/people-migrations.ts'
import { PersonneId } from '../../src/domain/id.ts'
import { emptyDatabase } from '../support/engine.ts'
import { startCluster } from '../support/postgres.ts'
import { rawPostgres } from '../support/raw-postgres.ts'
import { postgresMutants } from '../sync/mutants.ts'
import { deviceOver, listening } from './listening.ts'
import { checkKept, client, enrolled, type Server } from './load.ts'
import { run, serve } from './processes.ts'
import { streamOf } from './stream.ts'
import { type Device, folder, problem, RESEAU } from './world.ts'

async function twoServers(...args: string[]): Promise<string> {
  try {
    return (await promisify(execFile)(process.execPath, ['test/sync/two-servers.ts', '--documents', '600', ...args]))
      .stdout
  } catch (error) {
    return (error as { stdout: string }).stdout
  }
}

test('who pulls while two servers write goes past nothing', async () => {
  expect(await twoServers()).toMatch(/^green: \d{3,} documents by 12 writers in .* missed 0 0 0 0$/m)
})

test.each(Object.keys(postgresMutants))('%s: seen', async (mutant) => {
  expect(await twoServers('--mutant', mutant)).toMatch(/^red: .* missed /m)
})

/** Two servers on one database and one folder of photos, and a device of one person on each. */
async function pair() {
  const database = await emptyDatabase()
  const dataDir = folder()
  const [here, there] = [await listening({ database, dataDir }), await listening({ database, dataDir })]
  const camille = PersonneId.parse(await here.service.annuaire.add(RESEAU, 'personne', { nom: 'Camille' }))
  return {
    database,
    here,
    there,
    camille,
    phone: await deviceOver(here, camille),
    laptop: await deviceOver(there, camille),
  }
}

test('a change is told within two seconds to devices of another server, and read there', {
  timeout: 20_000,
}, async () => {
  const { phone, laptop, there } = await pair()
  const stream = await streamOf(laptop)
  const note = phone.note('vu ce matin')
  const began = Date.now()
  await phone.push(note)
  await stream.poked()
  expect(Date.now() - began).toBeLessThan(2_000)
  expect((await laptop.pull()).get(note.d)?.texte).toBe('vu ce matin')
  // A directory kept by the other server is read again: who left reads and writes nothing more.
  await there.service.annuaire.write(RESEAU, phone.personne as never, {
    $deleted: { par: 'systeme', le: '2026-11-22T09:00:00' },
  })
  expect(await phone.push(phone.note('trop tard'))).toMatchObject({ verdicts: [{ v: 'forbidden' }] })
})

test('a device revoked at one server is at the other one too: its stream ends, its session with it', async () => {
  const { phone, laptop, here } = await pair()
  const stream = await streamOf(laptop)
  expect((await laptop.ask('/api/me')).status).toBe(200) // kept by its server
  expect((await phone.ask(`/api/appareils/${laptop.id}/revoquer`, { method: 'POST' })).status).toBe(200)
  await stream.ended()
  expect(await problem(await laptop.ask('/api/me'))).toMatchObject({ status: 401, reason: 'revoked' })
  expect(here.service.database.engine).toBe('postgres')
})

test('a challenge of one server is answered at another', async () => {
  const { here, there, camille } = await pair()
  const keys = (await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'sign',
  ])) as CryptoKeyPair
  const cle = Buffer.from(await crypto.subtle.exportKey('spki', keys.publicKey)).toString('base64url')
  const { secret } = await here.service.invite(RESEAU, camille)
  await here.ask('/api/enrol', { body: { secret, appareil: 'Téléphone', cle } })
  const { defi } = (await (await here.ask('/api/defi', { body: {} })).json()) as { defi: string }
  const words = new TextEncoder().encode(`carnet-d-immersion/reprise/1:${defi}`)
  const signature = Buffer.from(
    await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, keys.privateKey, words),
  ).toString('base64url')
  expect((await there.ask('/api/reprise', { body: { cle, defi, signature } })).status).toBe(200)
})

test('servers that start at once make the tables once, and keep what they confirm', async () => {
  const address = await emptyDatabase(true)
  const admin = new pg.Client(address)
  await admin.connect()
  await admin.query(`alter database ${new URL(address).pathname.slice(1)} set synchronous_commit = off`)
  await admin.end()
  const opened = await Promise.all(
    Array.from({ length: 4 }, () => openPostgres(address, { migrations: peopleMigrations })),
  )
  for (const database of opened) {
    const asked = database.prepare<{ kept: string }>(
      () =>
        ({ compile: () => ({ sql: "select current_setting('synchronous_commit') as kept", parameters: [] }) }) as never,
    )
    expect(await database.alone(() => asked.first({}))).toEqual({ kept: 'on' })
    await database.close()
  }
})

test('/health says the engine, and what PostgreSQL cannot keep is refused, not failed', async () => {
  const { here, phone } = await pair()
  expect(await (await here.ask('/health')).json()).toMatchObject({ ok: true, db: 'postgres' })
  expect((await phone.ask('/api/appareils?personne=%00')).status).toBeLessThan(500)
  const bad = { ...phone.note('rien'), d: `a\0${'b'.repeat(5_000)}`, t: 1e300 } as never
  const response = await phone.ask('/api/push', { body: phone.request([bad]) })
  expect(response.status).toBe(200)
})

const url = (port: number | string, base = 'carnet') => `postgres://carnet:secret@127.0.0.1:${port}/${base}`
test.each([
  ['an address that is none', () => 'mysql://ici', /^DATABASE_URL doit être une adresse comme postgres:/],
  [
    'nobody there',
    () => url(1),
    /^Le PostgreSQL 127\.0\.0\.1:1 ne répond pas \(ECONNREFUSED\)\. Démarrez-le, ou corrigez DATABASE_URL\.$/,
  ],
  [
    'no such user',
    () => url(new URL(process.env.TEST_POSTGRES ?? '').port),
    /ne laisse pas entrer « carnet » : vérifiez DATABASE_URL\.$/,
  ],
  [
    'no such database',
    () => `${process.env.TEST_POSTGRES}/absente`,
    /^La base « absente » n’existe pas dans le PostgreSQL .*\. Créez-la d’abord\.$/,
  ],
])('%s: a sentence without the password, not a stack trace', async (_, address, message) => {
  const { code, err } = await run('test/server/serve.ts', [], {
    PORT: '0',
    DATA_DIR: folder(),
    DATABASE_URL: address(),
  })
  expect(code).toBe(1)
  expect(err.trim().split('\n')).toHaveLength(1)
  expect(err.trim()).toMatch(message)
  expect(err).not.toContain('secret')
})

test('a database put back by its own tools is declared so: another epoch', async () => {
  const { database, camille, phone, here } = await pair()
  const pull = async () =>
    (await (await phone.ask('/api/pull', { body: phone.pullRequest() })).json()) as { epoch: string }
  const before = await pull()
  const env = { DATA_DIR: folder(), DATABASE_URL: database }
  expect(await run('bin/carnet.mjs', ['restore'], env)).toMatchObject({
    code: 0,
    out: expect.stringContaining('déclarée reprise'),
  })
  expect((await pull()).epoch).not.toBe(before.epoch)
  expect(await here.service.annuaire.nameOf(RESEAU, camille)).toBe('Camille')
  const { err } = await run('bin/carnet.mjs', ['backup'], env)
  expect(err).toContain('pg_dump')
})

test('a commit that fails for want of room is answered as a failure; what was sent stays the device’s, and goes later', async () => {
  const { database, phone, laptop } = await pair()
  const admin = rawPostgres(database)
  onTestFinished(() => admin.close())
  // PostgreSQL finds the disk full at the very last moment, as when its journal cannot grow.
  admin.exec(`create function plein() returns trigger language plpgsql as
    $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`)
  admin.exec(`create constraint trigger plein after insert on oplog deferrable initially deferred
    for each row execute function plein()`)
  const note = phone.note('écrite pendant que le disque est plein')
  const full = await phone.ask('/api/push', { body: phone.request([note]) })
  expect(full.status).toBe(503)
  expect((await problem(full)).message).toMatch(/Vos écrits sont gardés/)
  expect((await laptop.pull()).get(note.d)).toBeUndefined()
  expect(admin.prepare('select count(*)::int as n from oplog where doc = ?').get(note.d)).toEqual({ n: 0 })
  admin.exec('drop trigger plein on oplog')
  expect(await phone.push(note)).toMatchObject({ kind: 'pushed', verdicts: [{ v: 'ok' }] })
  expect((await laptop.pull()).get(note.d)?.texte).toBe('écrite pendant que le disque est plein')
})

/** A cluster of this test, which may end under it. */
async function ownCluster() {
  const cluster = await startCluster()
  onTestFinished(() => cluster.remove())
  const admin = new pg.Client(`${cluster.url}/postgres`)
  await admin.connect()
  await admin.query('create database carnet')
  await admin.end()
  return { ...cluster, address: `${cluster.url}/carnet` }
}

test('while PostgreSQL is away the server says so, and goes on when it is back', { timeout: 60_000 }, async () => {
  const cluster = await ownCluster()
  const server = await listening({ database: cluster.address })
  const camille = PersonneId.parse(await server.service.annuaire.add(RESEAU, 'personne', { nom: 'Camille' }))
  const phone = await deviceOver(server, camille)
  const stream = await streamOf(phone)
  await cluster.stop('immediate')
  const note = phone.note('pendant la panne')
  const away = await phone.ask('/api/push', { body: phone.request([note]) })
  expect([away.status, away.headers.get('retry-after')]).toEqual([503, '5'])
  expect((await problem(away)).message).toMatch(
    /^La base du serveur ne répond pas pour le moment\. Vos écrits sont gardés/,
  )
  expect((await server.ask('/health')).status).toBe(503)
  await cluster.start()
  // What others said meanwhile was not heard: everybody is poked, and comes again.
  await stream.poked()
  await stream.ended()
  expect(await phone.push(note)).toMatchObject({ kind: 'pushed', verdicts: [{ v: 'ok' }] })
})

/** more through `npm run torture` */
const CRASHES = Number(process.env.CRASHES ?? 3)

test(`servers killed and PostgreSQL stopped short in turn, ${CRASHES} times each: every operation answered is there once`, {
  timeout: 60_000 + CRASHES * 20_000,
}, async () => {
  const cluster = await ownCluster()
  const dataDir = folder()
  const env = { GENEROUS: '1', DATABASE_URL: cluster.address }
  const servers: Server[] = [await serve(dataDir, env), await serve(dataDir, env)]
  const devices = await enrolled(servers[0]!, () => servers[0]!, 6)
  let crashes = 0
  const clients = devices.map((device: Device, i) =>
    client(
      device,
      async () => servers[i % 2]!,
      () => crashes < CRASHES,
    ),
  )
  const pause = (n: number) => new Promise((resolve) => setTimeout(resolve, 150 + ((n * 37) % 160)))
  for (; crashes < CRASHES; crashes++) {
    await pause(crashes)
    const victim = crashes % 2
    servers[victim]!.child.kill('SIGKILL')
    await servers[victim]!.ended
    servers[victim] = await serve(dataDir, env)
    await pause(crashes + 1)
    await cluster.stop('immediate')
    await cluster.start()
  }
  const results = await Promise.all(clients)
  for (const server of servers) server.child.kill('SIGTERM')
  for (const server of servers) expect((await server.ended).code).toBe(0)
  const db = rawPostgres(cluster.address)
  const acked = checkKept(db, results)
  db.close()
  const lost = results.reduce((sum, result) => sum + result.lost, 0)
  expect(acked).toBeGreaterThan(0)
  expect(lost).toBeGreaterThan(CRASHES)
  console.log(`${CRASHES} kills and ${CRASHES} stops, ${acked} operations answered, ${lost} requests lost`)
})
