// The list of what was erased for good, in a file beside the database: no backup of the database takes an erasure back,
// for a restore makes each of them again. Names of documents and a day, nothing else.
import { mkdirSync, readFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import { DocId, NetworkId } from '../src/domain/id.ts'
import type { Schema } from './database.ts'

export const ERASURES_FILE = 'effacements.jsonl'

export interface Erasure {
  network: NetworkId
  id: DocId
}

const keyOf = ({ network, id }: Erasure): string => `${network} ${id}`

/** Every erasure that the file of this folder names, once; a line cut short by a crash is left aside. */
export function erasuresIn(dataDir: string): Erasure[] {
  let text = ''
  try {
    text = readFileSync(join(dataDir, ERASURES_FILE), 'utf8')
  } catch {
    return [] // nothing was ever erased here
  }
  const found = new Map<string, Erasure>()
  for (const line of text.split('\n')) {
    try {
      const { network, id } = JSON.parse(line) as Record<string, unknown>
      const erasure = { network: NetworkId.parse(network), id: DocId.parse(id) }
      found.set(keyOf(erasure), erasure)
    } catch {
      // the end of the file, or a line that was not written whole: the next start writes it again
    }
  }
  return [...found.values()]
}

/** Keeps the list of this folder. Several processes may add to one file: each line is written at once, at its end. */
export function createErasures(db: Kysely<Schema>, dataDir: string, now: () => number) {
  async function add(erasures: readonly Erasure[]): Promise<void> {
    if (erasures.length === 0) return
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    const le = new Date(now()).toISOString().slice(0, 10)
    // A line that a crash cut short must not swallow the next one.
    const lines = erasures.map(({ network, id }) => `\n${JSON.stringify({ network, id, le })}`).join('')
    const file = await open(join(dataDir, ERASURES_FILE), 'a', 0o600)
    try {
      await file.write(lines)
      await file.sync()
    } finally {
      await file.close()
    }
  }

  return {
    add,
    /** Adds what the database knows as erased and the file does not: a process may have ended between the two. */
    async complete(): Promise<void> {
      const rows = await db.selectFrom('doc').select(['network', 'id']).where('erased', '=', 1).execute()
      const known = new Set(erasuresIn(dataDir).map(keyOf))
      await add((rows as Erasure[]).filter((row) => !known.has(keyOf(row)))) // written from ids
    },
  }
}
