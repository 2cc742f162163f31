// How often: a bucket of tokens per key, in memory. It protects the server from haste; guessing codes is counted in the
// database (invitations.ts), so that a restart forgives nothing.
import { tooMany } from './problem.ts'

export interface Rate {
  /** how many at once */
  burst: number
  /** how many a minute in the long run */
  perMinute: number
}

/** A limiter: call it with a key for each request. @throws Problem 429 with the time to wait */
export function createLimiter({ burst, perMinute }: Rate, now: () => number): (key: string) => void {
  const buckets = new Map<string, { tokens: number; at: number }>()
  const perMs = perMinute / 60_000
  return (key) => {
    const time = now()
    const held = buckets.get(key)
    // A clock that goes back gives nothing and takes nothing.
    const tokens = held ? Math.min(burst, held.tokens + Math.max(0, time - held.at) * perMs) : burst
    if (tokens < 1) throw tooMany((1 - tokens) / perMs / 1000)
    buckets.delete(key)
    buckets.set(key, { tokens: tokens - 1, at: time })
    // Oldest first: a key unused for long has a full bucket again and need not be remembered.
    if (buckets.size > 10_000) for (const [first] of buckets) if (buckets.delete(first)) break
  }
}
