// The texts that a merge was made of, on the device: asked for once, read with no network, gone with the merge.
import { afterEach, expect, test } from 'vitest'
import { type DocId, OpId, path } from '../../src/domain/id.ts'
import type { Json } from '../../src/domain/json.ts'
import { headsOf } from '../../src/domain/register.ts'
import type { Database } from '../../src/store/database.ts'
import { createFiche, createNote, findFiche, openStore, saveReponse } from '../../src/store/index.ts'
import { heldHistory } from '../../src/store/originals.ts'
import { startSync } from '../../src/sync/schedule.ts'
import type { Fetch } from '../../src/sync/transport.ts'
import { type Device, world } from '../server/world.ts'
import { MemoryDisk } from './support/memory-journal.ts'

const open: { close(): void }[] = []
afterEach(() => {
  for (const one of open.splice(0)) one.close()
})
const TEXTE = path('mots_representation')

/** A device of the person: another browser, with a database of its own. */
async function browser(device: Device, name: string) {
  const seen: string[] = []
  const fetch: Fetch = async (url, init) => {
    seen.push(url)
    const body = init.body instanceof Blob ? new Uint8Array(await init.body.arrayBuffer()) : init.body
    return device.ask(url, { method: init.method ?? 'GET', headers: Object.fromEntries(new Headers(init.headers)), ...(body ? { body: body as string } : {}) })
  }
  const { db } = await openStore(name as Device['personne'], { journal: new MemoryDisk().open() })
  // The database is named after the person: two of the same person would be one.
  Object.assign(db, { personne: device.personne })
  const replica = await db.dexie.meta.get('replica')
  if (replica?.k === 'replica') await db.dexie.meta.put({ ...replica, value: { ...replica.value, personne: device.personne } })
  const sync = startSync(db, { fetch, events: false })
  open.push({ close: () => sync.stop() }, { close: () => db.close() })
  return { db, sync, seen }
}
const write = async (db: Database, id: DocId, value: Json) =>
  saveReponse(db, id, null, { [TEXTE]: value }, { [TEXTE]: headsOf((await findFiche(db, id))?.registers ?? {}, TEXTE) })

test('of two texts that the server put together, both are here without network, until somebody chose', async () => {
  const { person, device } = await world()
  const ana = await person('Ana')
  const here = await browser(await device(ana), `${ana}-ici`)
  const there = await browser(await device(ana), `${ana}-la`)
  const id = await createFiche(here.db, { gabarit: 'spro-3-preparation', version: 1, immersion: null, rattachement: null, set: { [TEXTE]: 'Une phrase. Entre les deux. Une autre.' } })
  await here.sync.now()
  await there.sync.now()
  await write(here.db, id, 'Une phrase changée ici. Entre les deux. Une autre.')
  await write(there.db, id, 'Une phrase. Entre les deux. Une autre, là-bas.')
  await here.sync.now()
  await there.sync.now()
  await here.sync.now()
  const [merged] = (await findFiche(here.db, id))?.registers[TEXTE] ?? []
  expect([merged?.u, merged?.v]).toEqual(['systeme', 'Une phrase changée ici. Entre les deux. Une autre, là-bas.'])
  const held = async () => (await heldHistory(here.db, id, TEXTE)).map(({ v }) => v)
  while ((await held()).length < 3) await new Promise((resolve) => setTimeout(resolve, 10))
  expect((await held()).sort()).toEqual(['Une phrase changée ici. Entre les deux. Une autre, là-bas.', 'Une phrase changée ici. Entre les deux. Une autre.', 'Une phrase. Entre les deux. Une autre, là-bas.'].sort())
  // Asked for once.
  await here.sync.now()
  expect(here.seen.filter((url) => url.includes('/historique/'))).toHaveLength(1)
  // Somebody wrote over it: the originals are no one's to keep here any more.
  await write(here.db, id, 'Autre chose.')
  await here.sync.now()
  await here.sync.now()
  expect(await held()).toEqual(['Autre chose.'])
})

test('what waits here is in the history of its answer; nothing of another one', async () => {
  const { db } = await openStore('per-historique' as Device['personne'], { journal: new MemoryDisk().open() })
  open.push({ close: () => db.close() })
  const id = await createNote(db, { version: 1, immersion: null, set: { [path('texte')]: 'premier', [path('etiquettes')]: ['fait'] } })
  const first = (await db.dexie.out.toArray())[0]
  await db.dexie.out.put({ ...first!, sealed: true })
  await saveReponse(db, id, null, { [path('texte')]: 'second' }, { [path('texte')]: [first!.id] })
  expect((await heldHistory(db, id, path('texte'))).map(({ v }) => v)).toEqual(['second', 'premier'])
  expect((await heldHistory(db, id, path('etiquettes'))).map(({ o, v }) => [OpId.parse(o), v])).toEqual([[first!.id, ['fait']]])
})
