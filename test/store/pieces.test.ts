// Files of a device on a bad link: all arrive, once, after the text that names them, a chunk in memory at a time.
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { type DocId, path } from '../../src/domain/id.ts'
import type { Database } from '../../src/store/database.ts'
import { createNote, openStore, saveReponse } from '../../src/store/index.ts'
import { PIECE, photoBlob, savePiece, setWifiOnly } from '../../src/store/photos.ts'
import { startSync } from '../../src/sync/schedule.ts'
import type { Fetch } from '../../src/sync/transport.ts'
import { type Device, folder, RESEAU, world } from '../server/world.ts'
import { MemoryDisk } from './support/memory-journal.ts'

const open: { close(): void }[] = []
afterEach(() => {
  for (const one of open.splice(0)) one.close()
  vi.unstubAllGlobals()
})

/** What reaches the server, and what comes back: `fault` says how each request fares. */
class Link {
  readonly seen: { method: string; url: string; size: number }[] = []
  under = 0
  most = 0
  fault: (nth: number, method: string, url: string) => 'before' | 'half' | 'after' | null = () => null
  readonly #device: Device
  constructor(device: Device) {
    this.#device = device
  }
  readonly fetch: Fetch = async (url, init) => {
    const method = init.method ?? 'GET'
    const body = init.body instanceof Blob ? new Uint8Array(await init.body.arrayBuffer()) : init.body instanceof ArrayBuffer ? new Uint8Array(init.body) : init.body
    const isPiece = url.includes('/pieces/')
    this.seen.push({ method, url, size: body instanceof Uint8Array ? body.byteLength : 0 })
    const fault = this.fault(this.seen.length, method, url)
    if (isPiece) this.most = Math.max(this.most, ++this.under)
    try {
      if (fault === 'before') throw new TypeError('Failed to fetch')
      const sent = fault === 'half' && body instanceof Uint8Array ? body.slice(0, body.byteLength >> 1) : body
      const answer = await this.#device.ask(url, { method, headers: Object.fromEntries(new Headers(init.headers)), ...(sent ? { body: sent } : {}) })
      if (fault) throw new TypeError('Failed to fetch')
      return answer
    } finally {
      if (isPiece) this.under--
    }
  }
}

async function phone(device: Device) {
  const { db } = await openStore(device.personne, { journal: new MemoryDisk().open() })
  const link = new Link(device)
  const start = () => {
    const sync = startSync(db, { fetch: link.fetch, events: false })
    open.push({ close: () => sync.stop() })
    return sync
  }
  open.push({ close: () => db.close() })
  return { db, link, start }
}

function jpeg(size: number, seed: number): Blob {
  const bytes = new Uint8Array(size)
  for (let i = 0; i < size; i++) bytes[i] = (i * 7 + seed * 13 + (i >> 8)) & 255
  bytes.set([0xff, 0xd8, 0xff, 0xe0, seed])
  return new Blob([bytes], { type: 'image/jpeg' })
}

async function noteWith(db: Database, fichier: string): Promise<DocId> {
  return createNote(db, { version: 1, immersion: null, set: { [path('texte')]: 'avec photo', [path('photo')]: [{ id: 'a', legende: '', fichier }] } })
}
const waiting = (db: Database) => db.dexie.photos.where('state').equals('waiting').count()

test('forty photos over a link cut every few chunks all arrive, once, text first, a chunk at a time', async () => {
  const dataDir = folder()
  const { person, device } = await world({ dataDir })
  const ana = await device(await person('Ana'))
  const { db, link, start } = await phone(ana)
  const names: string[] = []
  for (let i = 0; i < 40; i++) {
    const { fichier } = await savePiece(db, jpeg(200_000 + ((i * 48_611) % 600_000), i))
    names.push(fichier)
    await noteWith(db, fichier)
  }
  const faults = ['before', 'half', 'after'] as const
  let chunks = 0
  link.fault = (nth, method) => (method === 'PATCH' && ++chunks % 4 === 0 ? (faults[nth % 3] ?? null) : null)
  const sync = start()
  for (let rounds = 0; rounds < 200 && (rounds === 0 || (await waiting(db)) > 0); rounds++) await sync.now()
  expect(await waiting(db)).toBe(0)
  expect(readdirSync(join(dataDir, 'photos', RESEAU)).sort()).toEqual([...names].sort())
  for (const fichier of names) {
    const blob = await photoBlob(db, fichier)
    expect(blob && Buffer.from(await blob.arrayBuffer()).equals(readFileSync(join(dataDir, 'photos', RESEAU, fichier)))).toBe(true)
  }
  expect(readdirSync(join(dataDir, 'envois'))).toEqual([])
  // Text first; never two files under way; never more than a chunk of one.
  const firstPiece = link.seen.findIndex(({ url }) => url.includes('/pieces/'))
  expect(link.seen.findIndex(({ url }) => url.includes('/push'))).toBeLessThan(firstPiece)
  expect(link.seen.findLastIndex(({ url }) => url.includes('/push'))).toBeLessThan(firstPiece)
  expect(link.most).toBe(1)
  expect(Math.max(...link.seen.map(({ size, method }) => (method === 'PATCH' ? size : 0)))).toBeLessThanOrEqual(PIECE)
  // Each cut costs a chunk at most: not the file from its beginning.
  const total = names.length * 800_000
  expect(link.seen.reduce((sum, { size, method }) => sum + (method === 'PATCH' ? size : 0), 0)).toBeLessThan(total)
})

test('killed between two chunks, the next start goes on from the byte that the server holds', async () => {
  const { person, device } = await world()
  const { db, link, start } = await phone(await device(await person('Ana')))
  const { fichier } = await savePiece(db, jpeg(5 * PIECE, 1))
  await noteWith(db, fichier)
  let passed = 0
  link.fault = (_, method, url) => (url.includes('/pieces/') && (passed >= 3 || (method === 'PATCH' && ++passed > 3)) ? 'before' : null)
  const first = start()
  await first.now()
  first.stop()
  expect(await waiting(db)).toBe(1)
  link.fault = () => null
  link.seen.length = 0
  await start().now()
  expect(await waiting(db)).toBe(0)
  expect(link.seen.filter(({ method }) => method === 'PATCH').map(({ size }) => size)).toEqual([PIECE, PIECE])
  expect(link.seen.some(({ method, url }) => method === 'POST' && url.includes('/pieces/'))).toBe(false)
})

test('an answer lost after the last chunk sends nothing twice', async () => {
  const { person, device } = await world()
  const { db, link, start } = await phone(await device(await person('Ana')))
  const { fichier } = await savePiece(db, jpeg(1_000, 1))
  await noteWith(db, fichier)
  link.fault = (_, method) => (method === 'PATCH' ? 'after' : null)
  await start().now()
  expect(await waiting(db)).toBe(0)
  expect(link.seen.filter(({ method }) => method === 'PATCH')).toHaveLength(1)
})

test('text goes on while files are stuck', async () => {
  const { service, person, device } = await world()
  const { db, link } = await phone(await device(await person('Ana')))
  const { fichier } = await savePiece(db, jpeg(1_000, 1))
  const note = await noteWith(db, fichier)
  let release = () => {}
  const stuck = new Promise<void>((resolve) => {
    release = resolve
  })
  const { fetch } = link
  const sync = startSync(db, { fetch: async (url, init) => (url.includes('/pieces/') ? stuck.then(() => fetch(url, init)) : fetch(url, init)), events: false })
  open.push({ close: () => sync.stop() })
  const done = sync.now()
  while ((await db.dexie.out.toArray()).some((row) => !row.done)) await new Promise((resolve) => setTimeout(resolve, 20))
  await saveReponse(db, note, null, { [path('texte')]: 'écrit pendant l’envoi' }, {})
  while ((await db.dexie.out.toArray()).some((row) => !row.done)) {
    void sync.now()
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  expect(JSON.stringify(await service.documents.read(RESEAU, note))).toContain('écrit pendant l’envoi')
  expect(await waiting(db)).toBe(1)
  release()
  await done
  expect(await waiting(db)).toBe(0)
})

test('on mobile data they wait when the person wants it, and go by Wi-Fi', async () => {
  const { person, device } = await world()
  const { db, link, start } = await phone(await device(await person('Ana')))
  await setWifiOnly(db, true)
  await noteWith(db, (await savePiece(db, jpeg(1_000, 1))).fichier)
  vi.stubGlobal('navigator', { connection: { type: 'cellular' } })
  const sync = start()
  await sync.now()
  expect(link.seen.some(({ url }) => url.includes('/push'))).toBe(true)
  expect(link.seen.some(({ url }) => url.includes('/pieces/'))).toBe(false)
  vi.stubGlobal('navigator', { connection: { type: 'wifi' } })
  await sync.now()
  expect(await waiting(db)).toBe(0)
})

test('what the server never takes is kept here and said; the others pass', async () => {
  const { person, device } = await world({ pieceQuota: 6_000 })
  const { db, start } = await phone(await device(await person('Ana')))
  const hostile = await savePiece(db, new Blob(['<svg onload="alert(1)"/>'], { type: 'image/svg+xml' }))
  const fine = await savePiece(db, jpeg(1_000, 1))
  const large = await savePiece(db, jpeg(8_000, 2))
  for (const { fichier } of [hostile, fine, large]) await noteWith(db, fichier)
  await start().now()
  const stateOf = async (fichier: string) => {
    const row = await db.dexie.photos.get(fichier)
    return [row?.state, row?.why]
  }
  expect(await stateOf(hostile.fichier)).toEqual(['refused', 'type'])
  expect(await stateOf(fine.fichier)).toEqual(['sent', undefined])
  expect(await stateOf(large.fichier)).toEqual(['refused', 'quota'])
})

test('an erased document takes its bytes from the device; what is coming is left alone', async () => {
  const { service, person, device } = await world()
  const { db, start } = await phone(await device(await person('Ana')))
  const { fichier } = await savePiece(db, jpeg(1_000, 1))
  const note = await noteWith(db, fichier)
  const sync = start()
  await sync.now()
  const coming = await savePiece(db, jpeg(1_000, 2))
  await service.erase(RESEAU, note)
  await sync.now()
  expect(await photoBlob(db, fichier)).toBeNull()
  expect(await db.dexie.chunks.where('[fichier+i]').between([fichier, -1], [fichier, 9]).count()).toBe(0)
  expect(await photoBlob(db, coming.fichier)).not.toBeNull()
  // A day later nothing names it still: it was taken back.
  await db.dexie.photos.update(coming.fichier, { at: Date.now() - 25 * 3_600_000 })
  await sync.now()
  expect(await photoBlob(db, coming.fichier)).toBeNull()
})

test('a server put back from an older copy gets again the files that it lost, and only those', async () => {
  const dataDir = folder()
  const { service, person, device } = await world({ dataDir })
  const ana = await device(await person('Ana'))
  const { db, link, start } = await phone(ana)
  const [lost, held] = [await savePiece(db, jpeg(300_000, 1)), await savePiece(db, jpeg(1_000, 2))]
  const note = await noteWith(db, lost.fichier)
  await noteWith(db, held.fichier)
  const sync = start()
  await sync.now()
  await sync.now()
  await service.database.db.deleteFrom('photo').where('sha256', '=', lost.fichier).execute()
  rmSync(join(dataDir, 'photos', RESEAU, lost.fichier))
  await service.documents.restored(RESEAU)
  link.seen.length = 0
  for (let rounds = 0; rounds < 4; rounds++) await sync.now()
  expect((await ana.ask(`/api/pieces/${note}/${lost.fichier}`)).status).toBe(200)
  expect(await waiting(db)).toBe(0)
  expect([...new Set(link.seen.filter(({ method }) => method === 'PATCH').map(({ url }) => url.split('/').at(-1)))]).toEqual([lost.fichier])
})
