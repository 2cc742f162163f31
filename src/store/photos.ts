// Attachments on this device (photos, voice memos): bytes under the hash of their content, in pieces that every browser
// can store. Kept until the server has them; fetched again when they are only known by name.
import type { DocId } from '../domain/id.ts'
import type { Database, PhotoRow } from './database.ts'
import { live } from './live.ts'
import { changePhoto } from './refused-photos.ts'
import { forgetCopies, keepCopies } from './copies.ts'
import { bytesOf, isHere, isOwed, keep, MAX, nameOf, PIECE, SMALL } from './piece-rows.ts'
import { guarded } from './revive.ts'

export { PIECE }

/** A file that nothing names is one taken back, or one whose answer is still to come: kept for a day, ms. */
const UNNAMED = 24 * 3_600_000

const isHash = (fichier: string): boolean => /^[0-9a-f]{64}$/.test(fichier)

const store = (db: Database, row: PhotoRow, bytes: ArrayBuffer): Promise<void> =>
  guarded(db, () => db.dexie.transaction('rw', db.dexie.photos, db.dexie.chunks, () => keep(db, row, bytes)).then(() => undefined))

async function rowOf(file: Blob): Promise<{ row: PhotoRow; bytes: ArrayBuffer }> {
  const bytes = await file.arrayBuffer()
  const fichier = await nameOf(bytes)
  const type = file.type.split(';')[0] ?? ''
  return { row: { fichier, type, size: bytes.byteLength, state: 'waiting', at: Date.now() }, bytes }
}

/**
 * Takes a file in hand: nothing is written yet. The next command that keeps an answer naming it keeps its bytes in the same
 * transaction: after a kill there is the answer with its file, or neither.
 */
export async function holdPiece(db: Database, file: Blob, small: Blob | null = null): Promise<{ fichier: string }> {
  const [{ row, bytes }, little] = await Promise.all([rowOf(file), small?.arrayBuffer()])
  db.inHand.set(row.fichier, { whole: file, small, keep: () => keep(db, row, bytes, little) })
  return { fichier: row.fichier }
}

/**
 * Takes a photo in hand, drawn again smaller and without what the camera wrote about the place, with a small one to show.
 * @throws Error when it is no image that this browser can read
 */
export async function holdPhoto(db: Database, photo: Blob): Promise<{ fichier: string }> {
  const { redraw } = await import('./redraw.ts')
  const { whole, small } = await redraw(photo)
  return holdPiece(db, whole, small)
}

/**
 * Keeps a file at once, for an answer that follows: what a rescue file holds is more than can be in hand.
 * @throws SaveError
 */
export async function savePiece(db: Database, file: Blob): Promise<{ fichier: string }> {
  const { row, bytes } = await rowOf(file)
  await store(db, row, bytes)
  await keepCopies(db, [row.fichier])
  return { fichier: row.fichier }
}

/** The bytes of a file, or null when they are not on this device. `small`: of its small picture, when there is one. */
export async function photoBlob(db: Database, fichier: string, small = false): Promise<Blob | null> {
  const held = db.inHand.get(fichier)
  if (held) return small ? (held.small ?? held.whole) : held.whole
  const row = await db.dexie.photos.get(fichier)
  if (!row) return null
  const picture = small ? await db.dexie.chunks.get([fichier, SMALL]) : undefined
  if (picture) return new Blob([picture.bytes], { type: 'image/jpeg' })
  return isHere(row) ? bytesOf(db, row) : null
}

/** Some bytes of a file, of which only the rows that hold them are read. */
export async function partOf(db: Database, fichier: string, start: number, end: number): Promise<Blob> {
  const parts: ArrayBuffer[] = []
  for (let i = Math.floor(start / PIECE); i * PIECE < end; i++) {
    const row = await db.dexie.chunks.get([fichier, i])
    if (!row) throw new Error('a file that waits has all its bytes')
    parts.push(row.bytes.slice(Math.max(0, start - i * PIECE), end - i * PIECE))
  }
  return new Blob(parts)
}

/** True when the bytes on this device are those of the name. */
export async function isWhole(db: Database, fichier: string): Promise<boolean> {
  const blob = await photoBlob(db, fichier)
  return blob !== null && (await nameOf(await blob.arrayBuffer())) === fichier
}

/**
 * An address to show a file by, given as soon as the file is here; null until then. `small`: its small picture will do.
 * Gives the end of it: the address is void then.
 */
export function followPhoto(db: Database, fichier: string, small: boolean, next: (url: string | null) => void): () => void {
  let url: string | null = null
  let isOver = false
  const watching = live(() => (url ? Promise.resolve(null) : photoBlob(db, fichier, small))).subscribe(
    (blob) => {
      if (url || isOver) return
      if (blob) url = URL.createObjectURL(blob)
      next(url)
    },
    () => !url && next(null),
  )
  return () => {
    isOver = true
    watching.unsubscribe()
    if (url) URL.revokeObjectURL(url)
  }
}

/** Notes that a screen would like to show this file; it is fetched at the next occasion (src/sync). `whole`: all of it. */
export async function wantPhoto(db: Database, fichier: string, whole: boolean): Promise<void> {
  if (!isHash(fichier) || db.inHand.has(fichier)) return
  const { photos } = db.dexie
  await db.dexie
    .transaction('rw', photos, async () => {
      const row = await photos.get(fichier)
      const wanted: PhotoRow = { fichier, type: '', size: 0, state: 'wanted', at: Date.now(), ...(whole ? { whole } : {}) }
      if (!row || (whole && (row.state === 'small' || (row.state === 'wanted' && !row.whole)))) await photos.put(wanted)
    })
    .catch(() => undefined) // when it is not noted, the next screen that shows it asks again
}

/** The files that a screen wants, each with a document that names it. */
export async function wantedPhotos(db: Database): Promise<(Held & { whole: boolean })[]> {
  const rows = await db.dexie.photos.where('state').equals('wanted').toArray()
  return (await named(db, rows)).map(({ row, held }) => ({ ...held, whole: row.whole ?? false }))
}

/** A file, its size, and a document that names it. */
export interface Held {
  fichier: string
  doc: DocId
  size: number
}

/** The files to send, each with a document that names it: rights on a file are those on the document. */
export async function waitingPhotos(db: Database): Promise<Held[]> {
  const rows = await db.dexie.photos.where('state').equals('waiting').toArray()
  return (await named(db, rows)).map(({ held }) => held)
}

async function named(db: Database, rows: PhotoRow[]): Promise<{ row: PhotoRow; held: Held }[]> {
  const docs = await Promise.all(rows.map((row) => db.dexie.docs.where('fichiers').equals(row.fichier).first()))
  return rows.flatMap((row, i) => {
    const doc = docs[i]
    return doc ? [{ row, held: { fichier: row.fichier, doc: doc.id, size: row.size } }] : []
  })
}

/** What the server made of a photo that was sent; a refusal says why. */
export async function settlePhoto(db: Database, fichier: string, verdict: 'sent' | NonNullable<PhotoRow['why']>): Promise<void> {
  await changePhoto(db, fichier, verdict === 'sent' ? { state: 'sent' } : { state: 'refused', why: verdict })
  if (verdict === 'sent') await forgetCopies(db, [fichier])
}

/**
 * Keeps a photo that came from the server. False when its bytes are not those of its name.
 * @throws SaveError
 */
export async function receivePhoto(db: Database, fichier: string, photo: Blob): Promise<boolean> {
  const bytes = await photo.arrayBuffer()
  if ((await nameOf(bytes)) !== fichier) return false
  await store(db, { fichier, type: photo.type, size: bytes.byteLength, state: 'sent', at: Date.now() }, bytes)
  return true
}

/** Keeps the small picture of a photo whose bytes stay on the server until somebody opens it. @throws SaveError */
export async function receiveSmall(db: Database, fichier: string, bytes: ArrayBuffer): Promise<void> {
  const { photos, chunks } = db.dexie
  await guarded(db, () =>
    db.dexie.transaction('rw', photos, chunks, async () => {
      const row = await photos.get(fichier)
      if (!row || isHere(row)) return
      await chunks.put({ fichier, i: SMALL, bytes })
      // Opened meanwhile: it is still wanted, whole.
      if (!row.whole) await photos.put({ ...row, state: 'small' })
    }),
  )
}

/** Forgets the files that no document here names any more; those that were never sent, a day later. */
export async function dropOrphans(db: Database): Promise<void> {
  const { photos, docs, chunks, rejected } = db.dexie
  const refused = JSON.stringify(await rejected.toArray())
  for (const row of await photos.toArray()) {
    const { fichier, state, at } = row
    if (state === 'recording') continue
    if (isOwed(row) && Math.abs(Date.now() - at) < UNNAMED) continue
    if ((await docs.where('fichiers').equals(fichier).count()) > 0 || refused.includes(fichier)) continue
    // First: a copy without its row is brought back.
    if (isOwed(row)) await forgetCopies(db, [fichier])
    await db.dexie.transaction('rw', photos, chunks, async () => {
      await chunks.where('[fichier+i]').between([fichier, SMALL], [fichier, MAX]).delete()
      await photos.delete(fichier)
    })
  }
}

const EPOCH = 'epoque-pieces'

/** After the server was put back from an older copy, what it had may be gone: every file here is offered to it again. */
export async function offerAgain(db: Database): Promise<void> {
  const { dexie } = db
  await guarded(db, () =>
    dexie.transaction('rw', dexie.meta, dexie.session, dexie.photos, async () => {
      const [replica, known] = await Promise.all([dexie.meta.get('replica'), dexie.session.get(EPOCH)])
      const epoch = replica?.k === 'replica' ? replica.value.epoch : null
      if (epoch === null || known?.value === epoch) return
      if (known) {
        const sent = await dexie.photos.where('state').equals('sent').toArray()
        await dexie.photos.bulkPut(sent.map((row) => ({ ...row, state: 'waiting' as const })))
      }
      await dexie.session.put({ k: EPOCH, value: epoch })
    }),
  )
}

const CHOICE = 'envoi-pieces'

/** True when the person wants files to wait for Wi-Fi. */
export async function isWifiOnly(db: Database): Promise<boolean> {
  return (await db.dexie.session.get(CHOICE))?.value === 'wifi'
}

/** @throws SaveError */
export async function setWifiOnly(db: Database, only: boolean): Promise<void> {
  await guarded(db, async () => {
    await db.dexie.session.put({ k: CHOICE, value: only ? 'wifi' : 'toujours' })
  })
}
