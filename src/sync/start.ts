// The schedule of the sync, fetched when the first screen no longer needs the network and the processor. Until then the
// device is as it is without a server.
import type { Database } from '../store/database.ts'
import type { Sync } from './schedule.ts'
import { createSubject, type SyncState } from './status.ts'

/** Before the code is asked for again, when it did not come, ms. */
const PAUSE = 10_000

/** Keeps this device and the server together, from `ready` until `stop`. */
export function startSyncAfter(db: Database, ready: Promise<void>): Sync {
  const state = createSubject<SyncState>({ phase: 'idle', sent: 0, total: 0, lastRound: null, reason: null })
  let stopped = false
  let begin: (sync: Sync) => void
  const started = new Promise<Sync>((resolve) => {
    begin = resolve
  })
  const load = async (): Promise<void> => {
    if (stopped) return
    try {
      const { startSync } = await import('./schedule.ts')
      if (stopped) return
      const sync = startSync(db)
      sync.state.subscribe((value) => state.set(value))
      begin(sync)
    } catch {
      // Neither network nor service worker yet: nothing could be sent either.
      state.set({ phase: 'offline', reason: 'offline' })
      setTimeout(() => void load(), PAUSE)
    }
  }
  void ready.then(load)
  return {
    now: async () => (await started).now(),
    state,
    stop() {
      stopped = true
      void started.then((sync) => sync.stop())
    },
  }
}
