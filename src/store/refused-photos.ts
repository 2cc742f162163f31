// Photos that the server did not take: kept here, shown with what to do, sent again when asked.
import type { DocId } from '../domain/id.ts'
import type { Database, PhotoRow } from './database.ts'

export interface RefusedPhoto {
  fichier: string
  size: number
  /** MIME type, as the browser said it */
  type: string
  why: NonNullable<PhotoRow['why']> | null
  /** a document that names it; null: none any more */
  doc: DocId | null
}

/** The photos that the server refused, the latest first. */
export async function refusedPhotos(db: Database): Promise<RefusedPhoto[]> {
  const rows = await db.dexie.photos.where('state').equals('refused').toArray()
  const docs = await Promise.all(rows.map((row) => db.dexie.docs.where('fichiers').equals(row.fichier).first()))
  return rows
    .map(({ fichier, size, type, why, at }, i) => ({ fichier, size, type, why: why ?? null, doc: docs[i]?.id ?? null, at }))
    .sort((a, b) => b.at - a.at)
    .map(({ at: _, ...photo }) => photo)
}

/** Changes the row of a photo, if there is one. */
export async function changePhoto(db: Database, fichier: string, change: Partial<PhotoRow>): Promise<void> {
  const { photos } = db.dexie
  await db.dexie.transaction('rw', photos, async () => {
    const row = await photos.get(fichier)
    if (row) await photos.put({ ...row, ...change })
  })
}

/** Puts a refused photo among those to send. */
export async function sendPhotoAgain(db: Database, fichier: string): Promise<void> {
  await changePhoto(db, fichier, { state: 'waiting' })
}
