// What the first save of a session sets going: the promise of the browser to keep what we store, and some room set aside.
import type { Database } from './database.ts'

/** The person is writing: nothing of this is urgent, ms. */
const LATER = 2_000

const kept = new WeakSet<Database>()

/** After the first save of a session: asks for persistence and lays the ballast, without holding anything up. */
export function keepFirstSave(db: Database): void {
  if (kept.has(db)) return
  kept.add(db)
  setTimeout(() => {
    void import('./storage-health.ts').then(({ askPersistence }) => askPersistence(), noted)
    void import('./ballast.ts').then(({ layBallast }) => layBallast(), noted)
  }, LATER)
}

// Not fetched: the next session asks again, and the health screen says what is missing.
const noted = (): void => {}
