// Voice memos of notes. While one is recorded its seconds are committed as they come, under a name of their own; once it
// ends, however it ends, they become one file like the others. A note holds its memos in the register `$voix`.
import { type DocId, path } from '../domain/id.ts'
import type { Json } from '../domain/json.ts'
import { type Registers, seenOf, shownValue } from '../domain/register.ts'
import { saveReponse } from './commands.ts'
import { forgetCopies, keepPart } from './copies.ts'
import type { Database } from './database.ts'
import { findFiche } from './fiches.ts'
import { holdPiece } from './photos.ts'
import { guarded } from './revive.ts'

export const VOIX = path('$voix')

export interface Memo {
  id: string
  /** SHA-256 of the sound; `memo:…` while it is recorded */
  fichier: string
  /** seconds */
  duree: number
}

const isMemo = (value: Json): value is { id: string; fichier: string; duree: number } =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  typeof value.id === 'string' &&
  typeof value.fichier === 'string' &&
  typeof value.duree === 'number'

/** The memos of a note, as its registers show them. */
export function memosOf(registers: Registers): Memo[] {
  const value = shownValue(registers, VOIX)
  return Array.isArray(value) ? value.filter(isMemo).map(({ id, fichier, duree }) => ({ id, fichier, duree })) : []
}

/** What a memo is called while it is recorded. */
export const draftOf = (id: string): string => `memo:${id}`
/** Is it the name of a memo that is not whole yet? */
export const isDraft = (fichier: string): boolean => fichier.startsWith('memo:')

/** Held by the page that records, so that no other takes the memo for one that was cut off. */
export const lockOf = (id: string): string => `carnet-memo:${id}`

interface Second {
  id: string
  note: DocId
  type: string
  /** which part this is, from 0 */
  i: number
  bytes: ArrayBuffer
  /** seconds so far */
  duree: number
}

/**
 * Keeps what was said since the last time.
 * @throws SaveError
 */
export async function keepSecond(db: Database, { id, note, type, i, bytes, duree }: Second): Promise<void> {
  const { dexie } = db
  const fichier = draftOf(id)
  await guarded(db, () =>
    dexie.transaction('rw', dexie.photos, dexie.chunks, async () => {
      await dexie.chunks.put({ fichier, i, bytes })
      await dexie.photos.put({ fichier, type, size: 0, state: 'recording', at: Date.now(), note, duree })
    }),
  )
  await keepPart(db, fichier, { note, type }, { i, duree, bytes: new Uint8Array(bytes) })
}

/** Makes one file of what was kept, in hand: its bytes are written with the note that names it. Null: nothing was kept. */
export async function wholeMemo(db: Database, id: string): Promise<Memo | null> {
  const fichier = draftOf(id)
  const row = await db.dexie.photos.get(fichier)
  const parts = await db.dexie.chunks.where('[fichier+i]').between([fichier, 0], [fichier, Number.MAX_SAFE_INTEGER]).toArray()
  if (!row || parts.length === 0) return null
  const whole = await holdPiece(db, new Blob(parts.map(({ bytes }) => bytes), { type: row.type }))
  return { id, fichier: whole.fichier, duree: row.duree ?? 0 }
}

/** Forgets the parts, once the note names the whole. */
export async function forgetDraft(db: Database, id: string): Promise<void> {
  const { dexie } = db
  const fichier = draftOf(id)
  // First: a copy without its row is brought back.
  await forgetCopies(db, [fichier])
  await guarded(db, () =>
    dexie.transaction('rw', dexie.photos, dexie.chunks, async () => {
      await dexie.chunks.where('[fichier+i]').between([fichier, 0], [fichier, Number.MAX_SAFE_INTEGER]).delete()
      await dexie.photos.delete(fichier)
    }),
  )
}

/** Finishes the memos whose page died while it recorded: what was recorded is in their note. */
export async function finishMemos(db: Database): Promise<void> {
  for (const { fichier, note } of await db.dexie.photos.where('state').equals('recording').toArray()) {
    const id = fichier.slice(draftOf('').length)
    if (!note) continue
    const finish = async (lock: unknown): Promise<void> => {
      if (lock === null) return
      await finishOne(db, id, note)
    }
    const { locks } = globalThis.navigator ?? {}
    if (locks) await locks.request(lockOf(id), { ifAvailable: true }, finish)
    else await finish(undefined)
  }
}

async function finishOne(db: Database, id: string, note: DocId): Promise<void> {
  const fiche = await findFiche(db, note)
  // In the corbeille: it waits there with its note.
  if (!fiche) return
  const held = memosOf(fiche.registers)
  const isOpen = held.some((each) => each.id === id && isDraft(each.fichier))
  const memo = isOpen ? await wholeMemo(db, id) : null
  if (memo) {
    const next = held.map((each) => (each.id === id ? memo : each)).map((each) => ({ ...each }))
    await saveReponse(db, note, null, { [VOIX]: next }, { [VOIX]: seenOf(fiche.registers, VOIX) })
  }
  await forgetDraft(db, id)
}
