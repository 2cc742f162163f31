// A note written by one author in one tab never has two versions of itself: random typing over the real store, with slow
// writes and rounds that seal, send and receive in between.
import { expect, test } from 'vitest'
import { type DocId, DocId as Doc, PersonneId } from '../../src/domain/id.ts'
import { conflictsOf } from '../../src/domain/register.ts'
import { type Database, findFiche, notesOf, openStore, writingState } from '../../src/store/index.ts'
import type { ReplicaStore } from '../../src/store/port.ts'
import { round } from '../../src/sync/round.ts'
import { createTransport } from '../../src/sync/transport.ts'
import { noteOf, noteWriter } from '../../src/ui/note.ts'
import { type Device, world } from '../server/world.ts'

// RUNS=500 for the long walk.
const RUNS = Number(process.env.RUNS ?? 150)
const immersion = Doc.parse('imm-1')

/** Numbers that a seed gives back. */
function random(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return Math.floor((state / 4_294_967_296) * below)
  }
}
const turns = async (n: number): Promise<void> => {
  for (let i = 0; i < n; i++) await new Promise((resolve) => setImmediate(resolve))
}

/** The same store, whose transactions wait their turn for some time. */
function slow(db: Database, pick: (below: number) => number): Database {
  const store: ReplicaStore = {
    async transact(work) {
      await turns(pick(4))
      const value = await db.store.transact(work)
      await turns(pick(4))
      return value
    },
  }
  return Object.assign(Object.create(db) as Database, { store })
}

const bytesOf = async (body: BodyInit | null | undefined) =>
  typeof body === 'string' ? body : body ? new Uint8Array(await new Response(body).arrayBuffer()) : undefined
const transportOf = (device: Device) =>
  createTransport(async (url, init) => {
    const body = await bytesOf(init.body)
    const headers = Object.fromEntries(new Headers(init.headers))
    return device.ask(url, { method: init.method ?? 'GET', headers, ...(body === undefined ? {} : { body }) })
  })

async function run(db: Database, device: Device, seed: number): Promise<void> {
  const pick = random(seed)
  const bent = slow(db, pick)
  const transport = transportOf(device)
  let id: DocId | null = null
  let expected = ''
  for (let sheet = 0; sheet < 1 + pick(3); sheet++) {
    const existing = id ? await findFiche(db, id) : null
    const writer = noteWriter(bent, immersion, existing)
    const under: Promise<unknown>[] = []
    for (let key = 0; key < 2 + pick(8); key++) {
      expected += String.fromCharCode(97 + pick(26))
      under.push(writer.put(pick(5) === 0 ? { texte: expected, etiquettes: ['citation'] } : { texte: expected }))
      if (pick(4) === 0) under.push(writer.put({ visibilite: pick(2) ? 'a_restituer' : 'privee' }))
      if (pick(3) === 0) under.push(round(bent.store, transport))
      await turns(pick(5))
    }
    await Promise.all(under)
    id = writer.id()
  }
  if (!id) throw new Error(`seed ${seed}: the note was made`)
  const note = await findFiche(db, id)
  expect(note && conflictsOf(note.registers), `seed ${seed}`).toEqual([])
  expect(note && noteOf(note).texte, `seed ${seed}`).toBe(expected)
  const owed = (await db.dexie.out.toArray()).filter((row) => row.d === id)
  // Only what was never written before has nothing to replace.
  for (const row of owed.filter(({ s }) => !('$type' in s))) {
    for (const [at, base] of Object.entries(row.b)) {
      if (at === 'texte' || at === 'visibilite') expect(base.length, `seed ${seed} ${at}`).toBeGreaterThan(0)
    }
  }
}

test('notes typed while writes are slow and rounds go by have one version each', async () => {
  const { person, device } = await world()
  const personne = await person('Camille Exemple')
  const phone = await device(personne)
  const { db } = await openStore(PersonneId.parse(personne), { journal: null })
  for (let seed = 1; seed <= RUNS; seed++) await run(db, phone, seed)
  const notes = await notesOf(db, immersion)
  expect(notes.length).toBe(RUNS)
  expect(notes.flatMap((note) => conflictsOf(note.registers))).toEqual([])
  // The rounds were real ones.
  expect((await round(db.store, transportOf(phone))).ok).toBe(true)
  expect((await writingState(db)).unsent).toBe(0)
  db.close()
})
