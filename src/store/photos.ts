// Attachments on this device (photos, voice memos): bytes under the hash of their content, in pieces that every browser
// can store. Kept until the server has them; fetched again when they are only known by name.
import type { DocId } from '../domain/id.ts'
import type { Database, PhotoRow } from './database.ts'
import { changePhoto } from './refused-photos.ts'
import { guarded } from './revive.ts'

/** Bytes of one row, and of one request. */
export const PIECE = 262_144
/** Where the small picture of a photo is, beside its pieces. */
const SMALL = -1
/** A file that nothing names is one taken back, or one whose answer is still to come: kept for a day, ms. */
const UNNAMED = 24 * 3_600_000

const hex = (bytes: ArrayBuffer): string => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')

const isHash = (fichier: string): boolean => /^[0-9a-f]{64}$/.test(fichier)

async function store(db: Database, row: PhotoRow, bytes: ArrayBuffer, small?: ArrayBuffer): Promise<void> {
  const { dexie } = db
  const pieces = Array.from({ length: Math.ceil(bytes.byteLength / PIECE) }, (_, i) => ({
    fichier: row.fichier,
    i,
    bytes: bytes.slice(i * PIECE, (i + 1) * PIECE),
  }))
  if (small) pieces.push({ fichier: row.fichier, i: SMALL, bytes: small })
  await guarded(db, () =>
    dexie.transaction('rw', dexie.photos, dexie.chunks, async () => {
      const held = await dexie.photos.get(row.fichier)
      if (held && held.state !== 'wanted') return
      await dexie.chunks.bulkPut(pieces)
      await dexie.photos.put(row)
    }),
  )
}

/**
 * Keeps a file as it is; the answer that names it is saved after. The same file is kept once.
 * @throws SaveError
 */
export async function savePiece(db: Database, file: Blob, small?: Blob): Promise<{ fichier: string }> {
  const bytes = await file.arrayBuffer()
  const fichier = hex(await crypto.subtle.digest('SHA-256', bytes))
  const type = file.type.split(';')[0] ?? ''
  await store(db, { fichier, type, size: bytes.byteLength, state: 'waiting', at: Date.now() }, bytes, await small?.arrayBuffer())
  return { fichier }
}

/**
 * Keeps a photo, drawn again smaller and without what the camera wrote about the place, and a small one to show.
 * @throws SaveError, or an Error when it is no image that this browser can read
 */
export async function savePhoto(db: Database, photo: Blob): Promise<{ fichier: string }> {
  const { redraw } = await import('./redraw.ts')
  const { whole, small } = await redraw(photo)
  return savePiece(db, whole, small)
}

const MAX = Number.MAX_SAFE_INTEGER

/** The bytes of a file, or null when they are not on this device. `small`: of its small picture, when there is one. */
export async function photoBlob(db: Database, fichier: string, small = false): Promise<Blob | null> {
  const row = await db.dexie.photos.get(fichier)
  if (!row || row.state === 'wanted') return null
  const picture = small ? await db.dexie.chunks.get([fichier, SMALL]) : undefined
  if (picture) return new Blob([picture.bytes], { type: 'image/jpeg' })
  const pieces = await db.dexie.chunks.where('[fichier+i]').between([fichier, 0], [fichier, MAX]).toArray()
  return new Blob(
    pieces.map((piece) => piece.bytes),
    { type: row.type },
  )
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
  return blob !== null && hex(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer())) === fichier
}

const urls = new Map<string, string>()

/** An address to show a photo by; null while it is not here: it is then fetched at the next occasion (src/sync). */
export async function photoUrl(db: Database, fichier: string, small = false): Promise<string | null> {
  const key = `${db.name}/${fichier}${small ? '/petite' : ''}`
  const known = urls.get(key)
  if (known) return known
  const blob = await photoBlob(db, fichier, small)
  if (!blob) {
    await want(db, fichier)
    return null
  }
  const url = URL.createObjectURL(blob)
  urls.set(key, url)
  return url
}

/** Notes that a screen would like to show this photo. Outside the query that asked: live queries only read. */
async function want(db: Database, fichier: string): Promise<void> {
  if (!isHash(fichier) || (await db.dexie.photos.get(fichier))) return
  setTimeout(() => {
    const row: PhotoRow = { fichier, type: '', size: 0, state: 'wanted', at: Date.now() }
    // When it is not noted, the next screen that shows it asks again.
    db.dexie.photos.add(row).catch(() => undefined)
  })
}

/** A file, its size, and a document that names it. */
export interface Held {
  fichier: string
  doc: DocId
  size: number
}

/** The files in a state, each with a document that names it: rights on a file are those on the document. */
export async function photosIn(db: Database, state: 'waiting' | 'wanted'): Promise<Held[]> {
  const rows = await db.dexie.photos.where('state').equals(state).toArray()
  const docs = await Promise.all(rows.map((row) => db.dexie.docs.where('fichiers').equals(row.fichier).first()))
  return rows.flatMap((row, i) => {
    const doc = docs[i]
    return doc ? [{ fichier: row.fichier, doc: doc.id, size: row.size }] : []
  })
}

/** What the server made of a photo that was sent; a refusal says why. */
export async function settlePhoto(db: Database, fichier: string, verdict: 'sent' | NonNullable<PhotoRow['why']>): Promise<void> {
  await changePhoto(db, fichier, verdict === 'sent' ? { state: 'sent' } : { state: 'refused', why: verdict })
}

/**
 * Keeps a photo that came from the server. False when its bytes are not those of its name.
 * @throws SaveError
 */
export async function receivePhoto(db: Database, fichier: string, photo: Blob): Promise<boolean> {
  const bytes = await photo.arrayBuffer()
  if (hex(await crypto.subtle.digest('SHA-256', bytes)) !== fichier) return false
  await store(db, { fichier, type: photo.type, size: bytes.byteLength, state: 'sent', at: Date.now() }, bytes)
  return true
}

/** Forgets the files that no document here names any more; those that were never sent, a day later. */
export async function dropOrphans(db: Database): Promise<void> {
  const { photos, docs, chunks, rejected } = db.dexie
  const refused = JSON.stringify(await rejected.toArray())
  for (const { fichier, state, at } of await photos.toArray()) {
    if (state === 'recording') continue
    if ((state === 'waiting' || state === 'refused') && Math.abs(Date.now() - at) < UNNAMED) continue
    if ((await docs.where('fichiers').equals(fichier).count()) > 0 || refused.includes(fichier)) continue
    await db.dexie.transaction('rw', photos, chunks, async () => {
      await chunks.where('[fichier+i]').between([fichier, SMALL], [fichier, MAX]).delete()
      await photos.delete(fichier)
    })
    for (const key of [`${db.name}/${fichier}`, `${db.name}/${fichier}/petite`]) {
      const url = urls.get(key)
      if (url) URL.revokeObjectURL(url)
      urls.delete(key)
    }
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
