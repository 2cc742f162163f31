// Takes one answer to a pull: its documents, its cursors, the refusals and what leaves the outbox, in one transaction.
// A crash between them would lose a change or repeat it.
import type { Channel, DocId } from '../domain/id.ts'
import { type Cursor, PROTOCOL, type PullAnswer, type PullRequest } from '../domain/protocol.ts'
import { mergeState, pack, type Packed, unpack } from '../domain/register.ts'
import { BEFORE_RESTORE, offerAgain } from './fork.ts'
import type { DocRow, OutRow, ReplicaMeta, ReplicaStore, ReplicaTx } from './port.ts'
import { chained } from './write.ts'
import { blankRow, byDocument, refreshed } from './rows.ts'

const START: Cursor = { base: 0, after: 0 }

/** The request for the next page. */
export const pullRequest = (store: ReplicaStore, limit: number): Promise<PullRequest> =>
  store.transact(async (tx) => {
    const { replica, epoch, cursors, rejectedAfter } = await tx.meta()
    return { v: PROTOCOL, replica, epoch, cursors, rejectedAfter, limit }
  })

/** `more`: ask for the next page. `complete`: everything was received. `retry`: the replica was put right, begin again. */
type Pulled = 'more' | 'complete' | 'retry'

type Pages = Extract<PullAnswer, { kind: 'pulled' }>

/** Takes the answer to this request. `skew`: server time − device time, ms, measured around it. */
export function onPullAnswer(
  store: ReplicaStore,
  request: PullRequest,
  answer: PullAnswer,
  now: number,
  skew: number,
): Promise<Pulled> {
  return store.transact(async (tx): Promise<Pulled> => {
    const meta = await tx.meta()
    if (meta.replica !== request.replica || meta.epoch !== request.epoch) return 'retry'
    if (answer.kind === 'epoch') {
      await offerAgain(tx, answer.epoch, answer.seq)
      return 'retry'
    }
    // Another round went on from these cursors meanwhile: this page may say that a document left which came back since.
    const moved = answer.channels.some(({ id }) => !sameCursor(meta.cursors[id] ?? START, request.cursors[id] ?? START))
    if (moved) return 'retry'
    const complete = answer.channels.every((channel) => !channel.more)

    const docs = await receiveDocs(tx, answer, now)
    if (complete) await leaveChannels(tx, docs, meta, answer)
    const erased = new Set(answer.channels.flatMap((ch) => ch.gone.filter(({ why }) => why === 'erased').map(({ id }) => id)))
    const outbox = blanked(await tx.outbox(), erased, meta)
    const confirmed = complete ? confirm(outbox.meta, outbox.rows, answer) : { meta: outbox.meta, left: outbox.rows }
    const left = new Set(confirmed.left)
    const cleared = outbox.rows.filter((row) => !left.has(row))

    await tx.putOut(outbox.changed)
    await tx.clearOut(cleared.map((row) => row.n))
    await putDocs(tx, docs, erased, confirmed.left, cleared, meta)
    if (answer.rejected.length > 0) await tx.putRejected(answer.rejected)
    if (erased.size > 0) await forgetRefused(tx, erased)
    await tx.putMeta({
      ...confirmed.meta,
      epoch: answer.epoch,
      cursors: cursorsAfter(meta, answer),
      rejectedAfter: answer.rejected.reduce((max, row) => Math.max(max, row.seq), meta.rejectedAfter),
      skew,
    })
    return complete ? 'complete' : 'more'
  })
}

const sameCursor = (a: Cursor, b: Cursor): boolean => a.base === b.base && a.after === b.after

/** `base` waits for the end of the pull: until then a document may still come that was never received whole. */
function cursorsAfter(meta: ReplicaMeta, answer: Pages): Record<Channel, Cursor> {
  const cursors: Record<Channel, Cursor> = {}
  for (const { id, more, after } of answer.channels) {
    cursors[id] = { base: more ? (meta.cursors[id] ?? START).base : after, after }
  }
  return cursors
}

/** The rows of the documents of this page, as they are now on the server. */
async function receiveDocs(tx: ReplicaTx, answer: Pages, now: number): Promise<Map<DocId, DocRow>> {
  const ids = [...new Set(answer.channels.flatMap((ch) => [...ch.docs, ...ch.gone].map(({ id }) => id)))]
  const held = await tx.docs(ids)
  const docs = new Map<DocId, DocRow>()
  for (const row of held) if (row) docs.set(row.id, row)
  for (const channel of answer.channels) {
    for (const doc of channel.docs) {
      const row = docs.get(doc.id) ?? blankRow(doc.id)
      const channels = [...new Set([...row.channels, channel.id])]
      docs.set(doc.id, { ...row, channels, server: merged(row.server, doc), updated: now })
    }
    for (const { id } of channel.gone) leave(docs, docs.get(id), channel.id)
  }
  return docs
}

const merged = (held: Packed | null, incoming: Packed): Packed =>
  held ? pack(incoming.id, mergeState(unpack(held), unpack(incoming))) : incoming

function leave(docs: Map<DocId, DocRow>, row: DocRow | undefined, channel: Channel): void {
  if (row) docs.set(row.id, { ...row, channels: row.channels.filter((ch) => ch !== channel) })
}

/** A channel that the server no longer names is one that was lost; so is what it did not bring again after a restore. */
async function leaveChannels(tx: ReplicaTx, docs: Map<DocId, DocRow>, meta: ReplicaMeta, answer: Pages): Promise<void> {
  const named = new Set(answer.channels.map((channel) => channel.id))
  const lost = (Object.keys(meta.cursors) as Channel[]).filter((channel) => !named.has(channel))
  for (const channel of [...lost, BEFORE_RESTORE]) {
    for (const row of await tx.docsIn(channel)) leave(docs, docs.get(row.id) ?? row, channel)
  }
}

/**
 * An erased document takes with it what is still owed to it. What was sent keeps its number until the server has
 * answered for it; what never was is emptied in place, and the chain made again from there.
 */
function blanked(rows: OutRow[], erased: Set<DocId>, meta: ReplicaMeta): { rows: OutRow[]; changed: OutRow[]; meta: ReplicaMeta } {
  const first = rows.findIndex((row) => !row.sealed && !row.done && erased.has(row.d))
  if (first < 0) return { rows, changed: [], meta }
  let prev = rows[first]?.prev ?? ''
  const changed = rows.slice(first).map((row) => {
    const { r: _, ...rest } = row
    const next = chained(erased.has(row.d) ? { ...rest, s: {}, b: {}, prev } : { ...row, prev })
    prev = next.h
    return next
  })
  return { rows: [...rows.slice(0, first), ...changed], changed, meta: { ...meta, h: prev } }
}

/** What was refused of an erased document is still listed, without its content. */
async function forgetRefused(tx: ReplicaTx, erased: Set<DocId>): Promise<void> {
  const rows = (await tx.rejected()).filter((row) => erased.has(row.d))
  await tx.putRejected(rows.map((row) => ({ ...row, s: {} })))
}

/**
 * A complete pull was received: what the server's state holds leaves the outbox. Only its hash says that the server's
 * operation number n is ours; a copy of this replica may have used the same number for another.
 */
function confirm(meta: ReplicaMeta, rows: OutRow[], { ack, ackh }: Pages): { meta: ReplicaMeta; left: OutRow[] } {
  const known = rows.some((row) => !row.done && row.n === ack && row.h === ackh) ? Math.max(meta.vack, ack) : meta.vack
  // Fewer than we thought: the server lost some. They are still here, and will be sent again.
  const vack = Math.min(known, ack)
  const left = rows.filter((row) => !row.done && row.n > vack)
  // It holds more than we ever made: this replica was put back from an older copy, and goes on from there.
  if (left.length === 0 && ack >= meta.n) return { left, meta: { ...meta, n: ack, h: ackh, vack: ack } }
  return { left, meta: { ...meta, vack } }
}

/** Writes the rows with what is owed on top. A document of no channel stays only as long as an operation concerns it. */
async function putDocs(
  tx: ReplicaTx,
  docs: Map<DocId, DocRow>,
  erased: Set<DocId>,
  owed: OutRow[],
  cleared: OutRow[],
  { personne }: ReplicaMeta,
): Promise<void> {
  const missing = [...new Set(cleared.map((row) => row.d))].filter((id) => !docs.has(id))
  for (const row of await tx.docs(missing)) if (row) docs.set(row.id, row)
  const groups = byDocument(owed)
  const isOver = (row: DocRow) => erased.has(row.id) || (row.channels.length === 0 && !groups.has(row.id))
  const rows = [...docs.values()]
  await tx.clearDocs(rows.filter(isOver).map((row) => row.id))
  await tx.putDocs(rows.filter((row) => !isOver(row)).map((row) => refreshed(row, groups.get(row.id) ?? [], personne)))
}
