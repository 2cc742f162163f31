// A server put back from an older copy: devices give it back what it lost.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { createDevice, createServer, ALIX, BANO, FICHE, NETWORK } from './device.ts'
import { createDocuments } from '../../server/documents.ts'
import { peopleMigrations } from '../../server/people-migrations.ts'
import type { DocId } from '../../src/domain/id.ts'
import { copyDisk } from './memory-store.ts'
import { openTestDatabase, type Raw } from '../support/engine.ts'
import { POLITIQUES } from './world.ts'

const folder = mkdtempSync(join(tmpdir(), 'restored-'))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** What a copy of the database holds. */
function copyTables(from: Raw, to: Raw): void {
  for (const table of ['network', 'restore', 'replica', 'doc', 'doc_channel', 'oplog']) {
    for (const row of from.prepare(`select * from ${table}`).all()) {
      const columns = Object.keys(row)
      to.prepare(`insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`).run(...Object.values(row))
    }
  }
}

test('what the copy lacks comes back from the devices that hold it, and nothing is said twice', async () => {
  const first = await createServer({}, join(folder, 'before.db'))
  const [alix, bano] = [createDevice(first.documents, ALIX), createDevice(first.documents, BANO)]
  await alix.sync()
  await alix.write('choix', 'avant')
  await alix.sync()
  await bano.sync()
  const database = await openTestDatabase(join(folder, 'copy.db'), { migrations: peopleMigrations })
  copyTables(first.database.raw, database.raw)

  // After the copy: a change, a new note, and something that never reached the server.
  await alix.write('choix', 'après')
  await alix.create('note-1' as DocId, { $type: 'fiche', $auteur: ALIX, $gabarit: 'carnet-notes', texte: 'Vu ce matin.' })
  await alix.sync()
  await bano.sync()
  await bano.write('liste', ['jamais parti'])
  await first.database.close()

  const documents = createDocuments(database, { politiques: POLITIQUES })
  await documents.restored()
  expect(await documents.read(NETWORK, 'note-1' as DocId)).toBeNull()
  const again = [createDevice(documents, ALIX, alix.store.disk), createDevice(documents, BANO, bano.store.disk)]
  for (const device of again) expect(await device.sync()).toMatchObject({ ok: true, refused: 0 })
  await again[0]?.sync()
  for (const device of again) {
    expect(device.versions('choix')).toEqual(['après'])
    expect(device.versions('liste')).toEqual([['jamais parti']])
    expect(device.outbox()).toEqual([])
  }
  expect(await documents.read(NETWORK, 'note-1' as DocId)).toMatchObject({ texte: [{ v: 'Vu ce matin.', u: ALIX }] })

  // Somebody new sees it all, and a change goes its way as before.
  const late = createDevice(documents, ALIX)
  await late.sync()
  await late.write('choix', 'ensuite')
  await late.sync()
  await again[1]?.sync()
  expect(again[1]?.versions('choix')).toEqual(['ensuite'])
  await database.close()
})

test('a write that waits keeps its place although another document held its name', async () => {
  const { documents } = await createServer()
  const alix = createDevice(documents, ALIX)
  await alix.sync()
  const backup = structuredClone(alix.store.disk)
  await alix.create('note-1' as DocId, { $type: 'fiche', $auteur: ALIX, $gabarit: 'carnet-notes', texte: 'Un.' })
  await alix.sync()
  const held = alix.store.disk.docs.get('note-1' as DocId)
  // The phone is put back, pulls the note it wrote under its first number, and uses that number again.
  alix.store.disk = backup
  if (held) alix.store.disk.docs.set(held.id, held)
  await alix.write('choix', 'deux')
  await documents.restored(NETWORK)
  await alix.sync()
  expect(alix.versions('choix')).toEqual(['deux'])
  expect((await documents.read(NETWORK, FICHE))?.['choix' as never]).toMatchObject([{ v: 'deux' }])
})

test('a device that pushed before it ever pulled takes a new name too: its numbers may be those of lost writes', async () => {
  const { documents } = await createServer()
  const alix = createDevice(documents, ALIX)
  const note = { $type: 'fiche', $auteur: ALIX, $gabarit: 'carnet-notes' }
  await alix.create('note-1' as DocId, { ...note, texte: 'Un.' })
  await alix.sync({ pull: async () => ({ ok: false, reason: 'offline' }) })
  const former = alix.store.disk.meta.replica
  await documents.restored(NETWORK)
  await alix.create('note-2' as DocId, { ...note, texte: 'Deux.' })
  expect(await alix.sync()).toMatchObject({ ok: true, repaired: 1 })
  expect(alix.store.disk.meta.replica).not.toBe(former)
  expect(alix.versions('texte', 'note-1' as DocId)).toEqual(['Un.'])
  expect(alix.versions('texte', 'note-2' as DocId)).toEqual(['Deux.'])
})

test('nobody gives themselves a role by offering one', async () => {
  const { documents } = await createServer()
  const bano = createDevice(documents, BANO)
  await bano.sync()
  const row = bano.store.disk.docs.get(BANO as string as DocId)
  if (!row?.server) throw new Error('the directory is on the device')
  row.server.f.roles = ['charge_projet']
  row.server.o = row.server.o.map(([o, t, u]) => [o, t, u, 10_000])
  await documents.restored(NETWORK)
  await bano.sync()
  expect((await documents.read(NETWORK, BANO as string as DocId))?.['roles' as never]).toMatchObject([{ v: [] }])
})

test('the two devices of a copied pair may use the same number after a restore: neither write takes the other’s place', async () => {
  const { documents } = await createServer()
  const alix = createDevice(documents, ALIX)
  await alix.sync()
  const copy = createDevice(documents, ALIX, copyDisk(alix.store.disk))
  await alix.write('choix', 'du premier')
  await alix.sync()
  const lost = alix.store.disk.docs.get(FICHE)
  // The server is put back from before that write: nobody but this device has it, under its former name.
  const before = await createServer()
  const other = createDevice(before.documents, ALIX, alix.store.disk)
  await before.documents.restored(NETWORK)
  if (lost) other.store.disk.docs.set(FICHE, lost)
  await other.sync()
  expect(other.versions('choix')).toEqual(['du premier'])
  // Its twin learns the new epoch before it writes, and goes on under the old name, with the same number.
  const twin = createDevice(before.documents, ALIX, { ...copy.store.disk, meta: { ...copy.store.disk.meta, epoch: other.store.disk.meta.epoch } })
  await twin.write('choix', 'du second', [])
  await twin.sync()
  await other.sync()
  for (const device of [twin, other]) expect(new Set(device.versions('choix'))).toEqual(new Set(['du premier', 'du second']))
})

test.each(['choix', 'liste'])('a twin copied before it ever pulled writes « %s » after a restore: nothing offered by the first is taken for its write', async (path) => {
  const { documents } = await createServer()
  const alix = createDevice(documents, ALIX)
  const copy = copyDisk(alix.store.disk)
  await alix.sync()
  await alix.write('choix', 'du premier')
  await alix.sync()
  // The server is put back from before that write. The twin meets it first, with the same name and the same number.
  const before = await createServer()
  await before.documents.restored(NETWORK)
  const twin = createDevice(before.documents, ALIX, copy)
  await twin.sync()
  await twin.write(path, 'du second')
  await twin.sync()
  const first = createDevice(before.documents, ALIX, alix.store.disk)
  await first.sync()
  await twin.sync()
  for (const device of [twin, first]) {
    expect(new Set([...device.versions('choix'), ...device.versions('liste')])).toEqual(new Set(['du premier', 'du second']))
  }
})
