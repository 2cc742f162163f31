// The server functions: what is on the disk when a push is answered, one bad operation among others, who reads what.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { openSqlite } from '../../server/database-sqlite.ts'
import { createDocuments, Malformed } from '../../server/documents.ts'
import { peopleMigrations } from '../../server/people-migrations.ts'
import type { DocId, NetworkId, PersonneId, ReplicaId } from '../../src/domain/id.ts'
import { chain, type Operation } from '../../src/domain/operation.ts'
import { PROTOCOL, type PushRequest } from '../../src/domain/protocol.ts'
import { onPostgres, openTestDatabase } from '../support/engine.ts'
import { ALIX, BANO, CLEO, createDevice, createServer, FICHE, IMMERSION, NETWORK, record } from './device.ts'
import { POLITIQUES } from './world.ts'

const folder = mkdtempSync(join(tmpdir(), 'documents-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A push of these changes of the fiche, as the first ones of a replica. */
function pushOf(replica: string, ...changes: Partial<Operation>[]): PushRequest {
  let h = ''
  const ops = changes.map((change, i) => {
    const op = { n: i + 1, d: FICHE, s: {}, b: {}, t: i, ...change } as Operation
    h = op.h = chain(h, op)
    return op
  })
  return { v: PROTOCOL, replica: replica as ReplicaId, epoch: null, now: 1, ops }
}

describe('the database', () => {
  test.skipIf(onPostgres)('promises durability again each time it is opened', async () => {
    const file = join(folder, 'full.db')
    for (let i = 0; i < 3; i++) {
      const database = await openSqlite(file, { migrations: peopleMigrations })
      expect(database.raw.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 })
      expect(database.raw.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' })
      expect(database.raw.prepare('PRAGMA foreign_keys').get()).toEqual({ foreign_keys: 1 })
      await database.close()
    }
  })

  test('keeps what was answered, and answers the same again after it was opened anew', async () => {
    const file = join(folder, 'kept.db')
    const first = await createServer({}, file)
    const request = pushOf('replica-1', { s: { choix: 'un' } })
    const answer = await first.documents.push(ALIX, NETWORK, request)
    await first.database.close()
    const database = await openTestDatabase(file, { migrations: peopleMigrations })
    const documents = createDocuments(database, { politiques: POLITIQUES })
    expect(await documents.push(ALIX, NETWORK, request)).toEqual({ ...answer, now: expect.any(Number) })
    expect(await documents.read(NETWORK, FICHE)).toMatchObject({ choix: [{ v: 'un', o: 'replica-1.1' }] })
    await database.close()
  })

  test('sees that another process changed the directory', async () => {
    const file = join(folder, 'two.db')
    const { database, documents } = await createServer({}, file)
    const bano = createDevice(documents, BANO)
    await bano.sync()
    const other = await openTestDatabase(file, { migrations: peopleMigrations })
    await createDocuments(other, { politiques: POLITIQUES }).put(NETWORK, 'systeme', [{ id: BANO as string as DocId, set: record({ $deleted: { par: ALIX } }) }])
    await other.close()
    await bano.write('choix', 'trop tard')
    await bano.sync()
    expect([...bano.store.disk.rejected.values()]).toMatchObject([{ reason: 'forbidden' }])
    await database.close()
  })
})

describe('requests of one turn', () => {
  test('share one transaction, and each has its own answer', async () => {
    const { documents } = await createServer()
    const before = { ...documents.stats }
    const requests = Array.from({ length: 32 }, (_, i) => documents.push(ALIX, NETWORK, pushOf(`replica-${i}`, { s: { choix: i } })))
    const answers = await Promise.all(requests)
    expect(documents.stats.requests - before.requests).toBe(32)
    expect(documents.stats.transactions - before.transactions).toBe(1)
    for (const answer of answers) expect(answer).toMatchObject({ kind: 'pushed', ack: 1, verdicts: [{ n: 1, v: 'ok' }] })
    expect((await documents.read(NETWORK, FICHE))?.['choix' as never]).toHaveLength(32)
  })

  test('are not undone by one that fails', async () => {
    const { documents } = await createServer()
    const bad = { ...pushOf('replica-2'), ops: ['nothing like an operation'] } as unknown as PushRequest
    const [good, failed, other] = await Promise.allSettled([
      documents.push(ALIX, NETWORK, pushOf('replica-1', { s: { choix: 'un' } })),
      documents.push(ALIX, NETWORK, bad),
      documents.push(ALIX, NETWORK, pushOf('replica-3', { s: { liste: ['trois'] } })),
    ])
    expect(good).toMatchObject({ status: 'fulfilled', value: { ack: 1 } })
    expect(failed).toMatchObject({ status: 'rejected', reason: expect.any(Malformed) })
    expect(other).toMatchObject({ status: 'fulfilled', value: { ack: 1 } })
    expect(await documents.read(NETWORK, FICHE)).toMatchObject({ choix: [{ v: 'un' }], liste: [{ v: ['trois'] }] })
  })

  test.skipIf(onPostgres)('are not answered when the disk refuses them', async () => {
    const { database, documents } = await createServer({}, join(folder, 'small.db'))
    const pages = Number(database.raw.prepare('PRAGMA page_count').get()?.page_count)
    database.raw.exec(`PRAGMA max_page_count = ${pages + 2}`)
    const big = pushOf('replica-1', { s: { bilan: 'x'.repeat(100_000) } })
    await expect(documents.push(ALIX, NETWORK, big)).rejects.toThrow(/full/)
    database.raw.exec('PRAGMA max_page_count = 1000000')
    expect(await documents.push(ALIX, NETWORK, big)).toMatchObject({ kind: 'pushed', verdicts: [{ v: 'ok' }] })
    await database.close()
  })
})

describe('one bad operation', () => {
  test('does not stop the others, and each says why', async () => {
    const held: unknown[] = []
    const { database, documents } = await createServer({ onHeld: (error) => held.push(error) })
    database.raw.exec(
      onPostgres
        ? "create function poison() returns trigger as $$ begin raise 'poison'; end $$ language plpgsql; create trigger poison before update on doc for each row when (new.state like '%poison%') execute function poison()"
        : "create trigger poison before update on doc when new.state like '%poison%' begin select raise(abort, 'poison'); end",
    )
    const request = pushOf(
      'replica-1',
      { s: { 'pas un chemin': 1 } },
      { s: { prive: 'à part' } },
      { s: { $auteur: BANO } },
      { s: { bilan: 'poison' } },
      { s: { bilan: 'x'.repeat(500_000) } },
      { s: { choix: 'bon' } },
    )
    const answer = await documents.push(ALIX, NETWORK, request)
    expect(answer).toMatchObject({
      kind: 'pushed',
      ack: 6,
      verdicts: [{ v: 'malformed' }, { v: 'forbidden' }, { v: 'forbidden' }, { v: 'held' }, { v: 'quota' }, { v: 'ok' }],
    })
    expect(held).toHaveLength(1)
    expect(await documents.read(NETWORK, FICHE)).toMatchObject({ choix: [{ v: 'bon' }] })
    const pulled = await documents.pull(ALIX, NETWORK, { v: PROTOCOL, replica: 'replica-1' as ReplicaId, epoch: null, cursors: {}, rejectedAfter: 0, limit: 200 })
    expect(pulled).toMatchObject({ ack: 6, rejected: [{ reason: 'malformed' }, { s: { prive: 'à part' } }, {}, { reason: 'held', s: { bilan: 'poison' } }, { reason: 'quota' }] })
  })

  test('with a hole before it, or a hash that is not ours, stops and says where', async () => {
    const { documents } = await createServer()
    const request = pushOf('replica-1', { s: { choix: 'un' } }, { s: { choix: 'deux' } })
    expect(await documents.push(ALIX, NETWORK, { ...request, ops: request.ops.slice(1) })).toEqual({ kind: 'gap', expected: 1 })
    const altered = { ...request, ops: request.ops.map((op, i) => (i === 1 ? { ...op, s: { choix: 'autre' } } : op)) }
    expect(await documents.push(ALIX, NETWORK, altered)).toEqual({ kind: 'forked', at: 1 })
    expect(await documents.push(BANO, NETWORK, request)).toEqual({ kind: 'forked', at: 0 })
  })
})

describe('who reads and who writes', () => {
  test('only an administrator of the network writes the directory from a device', async () => {
    const { database, documents } = await createServer()
    const change = { d: BANO as string as DocId, s: { roles: ['charge_projet'] } }
    expect(await documents.push(BANO, NETWORK, pushOf('replica-1', change))).toMatchObject({ verdicts: [{ v: 'forbidden' }] })
    database.raw.prepare('insert into account (person, network, admin, created_at) values (?, ?, 1, 0)').run(BANO, NETWORK)
    expect(await documents.push(BANO, NETWORK, pushOf('replica-2', change))).toMatchObject({ verdicts: [{ v: 'ok' }] })
  })

  test('nothing crosses from one network to another', async () => {
    const { documents } = await createServer()
    const other = 'net-other' as NetworkId
    expect(await documents.read(other, FICHE)).toBeNull()
    expect(await documents.mayRead(ALIX, other, FICHE)).toBe(false)
    expect(await documents.push(ALIX, other, pushOf('replica-1', { s: { choix: 'un' } }))).toMatchObject({ verdicts: [{ v: 'forbidden' }] })
    const pulled = await documents.pull(ALIX, other, { v: PROTOCOL, replica: 'replica-1' as ReplicaId, epoch: null, cursors: {}, rejectedAfter: 0, limit: 200 })
    expect(pulled).toMatchObject({ channels: [{ docs: [] }, { docs: [] }] })
  })

  test('a change of belonging moves the documents, and its readers are told', async () => {
    const { documents } = await createServer()
    await documents.put(NETWORK, 'systeme', [{ id: IMMERSION, set: record({ structure_appartenance: 'st-1', accueillant: null }) }])
    expect(await documents.mayRead(CLEO, NETWORK, FICHE)).toBe(false)
    const told: string[] = []
    const stop = documents.onChange((channels) => told.push(...channels))
    await documents.put(NETWORK, 'systeme', [{ id: CLEO as string as DocId, set: record({ structure: 'st-1' }) }])
    stop()
    expect(await documents.mayRead(CLEO, NETWORK, FICHE)).toBe(true)
    expect(told).toEqual(expect.arrayContaining([`u:${CLEO}`, `n:${NETWORK}`]))
    expect(told).not.toContain(`u:${BANO}`)
  })

  test('what is shared for the day of a seance opens that day and closes after it', async () => {
    let now = Date.parse('2026-03-09T12:00:00Z')
    const situation = { gabarit: 'app-situation-elaboration', version: 1, famille: 'app', visibilite: 'seance', consulte_par: ['participant_app'], rempli_par: ['participant_app'], acces: {} } as const
    const { documents } = await createServer({ now: () => now, politiques: [{ ...situation, consulte_par: ['participant_app'], rempli_par: ['participant_app'] }] })
    await documents.put(NETWORK, 'systeme', [
      { id: 'gr-app' as DocId, set: record({ $type: 'groupe', type: 'groupe_app', participants: [ALIX, BANO], structures: [] }) },
      { id: 'seance-1' as DocId, set: record({ $type: 'seance', groupe: 'gr-app', date: '2026-03-10' }) },
      { id: 'sit-1' as DocId, set: record({ $type: 'fiche', $auteur: ALIX, $gabarit: situation.gabarit, $gabarit_version: 1, $rattachement: { type: 'seance', id: 'seance-1' }, partage: 'seance' }) },
    ])
    const bano = createDevice(documents, BANO)
    const holds = async () => {
      await bano.sync()
      return bano.store.disk.docs.has('sit-1' as DocId)
    }
    expect(await holds()).toBe(false)
    now += 86_400_000
    expect(await holds()).toBe(true)
    now += 86_400_000
    expect(await holds()).toBe(false)
  })

  test('a note is read by its author until shared by every version of it', async () => {
    const { documents } = await createServer()
    const [alix, other] = [createDevice(documents, ALIX), createDevice(documents, ALIX)]
    const note = 'note-1' as DocId
    await alix.create(note, { $type: 'fiche', $auteur: ALIX, $gabarit: 'carnet-notes', $gabarit_version: 1, $immersion: IMMERSION, anonymat_verifie: true })
    await alix.sync()
    await other.sync()
    await alix.write('visibilite', 'partagee', undefined, note)
    await alix.sync()
    expect(await documents.mayRead(BANO, NETWORK, note)).toBe(true)
    await other.write('visibilite', 'privee', undefined, note)
    await other.sync()
    expect(await documents.mayRead(BANO, NETWORK, note)).toBe(false)
  })
})

test('lists and reads what administration wrote, by network and kind', async () => {
  const { documents } = await createServer()
  expect((await documents.list(NETWORK, 'personne')).map((each) => each.id)).toEqual([ALIX, BANO, CLEO])
  await documents.put(NETWORK, ALIX, [{ id: FICHE, set: record({ bilan: 'Un.' }) }], 7)
  await documents.put(NETWORK, 'systeme' as PersonneId, [{ id: FICHE, set: record({ bilan: 'Deux.' }) }], 8)
  expect(await documents.read(NETWORK, FICHE)).toMatchObject({ bilan: [{ v: 'Deux.', u: 'systeme', t: 8 }] })
})
