// What is done when IndexedDB fails: room is made once, a dead connection is opened again, and what still fails is said.
// WebKit kills its storage process behind the page; retrying on the same dead handle is how others lost data in silence.
import type { Database } from './database.ts'
import { reasonOf, SaveError, toSaveError } from './errors.ts'
import { refreshLive } from './live.ts'

const REOPENINGS = 3
/** A transaction that says nothing for so long runs on a dead connection, ms. */
const SILENCE = 10_000
/** Room freed in one place reaches IndexedDB a little later: waits before each new try, ms. */
const ROOM = [0, 300, 1_000, 2_500]

/** Gives room back: of the ballast, then of the second copies of files (room.ts). */
const makeRoom = (db: Database, place: number): Promise<boolean> =>
  import('./room.ts').then(({ places }) => places[place]?.(db) ?? false).catch(() => false)

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** The work, or a TimeoutError when it takes longer than `ms`. */
export async function within<T>(ms: number, work: PromiseLike<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DOMException('no answer from the database', 'TimeoutError')), ms)
  })
  try {
    return await Promise.race([work, silence])
  } finally {
    clearTimeout(timer)
  }
}

/** Closes the connection and opens it again; what screens show is read again. */
export async function reopen(db: Database): Promise<void> {
  db.dexie.close({ disableAutoOpen: false })
  await within(SILENCE, db.dexie.open())
  refreshLive()
}

/**
 * Runs a transaction until it is committed. It may run several times: what it does twice must be the same as once.
 * @throws SaveError with the reason; nothing was kept then
 */
export async function guarded<T>(db: Database, attempt: () => Promise<T>): Promise<T> {
  let reopened = 0
  let waits: number[] = []
  let place = 0
  for (;;) {
    if (db.outdated) throw new SaveError('outdated-tab')
    try {
      return await within(SILENCE, attempt())
    } catch (error) {
      const reason = reasonOf(error)
      if (reason === 'closed' && !db.outdated && reopened < REOPENINGS) {
        reopened++
        await reopen(db).catch(() => wait(200 * reopened))
        continue
      }
      if (reason === 'quota') {
        while (waits.length === 0 && place < 2) waits = (await makeRoom(db, place++)) ? [...ROOM] : []
        const next = waits.shift()
        if (next !== undefined) {
          await wait(next)
          continue
        }
      }
      throw toSaveError(error)
    }
  }
}

/** Each time the app comes back to the foreground, makes sure that the connection still answers. Returns the end of it. */
export function watchConnection(db: Database): () => void {
  if (typeof document === 'undefined') return () => {}
  const check = async () => {
    if (document.visibilityState !== 'visible' || db.outdated) return
    for (let tries = 0; tries < REOPENINGS; tries++) {
      try {
        await within(2_000, db.dexie.meta.get('schema'))
        return
      } catch {
        // The next save says so when this did not help.
        await reopen(db).catch(() => undefined)
      }
    }
  }
  document.addEventListener('visibilitychange', check)
  return () => document.removeEventListener('visibilitychange', check)
}
