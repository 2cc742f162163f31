// The second copy of attachments that the server has not received: a file each, outside IndexedDB, beside the rescue journal
// (journal.ts). Made before « Enregistré » is said, gone once the server has the bytes or nothing names them any more,
// brought back when the browser has wiped the database. One file in memory at a time. Never holds a save up for want of
// room: the database has the bytes, and the health screen says which have no copy.
import { copySize, type MemoHead, type MemoPart, readCopy, readParts } from './copy-format.ts'
import type { Database, PhotoRow } from './database.ts'
import { HEAD, smallIn } from './jpeg-small.ts'
import { refreshLive } from './live.ts'
import { bytesOf, isHere, isOwed, keep, nameOf } from './piece-rows.ts'

/** Where copies are, by name: the SHA-256 of a file, `memo-…` of a memo being recorded. */
export interface CopyPlace {
  /** the copies that are there, and how long each is */
  list(): Promise<Map<string, number>>
  read(name: string): Promise<Blob | null>
  /** Resolves once it is on the disk, whole; rejects when it could not be, and leaves nothing then. */
  write(name: string, type: string, bytes: Blob): Promise<void>
  add(name: string, head: MemoHead, part: MemoPart): Promise<void>
  remove(name: string): Promise<void>
}

/** A save waits no longer for the copy of its file, ms; less than what a connection may be silent for (revive.ts). */
const PATIENCE = 4_000

/** The copy of a memo being recorded is called after its row, without what a file name may not hold. */
const DRAFT = 'memo:'
const copyName = (fichier: string): string => fichier.replace(DRAFT, 'memo-')
const rowName = (name: string): string => name.replace('memo-', DRAFT)

const placeOf = async ({ copies }: Database): Promise<CopyPlace | null> => (await copies?.().catch(() => null)) ?? null

/** Copies files that were just kept. Resolves when they are on the disk, could not be, or took too long. */
export async function keepCopies(db: Database, fichiers: readonly string[]): Promise<void> {
  let late: ReturnType<typeof setTimeout> | undefined
  const patience = new Promise<void>((resolve) => {
    late = setTimeout(resolve, PATIENCE)
  })
  await Promise.race([copyAll(db, fichiers), patience])
  clearTimeout(late)
}

/** False when one could not be made. */
async function copyAll(db: Database, fichiers: readonly string[]): Promise<boolean> {
  try {
    const place = await placeOf(db)
    for (const row of place ? await db.dexie.photos.bulkGet([...fichiers]) : []) {
      if (row && isOwed(row)) await place?.write(row.fichier, row.type, await bytesOf(db, row))
    }
    return true
  } catch {
    // No room, most often: tidyCopies tries again.
    say(db, true)
    return false
  }
}

function say(db: Database, uncopied: boolean): void {
  if (db.uncopied === uncopied) return
  db.uncopied = uncopied
  refreshLive()
}

/** Adds a second to the copy of a memo. */
export async function keepPart(db: Database, fichier: string, head: MemoHead, part: MemoPart): Promise<void> {
  await (await placeOf(db))?.add(copyName(fichier), head, part).catch(() => undefined) // as above
}

/** Forgets copies: the server has the bytes, or nothing names them any more. */
export async function forgetCopies(db: Database, fichiers: readonly string[]): Promise<void> {
  const place = await placeOf(db)
  // What could not be removed now is tidied later.
  for (const fichier of place ? fichiers : []) await place?.remove(copyName(fichier)).catch(() => undefined)
}

/** Brings back each copied file that the database does not hold, and adds it to what is announced. */
export async function restoreCopies(db: Database): Promise<void> {
  const place = await placeOf(db)
  for (const name of (await place?.list().catch(() => null))?.keys() ?? []) {
    const row = await db.dexie.photos.get(rowName(name))
    if (place && !(row && isHere(row))) await bringBack(db, place, name).catch(() => undefined) // the next start tries again
  }
}

async function bringBack(db: Database, place: CopyPlace, name: string): Promise<void> {
  const copy = await place.read(name)
  if (!copy) return
  const isBack = rowName(name) === name ? await wholeBack(db, name, copy) : await memoBack(db, rowName(name), copy)
  // Not the bytes of its name: they would never be received, nor shown.
  if (!isBack) await place.remove(name)
}

async function wholeBack(db: Database, fichier: string, copy: Blob): Promise<boolean> {
  const file = await readCopy(copy)
  const bytes = await file.arrayBuffer()
  const isWhole = (await nameOf(bytes)) === fichier
  const row: PhotoRow = { fichier, type: file.type, size: bytes.byteLength, state: 'waiting', at: Date.now() }
  const small = smallIn(new Uint8Array(bytes.slice(0, HEAD)))
  await announced(db, isWhole ? 'pieces' : 'abimees', async () => !isWhole || keep(db, row, bytes, small))
  return isWhole
}

async function memoBack(db: Database, fichier: string, copy: Blob): Promise<boolean> {
  const { head, parts } = readParts(new Uint8Array(await copy.arrayBuffer())) ?? { parts: [] }
  const duree = parts.at(-1)?.duree
  if (!head || duree === undefined) return false
  const row: PhotoRow = { fichier, type: head.type, size: 0, state: 'recording', at: Date.now(), note: head.note, duree }
  await announced(db, 'pieces', async () => {
    await db.dexie.chunks.bulkPut(parts.map(({ i, bytes }) => ({ fichier, i, bytes: bytes.buffer })))
    await db.dexie.photos.put(row)
    return true
  })
  return true
}

/** In the transaction that brings it back: the app may be killed before the person has read it. */
async function announced(db: Database, what: 'pieces' | 'abimees', work: () => Promise<boolean>): Promise<void> {
  const { dexie } = db
  await dexie.transaction('rw', dexie.photos, dexie.chunks, dexie.meta, async () => {
    if (!(await work())) return
    const held = await dexie.meta.get('recovery')
    const none = { kind: 'completed' as const, operations: 0, notes: 0, fiches: 0, immersions: 0 }
    const value = held?.k === 'recovery' ? held.value : { ...none, at: Date.now() }
    await dexie.meta.put({ k: 'recovery', value: { ...value, [what]: (value[what] ?? 0) + 1 } })
  })
}

/**
 * Makes the copies what they should be: one of each file that the server has not received, none of the others. What only a
 * copy holds is brought back: the database lost its end.
 */
export async function tidyCopies(db: Database): Promise<void> {
  const place = await placeOf(db)
  if (!place) return
  // In this order: what another tab keeps meanwhile is in both, or in the second only.
  const copies = await place.list()
  const rows = new Map((await db.dexie.photos.toArray()).map((row) => [row.fichier, row]))
  for (const name of copies.keys()) {
    const row = rows.get(rowName(name))
    if (row?.state === 'sent') await place.remove(name)
    else if (!row || !isHere(row)) await bringBack(db, place, name)
  }
  if (await copyAll(db, uncopied(rows.values(), copies))) say(db, false)
}

const uncopied = (rows: Iterable<PhotoRow>, copies: Map<string, number>): string[] =>
  [...rows].flatMap((row) => (isOwed(row) && copies.get(row.fichier) !== copySize(row.size, row.type) ? [row.fichier] : []))

/** For the health screen: the copies, what they weigh, and how many files have none; null: no place for any. */
export async function copiesHere(db: Database): Promise<{ count: number; bytes: number; missing: number } | null> {
  const rows = await db.dexie.photos.toArray()
  const copies = await (await placeOf(db))?.list().catch(() => null)
  if (!copies) return null
  const bytes = [...copies.values()].reduce((sum, size) => sum + size, 0)
  return { count: copies.size, bytes, missing: uncopied(rows, copies).length }
}

/** Gives their room to what is being written: a first copy of words comes before a second one of a file. False: none to give. */
export async function giveUpCopies(db: Database): Promise<boolean> {
  const names = [...((await (await placeOf(db))?.list().catch(() => null))?.keys() ?? [])]
  await forgetCopies(db, names)
  if (names.length > 0) say(db, true)
  return names.length > 0
}
