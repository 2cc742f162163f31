// A server whose clock jumps erases nothing by date until somebody says that the date is right, or the clock is. Both engines.
import { expect, test } from 'vitest'
import { momentOf } from '../../server/clock.ts'
import { runCommand } from '../../server/commands.ts'
import { newDocId } from '../../src/domain/id.ts'
import { databaseAt } from '../support/engine.ts'
import { folder, RESEAU, type World, world } from './world.ts'

const SECRET = 'Je guette la porte'
const at = (w: World, local: string): void => {
  w.clock.ahead = momentOf(local) - Date.now()
}

/** A situation brought to a group on 14 October, to be erased on 28 February. */
async function situation(w: World) {
  at(w, '2026-10-14T18:00:00')
  const dominique = await w.device(await w.person('Dominique'))
  const app = await w.service.annuaire.add(RESEAU, 'groupe', { nom: 'Groupe', type: 'groupe_app', participants: [dominique.personne] })
  const seance = await w.service.annuaire.add(RESEAU, 'seance', { titre: 'Séance', groupe: app, date: '2026-10-15' })
  const id = newDocId()
  const header = { $type: 'fiche', $auteur: dominique.personne, $cree_le: '2026-10-14T18:00:00', $gabarit: 'app-situation-elaboration', $gabarit_version: 1 }
  await dominique.push(dominique.op(id, { ...header, $rattachement: { type: 'seance', id: seance }, titre: SECRET, partage: 'groupe', purge_le: '2027-02-28' }))
  return { id, dominique, isKept: async () => (await w.service.documents.read(RESEAU, id)) !== null }
}
/** Time that passes, one look a month. */
async function pass(w: World, ...days: string[]): Promise<void> {
  for (const day of days) {
    at(w, `${day}T08:00:00`)
    await w.service.tidy()
  }
}
const held = (w: World) => w.logs.filter(({ event }) => event === 'date-held')

test('years in one hour: nothing is erased, it is said, and all is well once the clock is right again', async () => {
  const w = await world()
  const { dominique, id, isKept } = await situation(w)
  await pass(w, '2036-10-15', '2036-10-16')
  expect(await isKept()).toBe(true)
  expect((await dominique.pull()).has(id)).toBe(true)
  expect(held(w).at(-1)).toMatchObject({ network: RESEAU, since: '2026-10-14', today: '2036-10-16' })
  const said = held(w).length
  await pass(w, '2026-10-17', '2026-11-20', '2026-12-25', '2027-01-30', '2027-02-27')
  expect(await isKept()).toBe(true)
  await pass(w, '2027-02-28')
  expect(await isKept()).toBe(false)
  expect(held(w)).toHaveLength(said)
})

test('the operator says that the date is right: what is due is erased at once', async () => {
  const w = await world()
  const { isKept } = await situation(w)
  expect(await runCommand(w.service, ['confirmer', 'date'])).toMatchObject({ ok: true, text: expect.stringContaining('rien n’attend') })
  await pass(w, '2027-03-01')
  expect(await isKept()).toBe(true)
  expect(await runCommand(w.service, ['confirmer', 'date'])).toMatchObject({ ok: true, text: expect.stringContaining('2027-03-01') })
  expect(await isKept()).toBe(false)
  const said = held(w).length
  await pass(w, '2027-03-02')
  expect(held(w)).toHaveLength(said)
})

test('a server that was stopped for months goes on by itself; years are asked about, and a restart does not answer', async () => {
  const dataDir = folder()
  const database = await databaseAt(dataDir)
  const start = async (local: string): Promise<World> => world({ dataDir, database, now: () => momentOf(local) })
  const first = await world({ dataDir, database })
  const { id } = await situation(first)
  await first.service.close()
  const kept = async (local: string): Promise<boolean> => {
    const { service } = await start(local)
    await service.tidy()
    const found = (await service.documents.read(RESEAU, id)) !== null
    await service.close()
    return found
  }
  expect(await kept('2027-02-27T08:00:00')).toBe(true)
  expect(await kept('2029-02-27T08:00:00')).toBe(true) // held
  expect(await kept('2028-02-01T08:00:00')).toBe(true) // a little less wrong is still not believed
  expect(await kept('2027-02-28T08:00:00')).toBe(false)
})
