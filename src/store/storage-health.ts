// How safe this device's storage is: room, persistence, ballast, rescue copy. For the health screen.
import { hasBallast } from './ballast.ts'
import type { Database } from './database.ts'
import type { JournalState } from './journal.ts'
import { refreshLive } from './live.ts'

export interface StorageHealth {
  /** bytes in use and granted, as the browser estimates them; null: it does not say */
  usage: number | null
  quota: number | null
  /** the browser promised not to clear the storage by itself; null: it does not say */
  persisted: boolean | null
  /** room is set aside for the end of a visit on a full phone */
  ballast: boolean
  journal: JournalState
  documents: number
}

/** The state of the storage. */
export async function storageHealth(db: Database): Promise<StorageHealth> {
  const documents = await db.dexie.docs.count()
  const storage = globalThis.navigator?.storage
  const [estimate, persisted, ballast] = await Promise.all([
    storage?.estimate?.().catch(() => null) ?? null,
    storage?.persisted?.().catch(() => null) ?? null,
    hasBallast(),
  ])
  return {
    usage: estimate?.usage ?? null,
    quota: estimate?.quota ?? null,
    persisted,
    ballast,
    journal: db.journal.state,
    documents,
  }
}

/** Asks the browser never to clear the storage by itself. Says what it answered; null: it cannot be asked. */
export async function askPersistence(): Promise<boolean | null> {
  const storage = globalThis.navigator?.storage
  const answer = (await storage?.persist?.().catch(() => null)) ?? null
  refreshLive()
  return answer
}
