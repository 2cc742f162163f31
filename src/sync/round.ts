// One round with the server: send what is owed, then receive what changed. Safe to cut anywhere and to run again;
// failures are values. Knows no HTTP (transport.ts) and no schedule.
import {
  PROTOCOL,
  PULL_PAGE,
  PUSH_MAX_OPS,
  type PullAnswer,
  type PullRequest,
  type PushAnswer,
  type PushRequest,
} from '../domain/protocol.ts'
import type { ReplicaStore } from '../store/port.ts'
import { onPullAnswer, pullRequest } from '../store/receive.ts'
import { onPushAnswer, seal } from '../store/replica.ts'

/** Why the server could not be asked or did not answer. Anything that is not the protocol's JSON is `offline`. */
interface Failure {
  ok: false
  reason: 'offline' | 'signed-out' | 'revoked' | 'too-big' | 'outdated' | 'server'
  /** seconds the server asks to wait */
  retryAfter?: number
}
export type Outcome<T> = { ok: true; value: T } | Failure

export interface Transport {
  push(request: PushRequest): Promise<Outcome<PushAnswer>>
  pull(request: PullRequest): Promise<Outcome<PullAnswer>>
}

interface RoundDone {
  ok: true
  /** operations sent, and of those the ones not accepted */
  sent: number
  refused: number
  /** documents received */
  received: number
  /** times the replica had to be put right (fork, gap, restored server) */
  repaired: number
}
export type RoundResult = RoundDone | Failure

interface RoundOptions {
  /** device time, ms: shown, never decides */
  now?: () => number
  /** most operations of one push, most documents of one page */
  pushLimit?: number
  pullLimit?: number
}

// A replica is put right in one or two steps; one that never is must not ask for ever.
const REPAIRS = 8
// Somebody who types during each request must not keep the answers from being received.
const SMALL_BATCHES = 3

/** Pushes until the server holds everything owed, then pulls until no channel has more. */
export async function round(store: ReplicaStore, transport: Transport, options: RoundOptions = {}): Promise<RoundResult> {
  const now = options.now ?? Date.now
  const done: RoundDone = { ok: true, sent: 0, refused: 0, received: 0, repaired: 0 }
  while (done.repaired <= REPAIRS) {
    const failed = await sendAll(store, transport, now, options.pushLimit ?? PUSH_MAX_OPS, done)
    if (failed) return failed
    const received = await receiveAll(store, transport, now, options.pullLimit ?? PULL_PAGE, done)
    if (received !== 'retry') return received ?? done
    done.repaired++
  }
  return { ok: false, reason: 'server' }
}

async function sendAll(
  store: ReplicaStore,
  transport: Transport,
  now: () => number,
  most: number,
  done: RoundDone,
): Promise<Failure | null> {
  let limit = most
  let small = 0
  while (small < SMALL_BATCHES) {
    if (done.repaired > REPAIRS) return { ok: false, reason: 'server' }
    const batch = await seal(store, limit)
    const { replica, epoch, ops } = batch
    if (ops.length === 0) return null
    const answer = await transport.push({ v: PROTOCOL, replica, epoch, now: now(), ops })
    if (!answer.ok) {
      if (answer.reason !== 'too-big' || ops.length === 1) return answer
      limit = Math.floor(ops.length / 2)
      continue
    }
    const taken = await onPushAnswer(store, batch, answer.value)
    if (taken !== 'verified') done.repaired++
    else if (answer.value.kind === 'pushed') {
      done.sent += ops.length
      done.refused += answer.value.verdicts.filter((verdict) => verdict.v !== 'ok').length
      if (ops.length < limit) small++
    }
  }
  return null
}

async function receiveAll(
  store: ReplicaStore,
  transport: Transport,
  now: () => number,
  limit: number,
  done: RoundDone,
): Promise<Failure | 'retry' | null> {
  for (;;) {
    const request = await pullRequest(store, limit)
    const asked = now()
    const answer = await transport.pull(request)
    if (!answer.ok) return answer
    const arrived = now()
    const skew = answer.value.kind === 'pulled' ? Math.round(answer.value.now - (asked + arrived) / 2) : 0
    const taken = await onPullAnswer(store, request, answer.value, arrived, skew)
    if (taken === 'retry') return 'retry'
    if (answer.value.kind === 'pulled') for (const channel of answer.value.channels) done.received += channel.docs.length
    if (taken === 'complete') return null
  }
}
