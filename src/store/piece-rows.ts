// The rows of one attachment in the database: its state, its bytes in pieces that every browser can store.
import type { Database, PhotoRow } from './database.ts'

/** Bytes of one row, and of one request. */
export const PIECE = 262_144
/** Where the small picture of a photo is, beside its pieces. */
export const SMALL = -1
export const MAX = Number.MAX_SAFE_INTEGER

const hex = (bytes: ArrayBuffer): string => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** The name of a file: the SHA-256 of its bytes. */
export const nameOf = async (bytes: ArrayBuffer): Promise<string> => hex(await crypto.subtle.digest('SHA-256', bytes))

/** Are all its bytes on this device? */
export const isHere = ({ state }: PhotoRow): boolean => state !== 'wanted' && state !== 'small'

/** Must the server still receive it? */
export const isOwed = ({ state }: PhotoRow): boolean => state === 'waiting' || state === 'refused'

/** Writes a file that is not here yet; inside a transaction over `photos` and `chunks`. False: it was here. */
export async function keep({ dexie }: Database, row: PhotoRow, bytes: ArrayBuffer, small?: ArrayBuffer | null): Promise<boolean> {
  const pieces = Array.from({ length: Math.ceil(bytes.byteLength / PIECE) }, (_, i) => ({
    fichier: row.fichier,
    i,
    bytes: bytes.slice(i * PIECE, (i + 1) * PIECE),
  }))
  if (small) pieces.push({ fichier: row.fichier, i: SMALL, bytes: small })
  const held = await dexie.photos.get(row.fichier)
  if (held && isHere(held)) return false
  await dexie.chunks.bulkPut(pieces)
  await dexie.photos.put(row)
  return true
}

/** The bytes of a file that is here. */
export async function bytesOf({ dexie }: Database, { fichier, type }: PhotoRow): Promise<Blob> {
  const pieces = await dexie.chunks.where('[fichier+i]').between([fichier, 0], [fichier, MAX]).toArray()
  return new Blob(
    pieces.map((piece) => piece.bytes),
    { type },
  )
}
