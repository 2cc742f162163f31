import { afterEach, describe, expect, test, vi } from 'vitest'
import { path } from '../../src/domain/id.ts'
import { shownValue } from '../../src/domain/register.ts'
import type { Database } from '../../src/store/database.ts'
import {
  createFiche,
  createImmersion,
  findFiche,
  findImmersion,
  listPersonnes,
  live,
  openStore,
  saveReponse,
  writingState,
} from '../../src/store/index.ts'
import { followPhoto, photoBlob, savePiece, wantPhoto } from '../../src/store/photos.ts'
import { startSync } from '../../src/sync/schedule.ts'
import { createTransport, type Fetch } from '../../src/sync/transport.ts'
import { type Device as ServerDevice, world } from '../server/world.ts'
import { seenOf, TEXTE, textOf } from './support/device.ts'
import { MemoryDisk } from './support/memory-journal.ts'

const open: { close(): void }[] = []
afterEach(() => {
  for (const one of open.splice(0)) one.close()
})

/** The network of a device: the server in memory behind it, unless it is cut. */
class Wire {
  cut = false
  /** what a captive portal answers to everything, with status 200 */
  portal: string | null = null
  /** the browser lost its cookie */
  signedOut = false
  requests: string[] = []
  readonly #device: ServerDevice
  constructor(device: ServerDevice) {
    this.#device = device
  }
  readonly fetch: Fetch = async (url, init) => {
    this.requests.push(`${init.method ?? 'GET'} ${url}`)
    if (this.cut) throw new TypeError('Failed to fetch')
    if (this.portal !== null) return new Response(this.portal)
    const body = init.body instanceof Blob ? new Uint8Array(await init.body.arrayBuffer()) : init.body instanceof ArrayBuffer ? new Uint8Array(init.body) : init.body
    return await this.#device.ask(url, {
      ...(init.method ? { method: init.method } : {}),
      headers: { ...Object.fromEntries(new Headers(init.headers)), ...(this.signedOut ? { cookie: 'rien' } : {}) },
      ...(body ? { body } : {}),
    })
  }
}

async function phone(personne: ServerDevice) {
  const disk = new MemoryDisk()
  const { db } = await openStore(personne.personne, { journal: disk.open() })
  const wire = new Wire(personne)
  const sync = startSync(db, { fetch: wire.fetch, events: false })
  open.push({
    close() {
      sync.stop()
      db.close()
    },
  })
  return { db, wire, sync, disk }
}

const received = (db: Database): Promise<void> =>
  new Promise((resolve) => {
    const watching = live(() => writingState(db)).subscribe((state) => {
      if (state.unsent > 0 || state.lastReceived === null) return
      setTimeout(() => watching.unsubscribe())
      resolve()
    }, console.error)
  })

describe('a device and its server', () => {
  test('what was written before any network arrives, and the state says so', async () => {
    const { service, person, device } = await world()
    const ana = await person('Ana')
    const here = await phone(await device(ana))
    await here.sync.now()
    const id = await createImmersion(here.db, { titre: 'Chez le partenaire' })
    expect((await writingState(here.db)).unsent).toBe(1)
    await here.sync.now()
    expect(await writingState(here.db)).toMatchObject({ unsent: 0, rejected: [] })
    expect((await writingState(here.db)).lastReceived).not.toBeNull()
    expect((await findImmersion(here.db, id))?.pending).toBe(false)
    const [network] = await service.networks()
    expect(network && (await service.documents.read(network, id))).not.toBeNull()
    expect((await listPersonnes(here.db)).map((view) => view.data.nom)).toContain('Ana')
  })

  test('a clock that ran ahead and was put right does not keep a device from its server', async () => {
    const { person, device } = await world()
    const ana = await device(await person('Ana'))
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10 * 365 * 86_400_000 })
    try {
      const { db, sync } = await phone(ana)
      await sync.now()
      vi.useRealTimers()
      await createImmersion(db, { titre: 'Écrite après la remise à l’heure' })
      await sync.now()
      expect((await writingState(db)).unsent).toBe(0)
    } finally {
      vi.useRealTimers()
    }
  })

  test('by itself, soon after the last key, as one operation', async () => {
    const { person, device } = await world()
    const here = await phone(await device(await person('Ana')))
    await here.sync.now()
    const note = await createFiche(here.db, { gabarit: 'carnet-notes', version: 1, immersion: null, rattachement: null, set: { [TEXTE]: '' } })
    let seen = await seenOf(here.db, note)
    for (const text of ['b', 'bo', 'bon']) seen = [await saveReponse(here.db, note, null, { [TEXTE]: text }, { [TEXTE]: seen })]
    await received(here.db)
    expect(here.wire.requests.filter((request) => request.includes('push'))).toHaveLength(1)
  })

  test('a second device of the same person shows it', async () => {
    const { person, device } = await world()
    const ana = await person('Ana')
    const [a, b] = [await phone(await device(ana)), await device(ana)]
    const note = await createFiche(a.db, { gabarit: 'carnet-notes', version: 1, immersion: null, rattachement: null, set: { [TEXTE]: 'vu au guichet' } })
    await a.sync.now()
    const docs = await b.pull()
    expect(docs.get(note)).toMatchObject({ [TEXTE]: 'vu au guichet' })
  })

  test('no network, then a captive portal, keep everything and say offline; the way back sends all', async () => {
    const { person, device } = await world()
    const here = await phone(await device(await person('Ana')))
    await here.sync.now()
    here.wire.cut = true
    await createImmersion(here.db, { titre: 'hors ligne' })
    await here.sync.now()
    expect(here.sync.state.value).toMatchObject({ phase: 'offline', reason: 'offline' })
    here.wire.cut = false
    for (const page of ['<!doctype html><title>Wi-Fi de la gare</title>', '{"login":"https://portail.exemple/"}', '']) {
      here.wire.portal = page
      await here.sync.now()
      expect(here.sync.state.value).toMatchObject({ phase: 'offline', reason: 'offline' })
      expect((await writingState(here.db)).unsent).toBe(1)
    }
    here.wire.portal = null
    await here.sync.now()
    expect(here.sync.state.value.phase).toBe('idle')
    expect((await writingState(here.db)).unsent).toBe(0)
  })

  test('what the server has received leaves the rescue journal', async () => {
    const { person, device } = await world()
    const here = await phone(await device(await person('Ana')))
    await createImmersion(here.db, { titre: 'un' })
    const { readJournal } = await import('../../src/store/journal-format.ts')
    expect(readJournal(here.disk.current.bytes)?.rows).toHaveLength(1)
    await here.sync.now()
    expect(readJournal(here.disk.current.bytes)?.rows).toHaveLength(0)
    expect(readJournal(here.disk.current.bytes)?.n).toBe(1)
  })

  test('after a wipe of the browser, journal and server together give everything back, under the same replica', async () => {
    const { person, device } = await world()
    const server = await device(await person('Ana'))
    const first = await phone(server)
    const sent = await createImmersion(first.db, { titre: 'reçue' })
    await first.sync.now()
    const unsent = await createImmersion(first.db, { titre: 'pas encore' })
    first.sync.stop()
    first.db.close()
    const { Dexie } = await import('dexie')
    await Dexie.delete(first.db.name)
    const { db, recovered } = await openStore(server.personne, { journal: first.disk.open() })
    const sync = startSync(db, { fetch: first.wire.fetch, events: false })
    open.push({
      close() {
        sync.stop()
        db.close()
      },
    })
    expect(recovered).toMatchObject({ kind: 'rebuilt', operations: 1, immersions: 1 })
    expect(await findImmersion(db, sent)).toBeNull()
    await sync.now()
    expect((await findImmersion(db, sent))?.data.titre).toBe('reçue')
    expect((await findImmersion(db, unsent))?.data.titre).toBe('pas encore')
    expect(await writingState(db)).toMatchObject({ unsent: 0, conflicts: [], rejected: [] })
    expect((await findImmersion(db, unsent))?.registers[path('titre')]).toHaveLength(1)
  })

  test('revoked is said, and nothing is dropped', async () => {
    const { person, device, service } = await world()
    const server = await device(await person('Ana'))
    const here = await phone(server)
    await here.sync.now()
    await createImmersion(here.db, { titre: 'gardée' })
    const [network] = await service.networks()
    if (network) await service.devices.revoke(network, server.id)
    await here.sync.now()
    expect(here.sync.state.value.phase).toBe('revoked')
    // The server keeps it apart; here it stays until a pull has shown it, which a revoked device never gets.
    expect(await here.db.dexie.out.count()).toBe(1)
    expect(await here.db.dexie.docs.count()).toBeGreaterThan(0)
  })

  test('signed out is said, and coming back in sends what waited', async () => {
    const { person, device } = await world()
    const here = await phone(await device(await person('Ana')))
    here.wire.signedOut = true
    await createImmersion(here.db, { titre: 'gardée' })
    await here.sync.now()
    expect(here.sync.state.value.phase).toBe('signed-out')
    here.wire.signedOut = false
    await here.sync.now()
    expect(here.sync.state.value.phase).toBe('idle')
    expect((await writingState(here.db)).unsent).toBe(0)
  })

  test('a photo follows its answer, and comes back on another device when it is wanted', async () => {
    const { person, device } = await world()
    const ana = await person('Ana')
    const here = await phone(await device(ana))
    const png = new Uint8Array(600_000)
    png.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
    const { fichier } = await savePiece(here.db, new Blob([png], { type: 'image/png' }))
    const note = await createFiche(here.db, {
      gabarit: 'carnet-notes',
      version: 1,
      immersion: null,
      rattachement: null,
      set: { [path('photos')]: [{ id: 'a', legende: '', fichier }] },
    })
    expect((await writingState(here.db)).photos).toBe(1)
    await here.sync.now()
    expect((await writingState(here.db)).photos).toBe(0)
    expect(here.wire.requests).toContain(`PATCH /api/pieces/envois/${note}/${fichier}`)

    // A second device of the same person has another database: here, the first one's without its photos.
    await here.db.dexie.photos.clear()
    await here.db.dexie.chunks.clear()
    const urls: (string | null)[] = []
    const stop = followPhoto(here.db, fichier, true, (url) => urls.push(url))
    while (urls.length === 0) await new Promise((resolve) => setTimeout(resolve))
    expect(urls).toEqual([null])
    // Asked for, it comes without waiting for the next round. It has no small picture inside: all of it comes.
    await wantPhoto(here.db, fichier, false)
    while (!urls.at(-1)) await new Promise((resolve) => setTimeout(resolve, 10))
    expect(urls.at(-1)).toMatch(/^blob:/)
    stop()
    const blob = await photoBlob(here.db, fichier)
    expect(blob && new Uint8Array(await blob.arrayBuffer())).toEqual(png)
  })

  test('a large outbox is sent compressed', async () => {
    const { person, device } = await world()
    const server = await device(await person('Ana'))
    const here = await phone(server)
    await here.sync.now()
    const note = await createFiche(here.db, {
      gabarit: 'carnet-notes',
      version: 1,
      immersion: null,
      rattachement: null,
      set: { [TEXTE]: 'Accueil, écoute, orientation. '.repeat(400) },
    })
    const bodies: [string | undefined, number][] = []
    const transport = createTransport((url, init) => {
      const headers = init.headers as Record<string, string>
      if (init.body instanceof ArrayBuffer) bodies.push([headers['Content-Encoding'], init.body.byteLength])
      return here.wire.fetch(url, init)
    })
    here.sync.stop()
    const { round } = await import('../../src/sync/round.ts')
    expect(await round(here.db.store, transport)).toMatchObject({ ok: true, sent: 1, refused: 0 })
    expect(bodies[0]?.[0]).toBe('gzip')
    expect(bodies[0]?.[1]).toBeLessThan(1_000)
    expect(textOf(await findFiche(here.db, note))).toHaveLength(12_000)
    expect(shownValue((await findFiche(here.db, note))?.registers ?? {}, TEXTE)).toContain('écoute')
  })
})
