// Requests of one turn of the event loop share one transaction and one flush to the disk; they are answered after it.
// One that fails is undone alone.
import type { Database } from './database.ts'

interface Waiting {
  work: () => Promise<unknown>
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
}

/** `undone` is called when something that `work` did is taken back: what was kept in memory may be wrong. */
export function createGroupCommit(database: Database, undone: () => void) {
  let waiting: Waiting[] = []
  const stats = { requests: 0, transactions: 0 }

  async function flush(): Promise<void> {
    const group = waiting
    waiting = []
    stats.transactions++
    stats.requests += group.length
    const answers: (() => void)[] = []
    try {
      await database.alone(async () => {
        await database.control('begin')
        try {
          for (const one of group) answers.push(await attempt(one))
          await database.control('commit')
        } catch (error) {
          if (database.inTransaction()) await database.control('rollback')
          throw error
        }
      })
    } catch (error) {
      undone()
      for (const one of group) one.reject(error)
      return
    }
    for (const answer of answers) answer()
  }

  async function attempt(one: Waiting): Promise<() => void> {
    await database.control('request')
    try {
      const value = await one.work()
      await database.control('keepRequest')
      return () => one.resolve(value)
    } catch (error) {
      // A full disk may have ended the whole transaction: then the group fails, and says so.
      if (!database.inTransaction()) throw error
      await database.control('undoRequest')
      await database.control('keepRequest')
      undone()
      return () => one.reject(error)
    }
  }

  return {
    stats,
    /** Runs the work in the transaction of this turn; resolves once it is on the disk. */
    write<T>(work: () => Promise<T>): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        if (waiting.length === 0) setImmediate(() => void flush())
        waiting.push({ work, resolve: resolve as (value: unknown) => void, reject }) // T is what this work gives
      })
    },
  }
}
