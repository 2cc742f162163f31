// Takes the operations of a request: each once, in the order of its replica, whatever the network did to it. One bad
// operation never stops the others; what is not accepted is kept and says why (sync.md 6.4).
import { type DocId, type OpId, opId, type PersonneId } from '../src/domain/id.ts'
import { chain, type Operation } from '../src/domain/operation.ts'
import type { PushAnswer, PushRequest, Verdict } from '../src/domain/protocol.ts'
import type { PolitiqueOf } from './access.ts'
import { whole } from './keep.ts'
import { type Done, rawBody, receive } from './receive.ts'
import { sharedWith } from './restore.ts'
import { saveReplica, type Work } from './work.ts'

/** An operation that lacks even a number and a hash: the request is no push. */
export class Malformed extends Error {}

/**
 * Takes the operations of one request.
 * @throws Malformed when what was sent are no operations
 */
export async function push(
  work: Work,
  politiqueOf: PolitiqueOf,
  personne: PersonneId,
  request: PushRequest,
  guard: (raw: unknown, task: () => Promise<Done>) => Promise<Done>,
): Promise<PushAnswer> {
  const shared = await sharedWith(work, request.epoch)
  if (shared !== null) return { kind: 'epoch', epoch: work.epoch, seq: shared }
  const replica = await work.statements.replica.first({ id: request.replica })
  if (replica && (replica.personne !== personne || replica.network !== work.network)) return { kind: 'forked', at: 0 }
  let last = replica?.last ?? 0
  let lasth = replica?.lasth ?? ''
  const began = last
  const verdicts: Verdict[] = []
  let stop: PushAnswer | undefined
  const restores = (await work.statements.restores.all({ network: work.network })).map(({ seq }) => seq)
  for (const raw of request.ops as unknown[]) {
    const { n, h } = numbered(raw)
    if (n <= last) {
      const known = await work.statements.opOf.first({ replica: request.replica, n })
      if (known?.h !== h) {
        stop = { kind: 'forked', at: n - 1 }
        break
      }
      const conflict = known.conflict ? (JSON.parse(known.conflict) as string[]) : [] // written below
      verdicts.push({ n, v: known.verdict as Verdict['v'], ...(conflict.length ? { conflict } : {}) })
      continue
    }
    if (n > last + 1) {
      stop = { kind: 'gap', expected: last + 1 }
      break
    }
    if (h !== chain(lasth, raw as Operation)) {
      stop = { kind: 'forked', at: last }
      break
    }
    if (restores.length > 0 && (await isTaken(work, opId(request.replica, n), raw))) {
      stop = { kind: 'forked', at: last }
      break
    }
    const done = await guard(raw, () => receive(work, politiqueOf, personne, request.replica, raw, restores))
    await work.statements.opAdd.run({
      network: work.network,
      seq: done.seq ?? work.next(),
      replica: request.replica,
      n,
      doc: done.doc,
      personne,
      body: JSON.stringify(done.body),
      h,
      received_at: work.now,
      device_time: whole(done.t) ?? 0,
      skew: whole(work.now - request.now),
      verdict: done.v,
      conflict: done.conflict.length ? JSON.stringify(done.conflict) : null,
    })
    verdicts.push({ n, v: done.v, ...(done.conflict.length ? { conflict: done.conflict } : {}) })
    last = n
    lasth = h
  }
  if (last !== began || !replica) await saveReplica(work, request.replica, personne, last, lasth)
  return stop ?? { kind: 'pushed', ack: last, ackh: lasth, verdicts, now: work.now }
}

/**
 * Is there a write of this very name already, offered by the other device of a copied pair? Its number was used in the
 * history that a restore took back; a second write under it would take the place of the first.
 */
async function isTaken(work: Work, id: OpId, raw: unknown): Promise<boolean> {
  const { doc } = rawBody(raw)
  const held = await work.doc(doc as DocId)
  return Object.values(held?.registers ?? {}).some((heads) => heads.some((head) => head.o === id))
}

const isNumber = (value: unknown): value is number => Number.isSafeInteger(value)

function numbered(raw: unknown): { n: number; h: string } {
  const { n, h } = (typeof raw === 'object' && raw !== null ? raw : {}) as { n?: unknown; h?: unknown }
  if (!isNumber(n) || n < 1 || typeof h !== 'string') throw new Malformed('each operation has its number and its hash')
  return { n, h }
}
