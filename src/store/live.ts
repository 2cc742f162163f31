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
 * at the next change. `rest`: after a change was told, how long the next ones wait, ms; for what says how things stand,
 * never for what is written from.
 */
export function live<T>(query: () => Promise<T>, rest = 0): Live<T> {
  return {
    subscribe(next, error) {
      let timer: ReturnType<typeof setTimeout> | undefined
      const watch = () => {
        let isFirst = true
        const watching = liveQuery(query).subscribe((value) => {
          next(value)
          // What changes meanwhile is read when the watch begins again.
          if (rest > 0 && !isFirst) {
            watching.unsubscribe()
            timer = setTimeout(() => {
              inner = watch()
            }, rest)
          }
          isFirst = false
        }, error)
        return watching
      }
      let inner = watch()
      const refresh = () => {
        clearTimeout(timer)
        inner.unsubscribe()
        inner = watch()
      }
      refreshers.add(refresh)
      return {
        unsubscribe() {
          refreshers.delete(refresh)
          clearTimeout(timer)
          inner.unsubscribe()
        },
      }
    },
  }
}
