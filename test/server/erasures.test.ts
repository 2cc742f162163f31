// What was erased stays erased when the database is put back from an older copy, on both databases: the list beside it
// is asked, and a document that the copy does not even know is not brought back by a device that still holds it.
import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createErasures, ERASURES_FILE, erasuresIn } from '../../server/erasures.ts'
import { newDocId, newReplicaId } from '../../src/domain/id.ts'
import { onPostgres } from '../support/engine.ts'
import { postgresBackend, sqliteBackend } from '../torture/backends.ts'
import { folder, RESEAU, world } from './world.ts'

test('what was erased after the copy is erased again, and nobody brings it back', { timeout: 60_000 }, async () => {
  const backend = onPostgres ? await postgresBackend() : sqliteBackend()
  onTestFinished(() => backend.remove())
  const open = () => world({ dataDir: backend.dataDir, database: backend.database ?? join(backend.dataDir, 'carnet.sqlite') })
  const [kept, early, late] = [newDocId(), newDocId(), newDocId()]

  const before = await open()
  const phone = await before.device(await before.person('Camille'))
  await phone.push(phone.note('gardée', kept), phone.note('effacée, connue de la copie', early))
  await before.service.close()
  await backend.copy(true)
  const between = await open()
  const ask = (path: string, body: unknown) => between.ask(path, { body, headers: { cookie: phone.cookie } })
  await ask('/api/push', phone.request([phone.note('effacée, inconnue de la copie', late)]))
  for (const id of [early, late]) await between.service.erase(RESEAU, id)
  await between.service.close()
  await backend.restore()

  const after = await open()
  expect(await after.service.documents.read(RESEAU, kept)).not.toBeNull()
  for (const id of [early, late]) expect(await after.service.documents.read(RESEAU, id)).toBeNull()
  // A device that was away all this time still holds both, and sends them as a new replica does after a restore.
  phone.replica = newReplicaId()
  phone.n = 0
  phone.h = ''
  const epoch = (await after.service.database.db.selectFrom('network').select('epoch').executeTakeFirstOrThrow()).epoch
  const sent = { ...phone.request([phone.note('revenue', early), phone.note('revenue', late)]), epoch }
  const answer = await (await after.ask('/api/push', { body: sent, headers: { cookie: phone.cookie } })).json()
  expect(answer).toMatchObject({ verdicts: [{ v: 'gone' }, { v: 'gone' }] })
  for (const id of [early, late]) expect(await after.service.documents.read(RESEAU, id)).toBeNull()
})

test('the list names documents and a day, outlives a torn line, and is completed from the database', async () => {
  const dataDir = folder()
  const { service, person, device } = await world({ dataDir })
  const phone = await device(await person('Camille'))
  const [one, two] = [newDocId(), newDocId()]
  await phone.push(phone.note('à ne pas garder', one), phone.note('à ne pas garder', two))
  await service.erase(RESEAU, one)
  const file = join(dataDir, ERASURES_FILE)
  expect(readFileSync(file, 'utf8')).not.toContain('garder')
  appendFileSync(file, '\n{"network":"reseau","id":"abc')
  await service.erase(RESEAU, two)
  expect(erasuresIn(dataDir).map(({ id }) => id)).toEqual([one, two])
  const elsewhere = folder()
  await createErasures(service.database.db, elsewhere, Date.now).complete()
  expect(new Set(erasuresIn(elsewhere).map(({ id }) => id))).toEqual(new Set([one, two]))
})
