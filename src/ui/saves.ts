// The saves that failed and were not made good since: what the chip must say before anything else.
import { reasonOf, type SaveReason } from '../store/index.ts'
import { createSubject, type Observable } from '../sync/status.ts'

const failed = new Map<string, SaveReason>()
const subject = createSubject<{ reason: SaveReason | null }>({ reason: null })
const tell = (): void => subject.set({ reason: [...failed.values()].at(-1) ?? null })

/** The reason of the last save that failed, null when all were kept. */
export const failedSaves: Observable<{ reason: SaveReason | null }> = subject

/** Watches a save of `place` (a document and a path): a failure is shown until the same place is saved. Passes it on. */
export async function watchSave<T>(place: string, saving: Promise<T>): Promise<T> {
  try {
    const value = await saving
    if (failed.delete(place)) tell()
    return value
  } catch (error) {
    failed.set(place, reasonOf(error))
    tell()
    throw error
  }
}
