// A change made here becomes an operation: made, numbered, chained, or put in the place of the one it goes on. Knows no
// database (port.ts) and nothing of the server (replica.ts).
import { type DocId, type OpId, opId, partsOf, type Path } from '../domain/id.ts'
import { chain } from '../domain/chain.ts'
import type { Json } from '../domain/json.ts'
import { unpack } from '../domain/register.ts'
import type { OutRow, ReplicaMeta, ReplicaTx } from './port.ts'
import { applyRow, blankRow, withShown } from './rows.ts'

/** New values by path, and for each the heads that were on screen when the field was opened. */
export interface Writing {
  set: Record<Path, Json>
  base: Record<Path, OpId[]>
}

/**
 * Makes one operation of this change, or replaces the last one in place while it was never sent and concerns the same
 * registers of the same document: typing five hundred characters is one operation. Gives the operation.
 */
export async function writeChange(tx: ReplicaTx, d: DocId, { set, base }: Writing, now: number): Promise<OutRow> {
  const meta = await tx.meta()
  const last = await tx.lastOut()
  const [held = blankRow(d)] = await tx.docs([d])
  const b: Record<Path, OpId[]> = {}
  for (const path of Object.keys(set) as Path[]) b[path] = currentNames(base[path] ?? [], meta.aliases, d, path)
  const row = last && continues(last, d, b) ? replacing(last, set, b, now) : appending(meta, d, set, b, now)
  await tx.putOut([row])
  await tx.putMeta({ ...meta, n: row.n, h: row.h })
  // The row is the last operation owed: on top of what was shown, it gives what a new reckoning from the server would.
  await tx.putDocs([withShown(held, applyRow(unpack(held.shown), row, meta.personne), now)])
  return row
}

/** The ids as they are called now, for a field opened before its operations were given new ones. */
function currentNames(base: OpId[], aliases: ReplicaMeta['aliases'], d: DocId, path: Path): OpId[] {
  return base.map((op) => {
    const now = nameNow(aliases, op, d, path)
    // Opened since, when a new name is there too: then the old one is a write of the copy that shared our name.
    return base.some((other) => partsOf(other).replica === partsOf(now).replica) ? op : now
  })
}

/**
 * What an operation is called now, where it is named as a parent. Only the one that wrote in this very register was
 * ours: the same old name in another place is a write of the copy that shared our name.
 */
export function nameNow(aliases: ReplicaMeta['aliases'], op: OpId, d: DocId, path: string): OpId {
  const alias = aliases?.[op]
  return alias?.d === d && alias.paths.includes(path) ? alias.to : op
}

/**
 * Is this change the last operation going on? Never once it was put in a request, and only when it was on screen in
 * every register: else somebody (another tab) would be replaced without having been seen.
 */
function continues(last: OutRow, d: DocId, b: Record<Path, OpId[]>): boolean {
  const paths = Object.keys(b) as Path[]
  return (
    !last.sealed &&
    !last.done &&
    !last.r &&
    last.d === d &&
    paths.length === Object.keys(last.s).length &&
    paths.every((path) => Object.hasOwn(last.s, path) && b[path]?.includes(last.id))
  )
}

/** The same number, the same parents and those seen since. */
function replacing(last: OutRow, set: Writing['set'], b: Record<Path, OpId[]>, now: number): OutRow {
  const parents: Record<Path, OpId[]> = {}
  for (const path of Object.keys(b) as Path[]) {
    const seen = (b[path] ?? []).filter((op) => op !== last.id)
    parents[path] = [...new Set([...(last.b[path] ?? []), ...seen])]
  }
  return chained({ ...last, s: set, b: parents, t: now, rev: last.rev + 1 })
}

function appending(meta: ReplicaMeta, d: DocId, set: Writing['set'], b: Record<Path, OpId[]>, now: number): OutRow {
  const n = meta.n + 1
  const id = opId(meta.replica, n)
  return chained({ n, id, d, s: set, b, t: now, prev: meta.h, sealed: false, done: false, rev: 0 })
}

/** The row with its hash. */
export const chained = (row: Omit<OutRow, 'h'>): OutRow => ({ ...row, h: chain(row.prev, row) })
