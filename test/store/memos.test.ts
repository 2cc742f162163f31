// Voice memos: kept second by second; a page that dies while it records loses nothing of what was kept.
import { expect, onTestFinished, test, vi } from 'vitest'
import { path } from '../../src/domain/id.ts'
import { createNote, findFiche } from '../../src/store/index.ts'
import { draftOf, finishMemos, forgetDraft, keepSecond, lockOf, memosOf, VOIX, wholeMemo } from '../../src/store/memos.ts'
import { dropOrphans, photoBlob } from '../../src/store/photos.ts'
import { Device } from './support/device.ts'

const part = (text: string): ArrayBuffer => new TextEncoder().encode(text).buffer as ArrayBuffer

async function recording() {
  const device = new Device()
  await device.start()
  onTestFinished(() => device.stop())
  const db = () => device.db!
  const note = await createNote(db(), { version: 1, immersion: null, set: { [path('texte')]: 'dit à voix haute', [VOIX]: [{ id: 'm1', fichier: draftOf('m1'), duree: 0 }] } })
  for (const [i, text] of ['un ', 'deux ', 'trois'].entries()) await keepSecond(db(), { id: 'm1', note, type: 'audio/webm;codecs=opus', i, bytes: part(text), duree: i + 1 })
  return { device, db, note }
}
const voixOf = async (db: Device['db'], note: Parameters<typeof findFiche>[1]) => memosOf((db && (await findFiche(db, note)))?.registers ?? {})

test('killed while recording, what was recorded is in its note at the next start, once', async () => {
  const { device, db, note } = await recording()
  device.stop()
  await device.start()
  await finishMemos(db())
  await finishMemos(db())
  const [memo, ...others] = await voixOf(device.db, note)
  expect(others).toEqual([])
  expect(memo).toMatchObject({ id: 'm1', duree: 3 })
  const blob = await photoBlob(db(), memo?.fichier ?? '')
  expect([await blob?.text(), blob?.type]).toEqual(['un deux trois', 'audio/webm'])
  expect(await db().dexie.photos.where('state').equals('recording').count()).toBe(0)
  expect(await db().dexie.photos.where('state').equals('waiting').count()).toBe(1)
})

test('killed between the file and the note, or between the note and the tidying, it is finished all the same', async () => {
  const { device, db, note } = await recording()
  await wholeMemo(db(), 'm1')
  device.stop()
  await device.start()
  await finishMemos(db())
  expect((await voixOf(device.db, note)).map(({ duree }) => duree)).toEqual([3])
  await forgetDraft(db(), 'm1')
  await finishMemos(db())
  expect(await voixOf(device.db, note)).toHaveLength(1)
})

test('a memo that another page records is left to it, and no tidying takes it', async () => {
  const { device, db, note } = await recording()
  vi.stubGlobal('navigator', {
    locks: { request: async (name: string, _: unknown, work: (lock: unknown) => Promise<void>) => work(name === lockOf('m1') ? null : {}) },
  })
  onTestFinished(() => void vi.unstubAllGlobals())
  await finishMemos(db())
  await db().dexie.photos.update(draftOf('m1'), { at: 0 })
  await dropOrphans(db())
  expect((await voixOf(device.db, note)).map(({ fichier }) => fichier)).toEqual([draftOf('m1')])
  expect((await wholeMemo(db(), 'm1'))?.duree).toBe(3)
})
