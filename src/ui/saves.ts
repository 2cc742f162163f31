// The saves that failed and were not made good since: what the chip must say before anything else, and the texts that
// are on screen and nowhere else.
import type { Json } from '../domain/json.ts'
import { reasonOf, type SaveReason } from '../store/index.ts'
import { createSubject, type Observable } from '../sync/status.ts'

/** What a save that failed would have kept, by path. */
type Unkept = Readonly<Record<string, Json>>

interface Failed {
  /** of the last save that failed, null when all were kept */
  reason: SaveReason | null
  /** the texts that are not kept, by place */
  unkept: ReadonlyMap<string, Unkept>
}

const failed = new Map<string, { reason: SaveReason; set: Unkept }>()
const subject = createSubject<Failed>({ reason: null, unkept: new Map() })
const tell = (): void =>
  subject.set({
    reason: [...failed.values()].at(-1)?.reason ?? null,
    unkept: new Map([...failed].map(([place, { set }]) => [place, set])),
  })

/** The saves that failed and were not made good since. */
export const failedSaves: Observable<Failed> = subject

/**
 * Watches a save of `place` (a document and a path): a failure is shown until the same place is saved. Passes it on.
 * `set`: what it would have kept, so that it can be copied elsewhere.
 */
export async function watchSave<T>(place: string, saving: Promise<T>, set: Unkept = {}): Promise<T> {
  try {
    const value = await saving
    if (failed.delete(place)) tell()
    return value
  } catch (error) {
    failed.delete(place) // the last to fail is the last told
    failed.set(place, { reason: reasonOf(error), set })
    tell()
    throw error
  }
}

/** The person left what could not be kept. */
export function leaveUnkept(): void {
  failed.clear()
  tell()
}
