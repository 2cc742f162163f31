// A file and the answer that names it are one transaction: whatever stops the device in between, there are both or neither.
import { expect, onTestFinished, test } from 'vitest'
import { path } from '../../src/domain/id.ts'
import { shownValue } from '../../src/domain/register.ts'
import { createNote, findFiche, notesOf, SaveError, saveReponse } from '../../src/store/index.ts'
import { HEAD, smallIn, withSmall } from '../../src/store/jpeg-small.ts'
import { holdPiece, PIECE, photoBlob, wantPhoto } from '../../src/store/photos.ts'
import { Device, noteOf, seenOf, textsOf } from './support/device.ts'

const PHOTO = path('photo')
const jpeg = (size: number): Blob => new Blob([new Uint8Array([0xff, 0xd8, 0xff, 0xe0]), new Uint8Array(size).fill(7)], { type: 'image/jpeg' })
const named = (fichier: string) => [{ id: 'p', legende: '', fichier }]

async function started() {
  const device = new Device()
  await device.start()
  onTestFinished(() => device.stop())
  const db = () => device.db!
  const restart = async () => {
    device.stop()
    await device.start()
  }
  /** What is on the disk: the files, and those that an answer names. */
  const kept = async () => ({
    files: (await db().dexie.photos.toArray()).map((row) => row.fichier),
    pieces: await db().dexie.chunks.count(),
    named: (await notesOf(db(), null)).flatMap((note) => (shownValue(note.registers, PHOTO) as { fichier: string }[] | null) ?? []).map(({ fichier }) => fichier),
  })
  return { device, db, restart, kept }
}

test('killed while the photo is in hand, there is no photo and no name of it', async () => {
  const { db, restart, kept } = await started()
  await noteOf(db(), 'avant')
  const { fichier } = await holdPiece(db(), jpeg(10), jpeg(2))
  expect(await (await photoBlob(db(), fichier, true))?.arrayBuffer()).toHaveProperty('byteLength', 6)
  await wantPhoto(db(), fichier, true)
  expect(await kept()).toEqual({ files: [], pieces: 0, named: [] })
  await restart()
  expect(await kept()).toEqual({ files: [], pieces: 0, named: [] })
})

test('the answer that names it brings its bytes, small picture included, by whatever command', async () => {
  const { db, restart, kept } = await started()
  const first = await holdPiece(db(), jpeg(PIECE + 5), jpeg(2))
  const note = await createNote(db(), { version: 1, immersion: null, set: { [PHOTO]: named(first.fichier) } })
  const second = await holdPiece(db(), jpeg(11))
  await saveReponse(db(), note, null, { [PHOTO]: [...named(first.fichier), ...named(second.fichier)] }, { [PHOTO]: await seenOf(db(), note, PHOTO) })
  await restart()
  const { files, pieces, named: names } = await kept()
  expect(files.sort()).toEqual([first.fichier, second.fichier].sort())
  expect(names).toEqual([first.fichier, second.fichier])
  expect(pieces).toBe(4)
  expect((await photoBlob(db(), first.fichier))?.size).toBe(PIECE + 9)
  expect((await photoBlob(db(), first.fichier, true))?.size).toBe(6)
})

test.each(['chunks', 'photos', 'docs', 'out'] as const)('when %s cannot be written, nothing of either is; the next try keeps both', async (table) => {
  const { db, restart, kept } = await started()
  const note = await noteOf(db(), 'avant')
  const { fichier } = await holdPiece(db(), jpeg(10))
  const refuse = () => {
    throw new DOMException('full', 'QuotaExceededError')
  }
  const { hook } = db().dexie[table]
  hook('creating', refuse)
  hook('updating', refuse)
  const saved = saveReponse(db(), note, null, { [PHOTO]: named(fichier) }, {})
  await expect(saved).rejects.toBeInstanceOf(SaveError)
  hook('creating').unsubscribe(refuse)
  hook('updating').unsubscribe(refuse)
  expect(await kept()).toEqual({ files: [], pieces: 0, named: [] })
  // Still in hand: the same words once more.
  await saveReponse(db(), note, null, { [PHOTO]: named(fichier) }, {})
  expect(await kept()).toEqual({ files: [fichier], pieces: 1, named: [fichier] })
  await restart()
  expect(await kept()).toEqual({ files: [fichier], pieces: 1, named: [fichier] })
})

test('an operation whose file found no room is not in the rescue journal either', async () => {
  const { device, db, kept } = await started()
  const note = await noteOf(db(), 'avant')
  const { fichier } = await holdPiece(db(), jpeg(10))
  const refuse = () => {
    throw new DOMException('full', 'QuotaExceededError')
  }
  db().dexie.chunks.hook('creating', refuse)
  await expect(saveReponse(db(), note, null, { [PHOTO]: named(fichier) }, {})).rejects.toBeInstanceOf(SaveError)
  await device.wipe()
  await device.start()
  expect(await textsOf(db())).toEqual(['avant'])
  expect((await kept()).named).toEqual([])
})

test('what is kept with a file is in the rescue journal', async () => {
  const { device, db } = await started()
  const { fichier } = await holdPiece(db(), jpeg(10))
  const note = await createNote(db(), { version: 1, immersion: null, set: { [path('texte')]: 'avec', [PHOTO]: named(fichier) } })
  await device.wipe()
  await device.start()
  expect(shownValue((await findFiche(db(), note))?.registers ?? {}, PHOTO)).toEqual(named(fichier))
})

test('a photo carries its small picture among its first bytes, and stays a JPEG', async () => {
  const jfif = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0])
  const body = new Uint8Array(100_000).fill(9)
  for (const head of [jfif, new Uint8Array([0xff, 0xd8, 0xff, 0xdb])]) {
    const small = jpeg(20_000)
    const whole = await withSmall(new Blob([head, body]), small)
    const bytes = new Uint8Array(await whole.arrayBuffer())
    const found = smallIn(bytes.slice(0, HEAD))
    expect(found && Buffer.from(found).equals(Buffer.from(await small.arrayBuffer()))).toBe(true)
    expect([...bytes.slice(0, 4)]).toEqual([0xff, 0xd8, 0xff, 0xe0])
    // Cut short, or without one: nothing is shown for it.
    expect(smallIn(bytes.slice(0, 1_000))).toBeNull()
    expect(smallIn(new Uint8Array([...head, ...body.slice(0, 100)]))).toBeNull()
  }
  const large = new Blob([jfif, body])
  expect(await withSmall(large, jpeg(60_000))).toBe(large)
})
