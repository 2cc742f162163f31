// The operations this replica owes the server: made, numbered, chained, sealed when sent, kept until a complete pull has
// shown a state that holds them. Knows no database (port.ts) and no network (src/sync/round.ts).
import type { DocId, OpId, Path } from '../domain/id.ts'
import { opId, partsOf } from '../domain/id.ts'
import type { Json } from '../domain/json.ts'
import { chain, type Operation } from '../domain/operation.ts'
import { PUSH_MAX_BYTES, type PushAnswer } from '../domain/protocol.ts'
import { unpack } from '../domain/register.ts'
import { fork, nameNow, offerAgain } from './fork.ts'
import type { OutRow, ReplicaMeta, ReplicaStore, ReplicaTx } from './port.ts'
import { applyRow, blankRow, operationOf, withShown } from './rows.ts'

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

/** What goes in one push. */
export interface Batch {
  replica: ReplicaMeta['replica']
  epoch: string | null
  ops: Operation[]
}

const bytes = new TextEncoder()

/** The next operations to push, at most `limit` of them: sealed here, never changed again. */
export function seal(store: ReplicaStore, limit: number): Promise<Batch> {
  return store.transact(async (tx) => {
    const meta = await tx.meta()
    const owed = (await tx.outbox()).filter((row) => !row.done && row.n > meta.vack)
    const rows: OutRow[] = []
    let size = 0
    for (const row of owed) {
      size += bytes.encode(JSON.stringify(row.s)).length + JSON.stringify(row.r ?? row.b).length + 200
      if (rows.length >= limit || (rows.length > 0 && size > PUSH_MAX_BYTES)) break
      rows.push(row)
    }
    const sealed = rows.filter((row) => !row.sealed).map((row) => ({ ...row, sealed: true }))
    if (sealed.length > 0) await tx.putOut(sealed)
    return { replica: meta.replica, epoch: meta.epoch, ops: rows.map(operationOf) }
  })
}

/** `verified`: the server holds the batch. `retry`: the replica was put right, push again. `late`: not for us any more. */
export type Pushed = 'verified' | 'retry' | 'late'

/** Takes the answer to a push. Nothing leaves the outbox here: the screen would jump back to an older state. */
export function onPushAnswer(store: ReplicaStore, batch: Batch, answer: PushAnswer): Promise<Pushed> {
  return store.transact(async (tx): Promise<Pushed> => {
    const meta = await tx.meta()
    if (meta.replica !== batch.replica) return 'late'
    switch (answer.kind) {
      case 'pushed': {
        const vack = Math.max(meta.vack, answer.verdicts.at(-1)?.n ?? 0)
        const live = (await tx.outbox()).filter((row) => !row.done)
        // The server knows more of this replica than the replica itself: it was put back from an older copy.
        const behind = answer.ack > meta.n && live.every((row) => row.n <= vack)
        await tx.putMeta({ ...meta, vack, ...(behind ? { n: answer.ack, h: answer.ackh } : {}) })
        return 'verified'
      }
      case 'forked':
        await fork(tx, answer.at)
        return 'retry'
      case 'gap': {
        const missing = (await tx.outbox()).some((row) => !row.done && row.n === answer.expected)
        // The server lost what it had; what we no longer have cannot be sent again under its number.
        if (missing) await tx.putMeta({ ...meta, vack: Math.min(meta.vack, answer.expected - 1) })
        else await fork(tx, Math.min(answer.expected - 1, meta.vack))
        return 'retry'
      }
      case 'epoch':
        await offerAgain(tx, answer.epoch, answer.seq)
        return 'retry'
    }
  })
}
