// The second copy of photos and memos that the server has not received: a wipe of the database loses none of their bytes,
// and no copy outlives what it is the copy of.
import { createHash } from 'node:crypto'
import { Dexie } from 'dexie'
import { expect, onTestFinished, test, vi } from 'vitest'
import { path } from '../../src/domain/id.ts'
import { shownValue } from '../../src/domain/register.ts'
import { copiesHere, giveUpCopies, tidyCopies } from '../../src/store/copies.ts'
import { readCopy, readParts, writeCopy, writePart } from '../../src/store/copy-format.ts'
import { createNote, findFiche, saveReponse, writingState } from '../../src/store/index.ts'
import { withSmall } from '../../src/store/jpeg-small.ts'
import { draftOf, finishMemos, forgetDraft, keepSecond, memosOf, VOIX, wholeMemo } from '../../src/store/memos.ts'
import { dropOrphans, holdPiece, PIECE, photoBlob, receivePhoto, savePiece, settlePhoto } from '../../src/store/photos.ts'
import { Device, noteOf, seenOf, textsOf } from './support/device.ts'
import { MemoryFile } from './support/memory-journal.ts'

const PHOTO = path('photo')
const jpeg = (size: number, seed = 7): Blob => {
  const bytes = Uint8Array.from({ length: size }, (_, i) => (i * 31 + seed * 17 + (i >> 8)) & 255)
  return new Blob([new Uint8Array([0xff, 0xd8, 0xff, 0xe0]), bytes], { type: 'image/jpeg' })
}
const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const bytesOf = async (blob: Blob | null): Promise<string | null> => (blob ? hash(new Uint8Array(await blob.arrayBuffer())) : null)
const named = (...fichiers: string[]) => fichiers.map((fichier) => ({ id: fichier.slice(0, 4), legende: '', fichier }))

async function started() {
  const device = new Device()
  await device.start()
  onTestFinished(() => device.stop())
  const db = () => device.db!
  const noteWith = (...fichiers: string[]) => createNote(db(), { version: 1, immersion: null, set: { [path('texte')]: 'avec', [PHOTO]: named(...fichiers) } })
  const wiped = async () => {
    await device.wipe()
    return device.start()
  }
  const states = async () => Object.fromEntries((await db().dexie.photos.toArray()).map(({ fichier, state }) => [fichier, state]))
  const copies = () => [...device.disk.copies.keys()].sort()
  return { device, db, noteWith, wiped, states, copies }
}

test('photos that the server has not received come back from a wipe, byte for byte, small picture included, and it is announced', async () => {
  const { db, noteWith, wiped, states } = await started()
  const small = jpeg(900, 3)
  const whole = await withSmall(jpeg(PIECE + 5), small)
  const first = await holdPiece(db(), whole, small)
  const second = await holdPiece(db(), new Blob(['un son'], { type: 'audio/webm;codecs=opus' }))
  const note = await noteWith(first.fichier, second.fichier)

  const { recovered } = await wiped()
  expect(recovered).toMatchObject({ kind: 'rebuilt', notes: 1, pieces: 2 })
  expect(recovered?.abimees).toBeUndefined()
  expect(shownValue((await findFiche(db(), note))?.registers ?? {}, PHOTO)).toEqual(named(first.fichier, second.fichier))
  expect(await states()).toEqual({ [first.fichier]: 'waiting', [second.fichier]: 'waiting' })
  expect(await bytesOf(await photoBlob(db(), first.fichier))).toBe(first.fichier)
  expect(await bytesOf(await photoBlob(db(), first.fichier, true))).toBe(await bytesOf(small))
  const sound = await photoBlob(db(), second.fichier)
  expect([await sound?.text(), sound?.type]).toEqual(['un son', 'audio/webm'])
  // And from the next one.
  expect((await wiped()).recovered).toMatchObject({ pieces: 2 })
})

test('« Enregistré » is said once the copy is on the disk: a power cut right after loses nothing', async () => {
  const { device, db, noteWith, wiped, copies } = await started()
  const { fichier } = await holdPiece(db(), jpeg(3 * PIECE))
  await noteWith(fichier)
  expect(copies()).toEqual([fichier])
  for (const file of [device.disk.a, device.disk.b, ...device.disk.copies.values()]) file.cutPower()
  expect((await wiped()).recovered).toMatchObject({ pieces: 1 })
  expect(await bytesOf(await photoBlob(db(), fichier))).toBe(fichier)
})

test('a power cut while a copy is written leaves no copy that passes for whole', async () => {
  const bytes = jpeg(2 * PIECE)
  for (const fails of [1, 2]) {
    const file = new MemoryFile()
    const { flush } = file
    file.flush = () => {
      if (file.flushes + 1 === fails) throw new Error('no power')
      flush.call(file)
    }
    await expect(writeCopy(file, 'image/jpeg', bytes)).rejects.toThrow('no power')
    file.flush = flush
    file.cutPower()
    const before = file.bytes.length
    await writeCopy(file, 'image/jpeg', bytes)
    expect(before).toBeLessThan(file.bytes.length)
    const read = await readCopy(new Blob([file.bytes as Uint8Array<ArrayBuffer>]))
    expect([await bytesOf(read), read.type]).toEqual([await bytesOf(bytes), 'image/jpeg'])
  }
})

test('a copy that is not the bytes of its name is not taken; it is said, and leaves', async () => {
  const { device, db, noteWith, wiped, states, copies } = await started()
  const [hurt, fine] = [await holdPiece(db(), jpeg(1_000, 1)), await holdPiece(db(), jpeg(1_000, 2))]
  await noteWith(hurt.fichier, fine.fichier)
  device.disk.copies.get(hurt.fichier)!.bytes[500]! ^= 1
  expect((await wiped()).recovered).toMatchObject({ pieces: 1, abimees: 1 })
  expect(await states()).toEqual({ [fine.fichier]: 'waiting' })
  expect(copies()).toEqual([fine.fichier])
})

test('killed while copies come back, the next start brings the others, and all are announced', async () => {
  const { device, db, noteWith } = await started()
  const files = [await holdPiece(db(), jpeg(1_000, 1)), await holdPiece(db(), jpeg(1_000, 2)), await holdPiece(db(), jpeg(1_000, 3))]
  await noteWith(...files.map(({ fichier }) => fichier))
  await device.wipe()
  let reads = 0
  const place = device.disk.place()
  vi.spyOn(device.disk, 'place').mockReturnValue({
    ...place,
    read: async (name) => {
      if (++reads > 1) throw new Error('killed')
      return place.read(name)
    },
  })
  await device.start()
  expect(await db().dexie.photos.count()).toBe(1)
  device.stop()
  vi.restoreAllMocks()
  await device.start()
  await tidyCopies(db())
  device.stop()
  const { recovered } = await device.start()
  expect(recovered).toMatchObject({ kind: 'rebuilt', notes: 1, pieces: 3 })
  for (const { fichier } of files) expect(await bytesOf(await photoBlob(db(), fichier))).toBe(fichier)
})

test('once the server has the bytes the copy is gone, and a wipe brings nothing back to send', async () => {
  const { db, noteWith, wiped, copies } = await started()
  const [sent, refused] = [await holdPiece(db(), jpeg(1_000, 1)), await holdPiece(db(), jpeg(1_000, 2))]
  await noteWith(sent.fichier, refused.fichier)
  await settlePhoto(db(), sent.fichier, 'sent')
  // What it will never take is here only.
  await settlePhoto(db(), refused.fichier, 'quota')
  await receivePhoto(db(), await bytesOf(jpeg(50, 9)) ?? '', jpeg(50, 9))
  expect(copies()).toEqual([refused.fichier])
  await tidyCopies(db())
  expect(copies()).toEqual([refused.fichier])
  expect((await wiped()).recovered).toMatchObject({ pieces: 1 })
  expect(await photoBlob(db(), sent.fichier)).toBeNull()
})

test('what nothing names any more leaves with its copy', async () => {
  const { db, noteWith, copies, wiped } = await started()
  const { fichier } = await holdPiece(db(), jpeg(1_000))
  const note = await noteWith(fichier)
  await saveReponse(db(), note, null, { [PHOTO]: [] }, { [PHOTO]: await seenOf(db(), note, PHOTO) })
  await dropOrphans(db())
  expect(copies()).toEqual([fichier])
  await db().dexie.photos.put({ ...(await db().dexie.photos.get(fichier))!, at: Date.now() - 25 * 3_600_000 })
  await dropOrphans(db())
  expect(copies()).toEqual([])
  expect(await photoBlob(db(), fichier)).toBeNull()
  expect((await wiped()).recovered?.pieces).toBeUndefined()
})

test('a full device: the note is kept with its photo, the health screen counts the copy that is missing, later it is made', async () => {
  const { device, db, noteWith, copies, wiped } = await started()
  device.disk.room = 500
  const { fichier } = await holdPiece(db(), jpeg(1_000))
  await noteWith(fichier)
  expect(await textsOf(db())).toEqual(['avec'])
  expect(await bytesOf(await photoBlob(db(), fichier))).toBe(fichier)
  expect(await copiesHere(db())).toEqual({ count: 0, bytes: 0, missing: 1 })
  expect((await writingState(db())).journal).toBe('failed')
  device.disk.room = Number.POSITIVE_INFINITY
  await tidyCopies(db())
  expect(copies()).toEqual([fichier])
  expect(await copiesHere(db())).toMatchObject({ count: 1, missing: 0 })
  expect((await writingState(db())).journal).toBe('ok')
  expect((await wiped()).recovered).toMatchObject({ pieces: 1 })
})

test('what is being written takes the room of the copies when nothing else is left', async () => {
  const { db, noteWith, copies } = await started()
  const { fichier } = await holdPiece(db(), jpeg(1_000))
  await noteWith(fichier)
  vi.stubGlobal('caches', { delete: async () => false, open: async () => ({}) })
  onTestFinished(() => void vi.unstubAllGlobals())
  const { out } = db().dexie
  const refuse = () => {
    if (copies().length > 0) throw new Dexie.AbortError('aborted', new DOMException('full', 'QuotaExceededError'))
  }
  out.hook('creating', refuse)
  onTestFinished(() => out.hook('creating').unsubscribe(refuse))
  await noteOf(db(), 'la suite de la visite')
  expect(await textsOf(db())).toEqual(['avec', 'la suite de la visite'])
  expect(copies()).toEqual([])
  expect(await bytesOf(await photoBlob(db(), fichier))).toBe(fichier)
  expect(await giveUpCopies(db())).toBe(false)
})

test('files that were kept before copies were, or from a rescue file, have one', async () => {
  const { device, db, copies } = await started()
  const { fichier } = await savePiece(db(), jpeg(1_000))
  expect(copies()).toEqual([fichier])
  device.disk.copies.clear()
  await tidyCopies(db())
  expect(copies()).toEqual([fichier])
})

test('a database that lost its end gets its attachment back from the copy', async () => {
  const { db, noteWith } = await started()
  const { fichier } = await holdPiece(db(), jpeg(1_000))
  await noteWith(fichier)
  await db().dexie.photos.clear()
  await db().dexie.chunks.clear()
  await tidyCopies(db())
  expect(await bytesOf(await photoBlob(db(), fichier))).toBe(fichier)
})

const part = (text: string): ArrayBuffer => new TextEncoder().encode(text).buffer as ArrayBuffer
const seconds = async (db: () => NonNullable<Device['db']>, count: number) => {
  const note = await createNote(db(), { version: 1, immersion: null, set: { [path('texte')]: 'dit', [VOIX]: [{ id: 'm1', fichier: draftOf('m1'), duree: 0 }] } })
  for (let i = 0; i < count; i++) await keepSecond(db(), { id: 'm1', note, type: 'audio/webm;codecs=opus', i, bytes: part(`${i},`), duree: i + 1 })
  return note
}

test('wiped while a memo was recorded, its seconds are in its note', async () => {
  const { device, db, wiped, copies } = await started()
  const note = await seconds(db, 3)
  expect(copies()).toEqual(['memo-m1'])
  // Cut off in the middle of the last one.
  const file = device.disk.copies.get('memo-m1')!
  file.truncate(file.size() - 1)
  expect((await wiped()).recovered).toMatchObject({ notes: 1, pieces: 1 })
  await finishMemos(db())
  const [memo] = memosOf((await findFiche(db(), note))?.registers ?? {})
  expect(memo).toMatchObject({ id: 'm1', duree: 2 })
  const blob = await photoBlob(db(), memo?.fichier ?? '')
  expect([await blob?.text(), blob?.type]).toEqual(['0,1,', 'audio/webm'])
  expect(copies()).toEqual([memo?.fichier])
})

test('a memo that is whole has one copy, and the next wipe brings the whole', async () => {
  const { db, wiped, copies } = await started()
  const note = await seconds(db, 2)
  const memo = await wholeMemo(db(), 'm1')
  await saveReponse(db(), note, null, { [VOIX]: [{ ...memo! }] }, { [VOIX]: await seenOf(db(), note, VOIX) })
  expect(copies()).toEqual([memo?.fichier, 'memo-m1'].sort())
  await forgetDraft(db(), 'm1')
  expect(copies()).toEqual([memo?.fichier])
  await wiped()
  expect(await (await photoBlob(db(), memo?.fichier ?? ''))?.text()).toBe('0,1,')
})

test('a second that finds no room leaves no trace; the copy ends before the gap', () => {
  const file = new MemoryFile()
  const head = { note: 'fic-1' as never, type: 'audio/webm' }
  const at = (i: number) => ({ i, duree: i + 1, bytes: new Uint8Array(part(`seconde ${i}`)) })
  for (const i of [0, 1]) writePart(file, head, at(i))
  const end = file.size()
  file.room = end + 20
  expect(() => writePart(file, head, at(2))).toThrow('full')
  expect(file.size()).toBe(end)
  file.room = Number.POSITIVE_INFINITY
  writePart(file, head, at(3))
  expect(readParts(file.bytes as Uint8Array<ArrayBuffer>)?.parts.map(({ i }) => i)).toEqual([0, 1])
})

test('with no place for copies, all is as without them', async () => {
  const { device, db } = await started()
  Object.assign(db(), { copies: null })
  const { fichier } = await holdPiece(db(), jpeg(10))
  await createNote(db(), { version: 1, immersion: null, set: { [PHOTO]: named(fichier) } })
  await settlePhoto(db(), fichier, 'sent')
  await tidyCopies(db())
  expect(await copiesHere(db())).toBeNull()
  expect(device.disk.copies.size).toBe(0)
})
