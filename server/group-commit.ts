// Requests that come together share one transaction and one flush to the disk; they are answered after it. One that
// fails is undone alone.
import type { Database } from './database.ts'

interface Waiting {
  work: () => Promise<unknown>
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
}

/**
 * On PostgreSQL each network has its own transactions, beside those of the others: a transaction holds the counter of
 * its network and no other, so that two processes never wait for each other crosswise.
 */
export function createGroupCommit(database: Database) {
  const queues = new Map<string, Waiting[]>()
  const stats = { requests: 0, transactions: 0 }

  /** Commits what waits under this key, then what came meanwhile, until nothing is left. */
  async function drain(key: string, queue: Waiting[]): Promise<void> {
    while (queue.length > 0) await commit(queue.splice(0))
    queues.delete(key)
  }

  async function commit(group: Waiting[]): Promise<void> {
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
      return () => one.reject(error)
    }
  }

  return {
    stats,
    /** Runs the work of a network in the transaction of this turn; resolves once it is on the disk. */
    write<T>(network: string, work: () => Promise<T>): Promise<T> {
      const key = database.engine === 'postgres' ? network : ''
      return new Promise<T>((resolve, reject) => {
        const one: Waiting = { work, resolve: resolve as (value: unknown) => void, reject } // T is what this work gives
        const waiting = queues.get(key)
        if (waiting) {
          waiting.push(one)
          return
        }
        const queue = [one]
        queues.set(key, queue)
        setImmediate(() => void drain(key, queue))
      })
    },
  }
}
