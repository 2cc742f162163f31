// R-APP-04 on the device: past its day a situation is gone here too, network or not, with what was still to be sent of
// it and its rescue copy; the server then erases it for everybody, and nobody is asked to look at a refusal.
import { afterEach, expect, test } from 'vitest'
import { momentOf } from '../../server/clock.ts'
import { type DocId, path } from '../../src/domain/id.ts'
import { unpack } from '../../src/domain/register.ts'
import { createFiche, fichesOf, findFiche, openStore, saveReponse, setFields, writingState } from '../../src/store/index.ts'
import { effacerMaintenant, forgetDue } from '../../src/store/oubli.ts'
import { round } from '../../src/sync/round.ts'
import { createTransport } from '../../src/sync/transport.ts'
import { type Device, RESEAU, world } from '../server/world.ts'
import { MemoryDisk } from './support/memory-journal.ts'

const open: { close(): void }[] = []
afterEach(() => {
  for (const one of open.splice(0)) one.close()
})

const SECRET = 'Je guette la porte'
const MONTH = 30 * 86_400_000
const day = (local: string) => momentOf(local)

async function phone(device: Device) {
  const disk = new MemoryDisk()
  const { db } = await openStore(device.personne, { journal: disk.open() })
  open.push(db)
  const transport = createTransport(async (url, init) =>
    device.ask(url, { ...(init.method ? { method: init.method } : {}), headers: Object.fromEntries(new Headers(init.headers)), ...(init.body ? { body: init.body } : {}) }),
  )
  const kept = async (): Promise<string> => {
    const { docs, out, rejected } = db.dexie
    const text = JSON.stringify([await docs.toArray(), await out.toArray(), await rejected.toArray()])
    return text + new TextDecoder().decode(disk.a.bytes) + new TextDecoder().decode(disk.b.bytes)
  }
  return { db, kept, sync: (now: number) => round(db.store, transport, { now: () => now }) }
}

async function deux() {
  const w = await world()
  const { annuaire } = w.service
  const [dominique, camille] = [await w.person('Dominique'), await w.person('Camille')]
  const app = await annuaire.add(RESEAU, 'groupe', { nom: 'Groupe', type: 'groupe_app', participants: [dominique, camille] })
  const seance = await annuaire.add(RESEAU, 'seance', { titre: 'Séance', groupe: app, date: '2026-10-15' })
  /** Time goes on to this moment; meanwhile the server looks at the day once a month. */
  const at = async (local: string): Promise<number> => {
    const to = day(local) - Date.now()
    for (w.clock.ahead += MONTH; w.clock.ahead < to; w.clock.ahead += MONTH) await w.service.documents.followDay(RESEAU)
    w.clock.ahead = to
    return day(local)
  }
  return { ...w, seance, at, author: await phone(await w.device(dominique)), reader: await phone(await w.device(camille)) }
}

async function situation({ db }: Awaited<ReturnType<typeof phone>>, seance: string, partage: string): Promise<DocId> {
  const id = await createFiche(db, {
    gabarit: 'app-situation-elaboration',
    version: 1,
    immersion: null,
    rattachement: { type: 'seance', id: seance },
    set: { [path('titre')]: 'Le rendez-vous', [path('partage')]: partage },
    acces: { seance: { [path('recit')]: SECRET } },
  })
  // Typed, and kept as a date only a while after.
  await setFields(db, id, { $cree_le: '2026-10-14T18:00:00', purge_le: '2027-02-28' }, {})
  const row = await db.dexie.out.orderBy('n').last()
  if (row) await db.dexie.out.put({ ...row, t: 1 })
  const doc = await db.dexie.docs.get(id)
  if (doc) await db.dexie.docs.put({ ...doc, shown: { ...doc.shown, o: doc.shown.o.map(([o, , ...rest]) => [o, 1, ...rest] as typeof doc.shown.o[number]) } })
  return id
}

test('R-APP-04 : hors connexion passé sa date, l’appareil de l’auteur et celui d’un lecteur oublient d’eux-mêmes', async () => {
  const { author, reader, seance, at } = await deux()
  const now = await at('2026-10-15T09:00:00')
  const id = await situation(author, seance, 'groupe')
  await author.sync(now)
  await reader.sync(now)
  expect(await reader.kept()).toContain(SECRET)
  // From here, no network.
  for (const { db, kept } of [author, reader]) {
    expect(await forgetDue(db, day('2027-02-27T20:00:00'))).toBe(0)
    expect(await findFiche(db, id)).not.toBeNull()
    expect(await forgetDue(db, day('2027-02-28T06:00:00'))).toBe(1)
    expect(await findFiche(db, id)).toBeNull()
    expect(await kept()).not.toContain(SECRET)
  }
  // And the server agrees when it is met again.
  const later = await at('2027-03-01T09:00:00')
  for (const device of [author, reader]) {
    expect(await device.sync(later)).toMatchObject({ ok: true })
    expect(await device.kept()).not.toContain(SECRET)
    expect(await writingState(device.db)).toMatchObject({ unsent: 0, rejected: [] })
  }
})

test('R-APP-04 : ce qui n’était pas encore parti disparaît aussi, sans refus à regarder', async () => {
  const { author, service, seance, at } = await deux()
  const now = await at('2026-10-14T19:00:00')
  const known = await situation(author, seance, 'seance')
  await author.sync(now)
  await saveReponse(author.db, known, 'seance', { [path('recit')]: `${SECRET}, encore` }, {})
  const never = await situation(author, seance, 'groupe')
  expect(await author.kept()).toContain('encore')
  expect(await forgetDue(author.db, day('2027-03-01T08:00:00'))).toBe(2)
  expect(await author.kept()).not.toContain(SECRET)
  const later = await at('2027-03-01T09:00:00')
  await service.tidy()
  expect(await author.sync(later)).toMatchObject({ ok: true })
  expect(await writingState(author.db)).toMatchObject({ unsent: 0, rejected: [] })
  await at('2027-03-02T09:00:00')
  await service.tidy()
  await author.sync(day('2027-03-02T09:00:00'))
  expect(await fichesOf(author.db, { rattachement: seance })).toEqual([])
  for (const id of [known, never]) expect(await service.documents.read(RESEAU, id)).toBeNull()
})

test('R-APP-04 : montrée le temps de la séance, elle quitte le lecteur hors connexion le lendemain, pas son auteur', async () => {
  const { author, reader, seance, at } = await deux()
  const now = await at('2026-10-15T09:00:00')
  const id = await situation(author, seance, 'seance')
  await author.sync(now)
  await reader.sync(now)
  expect(await findFiche(reader.db, id)).not.toBeNull()
  for (const { db } of [author, reader]) await forgetDue(db, day('2026-10-16T07:00:00'))
  expect(await findFiche(reader.db, id)).toBeNull()
  expect(await findFiche(author.db, id)).not.toBeNull()
})

test('R-APP-04 : effacer maintenant vaut ici tout de suite, et partout au prochain échange', async () => {
  const { author, reader, service, seance, at } = await deux()
  const now = await at('2026-10-15T09:00:00')
  const id = await situation(author, seance, 'groupe')
  await author.sync(now)
  await reader.sync(now)
  const fiche = await findFiche(author.db, id)
  await effacerMaintenant(author.db, id, fiche?.registers ?? {})
  expect(await findFiche(author.db, id)).toBeNull()
  expect(await author.kept()).not.toContain(SECRET)
  await author.sync(now)
  await reader.sync(now)
  expect(await findFiche(reader.db, id)).toBeNull()
  expect(await reader.kept()).not.toContain(SECRET)
  expect(await service.documents.read(RESEAU, id)).toBeNull()
  expect(await writingState(author.db)).toMatchObject({ unsent: 0, rejected: [] })
})

test('a device whose clock was wrong receives again what it forgot too early', async () => {
  const { author, seance, at } = await deux()
  const now = await at('2026-10-15T09:00:00')
  const id = await situation(author, seance, 'groupe')
  await author.sync(now)
  expect(await forgetDue(author.db, day('2036-01-01T00:00:00'))).toBe(1)
  await author.sync(now)
  const back = await author.db.dexie.docs.get(`${id}~seance`)
  expect(back && JSON.stringify(unpack(back.shown))).toContain(SECRET)
})

test('a date typed a moment ago is left time to become whole', async () => {
  const { author, seance, at } = await deux()
  await at('2026-10-15T09:00:00')
  const id = await situation(author, seance, 'moi')
  await setFields(author.db, id, { purge_le: '2026-11-01' }, {})
  expect(await forgetDue(author.db, Date.now())).toBe(0)
})
