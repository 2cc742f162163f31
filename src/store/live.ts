// Queries that run again when what they read changes: in this tab, in another one, or when the connection came back.
import { liveQuery } from 'dexie'

export interface Live<T> {
  subscribe(next: (value: T) => void, error: (reason: unknown) => void): { unsubscribe(): void }
}

const refreshers = new Set<() => void>()

/** Runs every live query again: what they read lies outside the database, or the database was reopened. */
export function refreshLive(): void {
  for (const refresh of [...refreshers]) refresh()
}

/**
 * A query as a live value. `query` reads the store and nothing slower. A failure reaches `error`; the query runs again
 * at the next change.
 */
export function live<T>(query: () => Promise<T>): Live<T> {
  return {
    subscribe(next, error) {
      const watch = () => liveQuery(query).subscribe(next, error)
      let inner = watch()
      const refresh = () => {
        inner.unsubscribe()
        inner = watch()
      }
      refreshers.add(refresh)
      return {
        unsubscribe() {
          refreshers.delete(refresh)
          inner.unsubscribe()
        },
      }
    },
  }
}
