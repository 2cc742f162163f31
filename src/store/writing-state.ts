// Where what was written here is: on this phone, in its rescue copy, received. Read off the outbox, never stored.
import type { DocId, Path } from '../domain/id.ts'
import type { Rejected } from '../domain/protocol.ts'
import { conflictsOf, unpack } from '../domain/register.ts'
import type { Database } from './database.ts'
import type { JournalState } from './journal.ts'

export interface WritingState {
  /** operations that the server has not confirmed */
  unsent: number
  /** device time of the oldest of them, ms */
  oldestUnsent: number | null
  /** when a round last ended with nothing left to send, ms; null: never on this device */
  lastReceived: number | null
  /** what the server refused; kept, and shown until it is dealt with */
  rejected: Rejected[]
  /** answers of which several versions wait for a choice */
  conflicts: { doc: DocId; path: Path }[]
  /** photos that the server has not received */
  photos: number
  /** photos that the server did not take; absent: none */
  photosRefused?: number
  /** the rescue copy, those of files included */
  journal: JournalState
  /** last commit on this phone, ms */
  lastSaved: number | null
}

/** The state of what was written here; a query for `live`. */
export async function writingState(db: Database): Promise<WritingState> {
  const { out, meta, rejected, docs, photos } = db.dexie
  // One transaction: each by itself costs the browser as much as its reading.
  const [rows, replica, round, refused, several, waiting, photosRefused] = await db.dexie.transaction('r', [out, meta, rejected, docs, photos], () =>
    Promise.all([
      out.toArray(),
      meta.get('replica'),
      meta.get('round'),
      rejected.toArray(),
      docs.where('conflict').equals(1).toArray(),
      photos.where('state').equals('waiting').count(),
      photos.where('state').equals('refused').count(),
    ]),
  )
  const verified = replica?.k === 'replica' ? replica.value.vack : 0
  const unsent = rows.filter((row) => !row.done && row.n > verified)
  return {
    unsent: unsent.length,
    oldestUnsent: unsent.length > 0 ? Math.min(...unsent.map((row) => row.t)) : null,
    lastReceived: round?.k === 'round' ? round.received : null,
    rejected: refused,
    conflicts: several.flatMap((row) => conflictsOf(unpack(row.shown)).map((path) => ({ doc: row.id, path }))),
    photos: waiting,
    photosRefused,
    journal: db.uncopied && db.journal.state === 'ok' ? 'failed' : db.journal.state,
    lastSaved: db.lastSaved ?? (rows.length > 0 ? Math.max(...rows.map((row) => row.t)) : null),
  }
}

/** Drops a refusal once the person has dealt with it. */
export async function dismissRejected(db: Database, seq: number): Promise<void> {
  await db.dexie.rejected.delete(seq)
}
