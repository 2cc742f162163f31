// The operations of a rescue file, made again on this device. Where it cannot be told whether one is here already, it
// comes once more: two equal values show as one, a lost one shows nowhere.
import { type OpId, opId, type Path, path } from '../domain/id.ts'
import { type Json, sameValue } from '../domain/json.ts'
import type { Operation } from '../domain/operation.ts'
import { type Registers, unpack } from '../domain/register.ts'
import type { Database } from './database.ts'
import type { OutRow, ReplicaMeta, ReplicaTx } from './port.ts'
import { idIn, type RescueFile } from './rescue-file.ts'
import { nameNow, writeChange } from './write.ts'

const KEPT_ALIASES = 500

interface Imported {
  known: Record<string, string[]>
  made: string[]
}

async function importedHere(db: Database): Promise<Imported> {
  const row = await db.dexie.meta.get('imported')
  return row?.k === 'imported' ? { known: row.known, made: row.made } : { known: {}, made: [] }
}

/** Were operations of that replica made again here before? Then its later ones follow those, under names of ours. */
export const isMadeHere = async (db: Database, { replica }: RescueFile): Promise<boolean> =>
  (await importedHere(db)).made.includes(replica)

const hashed = ({ n, h }: Operation): string => `${n}:${h}`

/**
 * Makes each operation of the file again, with the same values in place of the same heads; those of the file among
 * themselves by their new names. One transaction; the second time changes nothing. Gives how many came in.
 * @param received the server is known to hold the chain of the file up to this number
 * @throws SaveError
 */
export function importRescue(db: Database, file: RescueFile, received: number): Promise<number> {
  return db.store.transact(async (tx) => {
    // Read and written through Dexie: it joins the transaction that is under way, of which this table is part.
    const imported = await importedHere(db)
    const known = new Set(imported.known[file.replica])
    const [meta, rows, docs] = [await tx.meta(), await tx.outbox(), await serverStates(tx, file)]
    const shown = lastShown(file, docs)
    // What a restored server was offered (`r`) is offered again by whoever still holds it.
    const pending = file.operations.filter(
      (op) => op.n > Math.max(received, shown) && !op.r && !known.has(hashed(op)) && !isHere(file, op, meta, rows, docs),
    )
    const aliases = { ...meta.aliases }
    for (const op of pending) {
      const id = opId(file.replica, op.n)
      const base: Record<Path, OpId[]> = {}
      for (const [at, parents] of Object.entries(op.b)) {
        // By both names: that device may have sent the operation itself. With it, what this number was in an earlier
        // file, made while it could still be changed.
        const names = [...parents, id].flatMap((parent) => [parent, nameNow(aliases, parent, op.d, at)])
        base[path(at)] = [...new Set(names)].filter((name) => name !== id)
      }
      const made = await writeChange(tx, op.d, { set: op.s as Record<Path, Json>, base }, op.t)
      aliases[id] = { to: made.id, d: op.d, paths: Object.keys(op.s) }
    }
    for (const op of file.operations) known.add(hashed(op))
    const made = pending.length > 0 ? [...new Set([...imported.made, file.replica])] : imported.made
    await db.dexie.meta.put({ k: 'imported', known: { ...imported.known, [file.replica]: [...known] }, made })
    if (pending.length > 0) {
      await tx.putMeta({ ...(await tx.meta()), aliases: Object.fromEntries(Object.entries(aliases).slice(-KEPT_ALIASES)) })
    }
    return pending.length
  })
}

async function serverStates(tx: ReplicaTx, file: RescueFile): Promise<Map<string, Registers>> {
  const docs = await tx.docs([...new Set(file.operations.map((op) => op.d))])
  return new Map(docs.flatMap((doc) => (doc?.server ? [[doc.id as string, unpack(doc.server)] as const] : [])))
}

// A name is not enough: a copy of that device may have used it for another write.
const holds = (registers: Registers | undefined, id: OpId, op: Operation): boolean =>
  Object.entries(op.s).some(([at, value]) =>
    registers?.[path(at)]?.some((head) => head.o === id && head.t === op.t && sameValue(head.v, value)),
  )

/** The last operation of the file that the server's state shows; it holds those before it too: they are one chain. */
const lastShown = (file: RescueFile, docs: Map<string, Registers>): number =>
  file.operations.reduce((last, op) => (holds(docs.get(op.d), idIn(file, op), op) ? op.n : last), 0)

/** Made on this very device: under its own name, or under the one it took since (fork.ts). */
function isHere(file: RescueFile, op: Operation, meta: ReplicaMeta, rows: OutRow[], docs: Map<string, Registers>): boolean {
  const id = idIn(file, op)
  const now = meta.aliases?.[id]?.to ?? id
  const row = rows.find((one) => one.id === now)
  if (row) return row.d === op.d && row.t === op.t && sameValue(row.s as Json, op.s as Json)
  return now !== id && holds(docs.get(op.d), now, op)
}
