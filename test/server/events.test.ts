// Pokes: told to those who may read the change and to nobody else, saying nothing of it; over real connections.
import { expect, onTestFinished, test, vi } from 'vitest'
import { newDocId, PersonneId } from '../../src/domain/id.ts'
import { createService } from '../../server/service.ts'
import { createEvents } from '../../server/events.ts'
import { databaseAt } from '../support/engine.ts'
import { deviceOver, listening } from './listening.ts'
import { streamOf } from './stream.ts'
import { RESEAU } from './world.ts'

/** People with a device each, on a server that listens. */
async function scene(gather = 5) {
  const server = await listening({ events: { heartbeat: 40, gather } })
  const { annuaire } = server.service
  const person = async (nom: string) => PersonneId.parse(await annuaire.add(RESEAU, 'personne', { nom }))
  const [camille, noa, alix] = [await person('Camille'), await person('Noa'), await person('Alix')]
  const devices = { camille: await deviceOver(server, camille), noa: await deviceOver(server, noa), alix: await deviceOver(server, alix) }
  return { server, devices, noa }
}

test('a change is told to its readers within the second, and to nobody else', async () => {
  const { devices, server, noa } = await scene()
  const [camille, other, alix] = [await streamOf(devices.camille), await streamOf(devices.noa), await streamOf(devices.alix)]
  const immersion = devices.camille.op(newDocId(), {
    $type: 'immersion',
    $auteur: devices.camille.personne,
    titre: 'Une visite',
    dispositif: 'immersion_pro',
    accueillant: noa,
  })
  await devices.camille.push(immersion)
  await Promise.all([camille.poked(), other.poked()])
  await alix.settled()
  expect(alix.pokes()).toBe(0)
  // What everybody may read is told to everybody.
  await server.service.annuaire.add(RESEAU, 'structure', { nom: 'Une structure' })
  await alix.poked()
  for (const stream of [camille, other, alix]) expect(stream.text()).not.toMatch(/visite|structure|u:|n:/)
})

test('who starts to pull is not told again of what they are about to see', async () => {
  const { devices, server } = await scene(500)
  const [camille, other] = [await streamOf(devices.camille), await streamOf(devices.noa)]
  const id = await server.service.annuaire.add(RESEAU, 'structure', { nom: 'Une structure' })
  expect((await devices.camille.pull()).has(id)).toBe(true)
  await other.poked()
  await camille.settled()
  expect(camille.pokes()).toBe(0)
})

test('many changes at once make one poke', async () => {
  const { devices } = await scene()
  const [camille] = [await streamOf(devices.camille)]
  await devices.camille.push(...Array.from({ length: 50 }, (_, i) => devices.camille.note(`note ${i}`)))
  await camille.poked()
  expect(camille.pokes()).toBe(1)
})

test('the connection is kept alive, and ends with the right to read', async () => {
  const { devices, server } = await scene()
  const [camille, other] = [await streamOf(devices.camille), await streamOf(devices.noa)]
  await server.service.revoke(RESEAU, devices.camille.id)
  await camille.ended()
  await server.service.annuaire.add(RESEAU, 'structure', { nom: 'Une structure' })
  await other.poked()
  expect(camille.pokes()).toBe(0)
  await other.said(': ping\n\n')
  await devices.noa.ask('/api/signout', { method: 'POST' })
  await other.ended()
  const third = await streamOf(devices.alix)
  await devices.alix.ask(`/api/appareils/${devices.alix.id}/revoquer`, { method: 'POST' })
  await third.ended()
  expect(server.service.events.count()).toBe(0)
})

test('a page that closes is forgotten, and a device has only so many', async () => {
  const { devices, server } = await scene()
  const streams = await Promise.all(Array.from({ length: 9 }, () => streamOf(devices.camille)))
  expect(server.service.events.count()).toBe(6)
  for (const stream of streams) await stream.close()
  const witness = await streamOf(devices.noa)
  while (server.service.events.count() > 1) await new Promise((resolve) => setImmediate(resolve))
  expect(witness.pokes()).toBe(0)
})

test('a server that stops ends the streams and does not wait for them', async () => {
  const { devices, server } = await scene()
  const camille = await streamOf(devices.camille)
  await server.stop()
  await camille.ended()
})

test('what another process writes to the database is read at the next pull', async () => {
  const { devices, server } = await scene()
  await devices.camille.pull()
  const beside = await createService({ dataDir: server.dataDir, database: await databaseAt(server.dataDir), publicUrl: '' })
  const id = await beside.annuaire.add(RESEAU, 'structure', { nom: 'Ajoutée à côté' })
  await beside.close()
  expect((await devices.camille.pull()).get(id)?.nom).toBe('Ajoutée à côté')
})

test('a reader that takes nothing is let go', () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const events = createEvents({ heartbeat: 1_000 })
  events.open({ personne: PersonneId.parse('camille'), network: RESEAU, appareil: 'a', appareil_nom: '', admin: false })
  vi.advanceTimersByTime(30_000)
  expect(events.count()).toBe(1)
  vi.advanceTimersByTime(60_000)
  expect(events.count()).toBe(0)
  events.closeAll()
})
