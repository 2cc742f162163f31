// The operations this replica owes the server: sealed when sent, kept until a complete pull has shown a state that holds
// them (write.ts makes them). Knows no database (port.ts) and no network (src/sync/round.ts).
import { PUSH_MAX_BYTES } from '../domain/limits.ts'
import type { Operation } from '../domain/operation.ts'
import type { PushAnswer } from '../domain/protocol.ts'
import { fork, offerAgain } from './fork.ts'
import type { OutRow, ReplicaMeta, ReplicaStore } from './port.ts'
import { operationOf } from './rows.ts'

/** What goes in one push. */
interface Batch {
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
