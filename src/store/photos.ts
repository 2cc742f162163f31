// Photos on this device: bytes under the hash of their content, in pieces that every browser can store. Kept until the
// server has them; fetched again when they are only known by name.
import type { DocId } from '../domain/id.ts'
import type { Database, PhotoRow } from './database.ts'
import { guarded } from './revive.ts'

const PIECE = 262_144

const hex = (bytes: ArrayBuffer): string => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')

const isHash = (fichier: string): boolean => /^[0-9a-f]{64}$/.test(fichier)

async function store(db: Database, row: PhotoRow, bytes: ArrayBuffer): Promise<void> {
  const { dexie } = db
  const pieces = Array.from({ length: Math.ceil(bytes.byteLength / PIECE) }, (_, i) => ({
    fichier: row.fichier,
    i,
    bytes: bytes.slice(i * PIECE, (i + 1) * PIECE),
  }))
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
 * Keeps a photo; the answer that names it is saved after. The same photo is kept once.
 * @throws SaveError
 */
export async function savePhoto(db: Database, photo: Blob): Promise<{ fichier: string }> {
  const bytes = await photo.arrayBuffer()
  const fichier = hex(await crypto.subtle.digest('SHA-256', bytes))
  await store(db, { fichier, type: photo.type, size: bytes.byteLength, state: 'waiting', at: Date.now() }, bytes)
  return { fichier }
}

/** The bytes of a photo, or null when they are not on this device. */
export async function photoBlob(db: Database, fichier: string): Promise<Blob | null> {
  const row = await db.dexie.photos.get(fichier)
  if (!row || row.state === 'wanted') return null
  const pieces = await db.dexie.chunks.where('[fichier+i]').between([fichier, 0], [fichier, Number.MAX_SAFE_INTEGER]).toArray()
  return new Blob(
    pieces.map((piece) => piece.bytes),
    { type: row.type },
  )
}

const urls = new Map<string, string>()

/** An address to show a photo by; null while it is not here: it is then fetched at the next occasion (src/sync). */
export async function photoUrl(db: Database, fichier: string): Promise<string | null> {
  const key = `${db.name}/${fichier}`
  const known = urls.get(key)
  if (known) return known
  const blob = await photoBlob(db, fichier)
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

/** The photos in a state, each with a document that names it: rights on a photo are those on the document. */
export async function photosIn(db: Database, state: 'waiting' | 'wanted'): Promise<{ fichier: string; doc: DocId }[]> {
  const rows = await db.dexie.photos.where('state').equals(state).toArray()
  const docs = await Promise.all(rows.map((row) => db.dexie.docs.where('fichiers').equals(row.fichier).first()))
  return rows.flatMap((row, i) => {
    const doc = docs[i]
    return doc ? [{ fichier: row.fichier, doc: doc.id }] : []
  })
}

/** What the server made of a photo that was sent; a refusal says why. */
export async function settlePhoto(db: Database, fichier: string, verdict: 'sent' | NonNullable<PhotoRow['why']>): Promise<void> {
  await db.dexie.photos.update(fichier, verdict === 'sent' ? { state: 'sent' } : { state: 'refused', why: verdict })
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

/** Forgets the photos that the server has and that no document here names any more. */
export async function dropOrphans(db: Database): Promise<void> {
  const { photos, docs, chunks } = db.dexie
  for (const { fichier, state } of await photos.toArray()) {
    if (state === 'waiting' || state === 'refused' || (await docs.where('fichiers').equals(fichier).count()) > 0) continue
    await chunks.where('[fichier+i]').between([fichier, 0], [fichier, Number.MAX_SAFE_INTEGER]).delete()
    await photos.delete(fichier)
    const key = `${db.name}/${fichier}`
    const url = urls.get(key)
    if (url) URL.revokeObjectURL(url)
    urls.delete(key)
  }
}
