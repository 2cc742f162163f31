// What the schedule is doing, as one observable value for the screens.
export type Phase = 'idle' | 'sending' | 'offline' | 'signed-out' | 'revoked' | 'server-error' | 'outdated'

export interface SyncState {
  phase: Phase
  /** operations received by the server since this round began, and how many there were to send */
  sent: number
  total: number
  /** when the last complete round ended, ms */
  lastRound: number | null
  /** why the last round did not end; null when it did */
  reason: string | null
}

/** A value that tells its readers when it changes. */
export interface Observable<T> {
  readonly value: T
  /** Calls `next` now and at each change; gives the way to stop. */
  subscribe(next: (value: T) => void): () => void
}

interface Subject<T> extends Observable<T> {
  set(part: Partial<T>): void
}

/** An observable that its owner changes. */
export function createSubject<T extends object>(first: T): Subject<T> {
  let value = first
  const readers = new Set<(value: T) => void>()
  return {
    get value() {
      return value
    },
    set(part) {
      value = { ...value, ...part }
      for (const reader of [...readers]) reader(value)
    },
    subscribe(next) {
      readers.add(next)
      next(value)
      return () => readers.delete(next)
    },
  }
}
