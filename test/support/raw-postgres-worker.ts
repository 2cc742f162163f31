// The thread of raw-postgres.ts.
import { type MessagePort, workerData } from 'node:worker_threads'
import pg from 'pg'

const { url, signal, port } = workerData as { url: string; signal: Int32Array; port: MessagePort }
const INT8 = 20
const types = {
  getTypeParser: ((oid: number, format?: 'text') =>
    oid === INT8 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
}
const client = new pg.Client({ connectionString: url, types })
client.on('error', () => undefined)
const connected = client.connect()

port.on('message', async ({ text, values }: { text: string; values: unknown[] }) => {
  try {
    await connected
    const { rows } = await client.query(text, values.length > 0 ? values : undefined)
    port.postMessage({ rows: rows ?? [] })
  } catch (error) {
    port.postMessage({ rows: [], error: String(error) })
  }
  Atomics.store(signal, 0, 1)
  Atomics.notify(signal, 0)
})
