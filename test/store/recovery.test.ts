import { afterEach, describe, expect, test } from 'vitest'
import { newReplicaId, opId } from '../../src/domain/id.ts'
import type { Database } from '../../src/store/database.ts'
import { acknowledgeRecovery, findFiche, openStore, saveReponse, writingState } from '../../src/store/index.ts'
import { readJournal } from '../../src/store/journal-format.ts'
import { Device, noteOf, seenOf, TEXTE, textOf, textsOf } from './support/device.ts'

const devices: Device[] = []
const newDevice = () => {
  const device = new Device()
  devices.push(device)
  return device
}
afterEach(() => {
  for (const device of devices.splice(0)) device.stop()
})

const metaOf = async (db: Database) => {
  const row = await db.dexie.meta.get('replica')
  if (row?.k !== 'replica') throw new Error('an open database has a replica')
  return row.value
}
const journaled = (device: Device) => readJournal(device.disk.current.bytes)

describe('the rebuild', () => {
  test('a database wiped by the browser comes back from the journal, fifty notes and their replica', async () => {
    const device = newDevice()
    const { db } = await device.start()
    for (let i = 0; i < 50; i++) await noteOf(db, `note ${i}`)
    const before = { texts: await textsOf(db), meta: await metaOf(db), ops: await db.dexie.out.toArray() }
    await device.wipe()

    const again = await device.start()
    expect(again.recovered).toMatchObject({ kind: 'rebuilt', operations: 50, notes: 50, fiches: 0, immersions: 0 })
    expect(await textsOf(again.db)).toEqual(before.texts)
    const { replica, n, h } = before.meta
    expect(await metaOf(again.db)).toMatchObject({ replica, n, h, vack: 0, cursors: {}, epoch: null })
    expect(await again.db.dexie.out.toArray()).toEqual(before.ops.map((op) => ({ ...op, sealed: true })))
    expect((await writingState(again.db)).unsent).toBe(50)
  })

  test('what is written after a rebuild follows in number and chain, and survives the next one', async () => {
    const device = newDevice()
    const first = await device.start()
    await noteOf(first.db, 'un')
    await device.wipe()
    const second = await device.start()
    await noteOf(second.db, 'deux')
    expect((await second.db.dexie.out.toArray()).map((op) => op.n)).toEqual([1, 2])
    await device.wipe()
    const third = await device.start()
    expect(await textsOf(third.db)).toEqual(['deux', 'un'])
    expect(third.recovered?.notes).toBe(2)
  })

  test('what was brought back is announced until it was read, even when the app is killed before', async () => {
    const device = newDevice()
    const first = await device.start()
    await noteOf(first.db, 'un')
    await device.wipe()
    const { recovered } = await device.start()
    expect(recovered).toMatchObject({ kind: 'rebuilt', notes: 1 })
    device.stop()
    const again = await device.start()
    expect(again.recovered).toEqual(recovered)
    await acknowledgeRecovery(again.db)
    device.stop()
    expect((await device.start()).recovered).toBeNull()
  })

  test('an ordinary start announces nothing and writes nothing', async () => {
    const device = newDevice()
    const { db } = await device.start()
    await noteOf(db, 'un')
    device.stop()
    const flushes = device.disk.a.flushes + device.disk.b.flushes
    const again = await device.start()
    expect(again.recovered).toBeNull()
    expect(device.disk.a.flushes + device.disk.b.flushes).toBe(flushes)
  })

  test('an answer typed in one operation comes back as it was last committed', async () => {
    const device = newDevice()
    const { db } = await device.start()
    const note = await noteOf(db, '')
    let seen = await seenOf(db, note)
    for (const text of ['é', 'ét', 'éto', 'étonné']) seen = [await saveReponse(db, note, null, { [TEXTE]: text }, { [TEXTE]: seen })]
    await device.wipe()
    const again = await device.start()
    expect(textOf(await findFiche(again.db, note))).toBe('étonné')
    expect(await again.db.dexie.out.count()).toBe(2)
  })

  test('what the server had received before the wipe is not owed again', async () => {
    const device = newDevice()
    const { db } = await device.start()
    for (const text of ['un', 'deux', 'trois']) await noteOf(db, text)
    await db.store.transact((tx) => tx.clearOut([1, 2]))
    await device.wipe()
    const again = await device.start()
    expect(again.recovered).toMatchObject({ operations: 1, notes: 1 })
    expect(await metaOf(again.db)).toMatchObject({ n: 3, vack: 2 })
    await noteOf(again.db, 'quatre')
    expect((await again.db.dexie.out.toArray()).map((op) => op.n)).toEqual([3, 4])
  })

  test('with nothing left to send, the replica and its numbers come back all the same', async () => {
    const device = newDevice()
    const { db } = await device.start()
    await noteOf(db, 'un')
    await db.store.transact((tx) => tx.clearOut([1]))
    const { replica, h } = await metaOf(db)
    await device.wipe()
    const again = await device.start()
    expect(again.recovered).toMatchObject({ kind: 'rebuilt', operations: 0 })
    expect(await metaOf(again.db)).toMatchObject({ replica, n: 1, h, vack: 1 })
  })

  test.each([1, 3, 7, 8, 9, 40])('a journal torn %i bytes before its end gives back all the whole records', async (bytes) => {
    const device = newDevice()
    const { db } = await device.start()
    for (const text of ['un', 'deux', 'trois']) await noteOf(db, text)
    const file = device.disk.current
    file.truncate(file.bytes.length - bytes)
    await device.wipe()
    const again = await device.start()
    expect(again.recovered).toMatchObject({ kind: 'rebuilt', notes: 2 })
    expect(await textsOf(again.db)).toEqual(['deux', 'un'])
    await noteOf(again.db, 'suite')
    await device.wipe()
    expect(await textsOf((await device.start()).db)).toEqual(['deux', 'suite', 'un'])
  })
})

describe('a database that lost its end', () => {
  test('gets the operations back that only the journal holds', async () => {
    const device = newDevice()
    const { db } = await device.start()
    await noteOf(db, 'un')
    const meta = await metaOf(db)
    await noteOf(db, 'deux')
    // As after a power cut on a phone whose disk took the journal and not the database.
    const [, lost] = await db.dexie.out.toArray()
    await db.dexie.out.delete(2)
    await db.dexie.docs.delete(lost?.d ?? '')
    await db.dexie.meta.put({ k: 'replica', value: meta })
    device.stop()
    const again = await device.start()
    expect(again.recovered).toMatchObject({ kind: 'completed', operations: 1, notes: 1 })
    expect(await textsOf(again.db)).toEqual(['deux', 'un'])
    expect(await metaOf(again.db)).toMatchObject({ n: 2, h: lost?.h })
  })

  test('gets the last characters back', async () => {
    const device = newDevice()
    const { db } = await device.start()
    const note = await noteOf(db, 'abc')
    const [row] = await db.dexie.out.toArray()
    const doc = await db.dexie.docs.get(note)
    const meta = await metaOf(db)
    if (!row || !doc) throw new Error('the note is there')
    await saveReponse(db, note, null, { [TEXTE]: 'abcd' }, { [TEXTE]: [row.id] })
    await db.dexie.out.clear()
    await db.dexie.out.put(row)
    await db.dexie.docs.put(doc)
    await db.dexie.meta.put({ k: 'replica', value: meta })
    device.stop()
    const again = await device.start()
    expect(again.recovered?.kind).toBe('completed')
    expect(textOf(await findFiche(again.db, note))).toBe('abcd')
  })

  test('of another replica, takes the journal’s operations over as its own', async () => {
    const device = newDevice()
    const { db } = await device.start()
    const note = await noteOf(db, 'un')
    await saveReponse(db, note, null, { [TEXTE]: 'un, puis deux' }, { [TEXTE]: await seenOf(db, note) })
    device.stop()
    // The database was lost and made anew by a start that could not read the journal.
    await device.wipe()
    const { db: blank } = await openStore(device.personne, { journal: null })
    const fresh = await metaOf(blank)
    blank.close()
    const again = await device.start()
    expect(again.recovered).toMatchObject({ kind: 'completed', notes: 1 })
    expect(textOf(await findFiche(again.db, note))).toBe('un, puis deux')
    expect((await findFiche(again.db, note))?.registers[TEXTE]).toHaveLength(1)
    expect((await metaOf(again.db)).replica).toBe(fresh.replica)
    expect(journaled(device)).toMatchObject({ replica: fresh.replica })
  })
})

describe('the journal beside the database', () => {
  test('holds exactly the outbox', async () => {
    const device = newDevice()
    const { db } = await device.start()
    for (const text of ['un', 'deux', 'trois']) await noteOf(db, text)
    await db.store.transact((tx) => tx.clearOut([2]))
    expect(journaled(device)?.rows).toEqual(await db.dexie.out.toArray())
  })

  test('is made at the first start that can keep one, from what the database holds', async () => {
    const device = newDevice()
    const without = await openStore(device.personne, { journal: null })
    await noteOf(without.db, 'un')
    without.db.close()
    await device.start()
    expect(journaled(device)?.rows).toHaveLength(1)
  })

  test('follows a fork: another replica, other numbers', async () => {
    const device = newDevice()
    const { db } = await device.start()
    await noteOf(db, 'un')
    const replica = newReplicaId()
    await db.store.transact(async (tx) => {
      const [row] = await tx.outbox()
      if (row) await tx.putOut([{ ...row, id: opId(replica, row.n) }])
      await tx.putMeta({ ...(await tx.meta()), replica })
    })
    expect(journaled(device)).toMatchObject({ replica, n: 1 })
    expect(journaled(device)?.rows.map((row) => row.id)).toEqual([opId(replica, 1)])
    await noteOf(db, 'deux')
    expect(journaled(device)?.rows).toHaveLength(2)
  })

  test('of before a fork that was cut off, brings nothing back a second time', async () => {
    const device = newDevice()
    const { db } = await device.start()
    await noteOf(db, 'un')
    const bytes = device.disk.current.bytes
    const replica = newReplicaId()
    await db.store.transact(async (tx) => tx.putMeta({ ...(await tx.meta()), replica }))
    device.stop()
    device.disk.a.bytes = bytes
    device.disk.b.bytes = new Uint8Array()
    const again = await device.start()
    expect(again.recovered).toBeNull()
    expect(await textsOf(again.db)).toEqual(['un'])
    expect(journaled(device)?.replica).toBe(replica)
  })

  test('that fails is said, holds nothing up, and is written anew when it can be', async () => {
    const device = newDevice()
    const { db } = await device.start()
    device.disk.broken = true
    await noteOf(db, 'gardée quand même')
    expect((await writingState(db)).journal).toBe('failed')
    expect(await textsOf(db)).toEqual(['gardée quand même'])
    device.disk.broken = false
    await noteOf(db, 'suivante')
    await device.wipe()
    expect(await textsOf((await device.start()).db)).toEqual(['gardée quand même', 'suivante'])
  })
})
