// PostgreSQL asked at once, for tests that look into the database between two steps: a thread asks, this one waits.
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads'
import type { Raw } from './engine.ts'

type Value = string | number | null

/** A connection of its own to this database. */
export function rawPostgres(url: string): Raw {
  const { port1, port2 } = new MessageChannel()
  const signal = new Int32Array(new SharedArrayBuffer(4))
  const worker = new Worker(new URL('./raw-postgres-worker.ts', import.meta.url), {
    workerData: { url, signal, port: port2 },
    transferList: [port2],
  })
  worker.unref()
  port1.unref()
  function ask(text: string, values: Value[]): Record<string, Value>[] {
    Atomics.store(signal, 0, 0)
    let n = 0
    port1.postMessage({ text: text.replaceAll('?', () => `$${++n}`), values })
    if (Atomics.wait(signal, 0, 0, 30_000) === 'timed-out') throw new Error(`no answer to: ${text}`)
    let answer: { message: { rows: Record<string, Value>[]; error?: string } } | undefined
    // On a loaded machine the signal may be here before the message.
    for (let tries = 0; !answer && tries < 1000; tries++) {
      answer = receiveMessageOnPort(port1)
      if (!answer) Atomics.wait(signal, 0, 1, 10)
    }
    if (!answer) throw new Error(`an empty answer to: ${text}`)
    const { rows, error } = answer.message
    if (error) throw new Error(`${error}: ${text}`)
    return rows
  }
  return {
    prepare: (text) => ({
      all: (...values) => ask(text, values),
      get: (...values) => ask(text, values)[0],
      run: (...values) => ask(text, values),
    }),
    exec: (text) => void ask(text, []),
    close: () => void worker.terminate(),
  }
}
