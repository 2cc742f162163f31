// Takes a rescue file in. Where the server can be asked, its operations are given to it under the names they had: what
// the other device had in fact sent is then known for what it is, and nothing is doubled. What the server cannot take so,
// and all of it offline, is made again on this device.
import { PROTOCOL, PUSH_MAX_BYTES, PUSH_MAX_OPS } from '../domain/limits.ts'
import { fromBase64 } from '../store/base64.ts'
import type { Database } from '../store/database.ts'
import { savePiece } from '../store/photos.ts'
import type { RescueFile } from '../store/rescue-file.ts'
import { importRescue, isMadeHere } from '../store/rescue-import.ts'
import type { Session } from '../store/session.ts'
import type { Transport } from './round.ts'
import { createTransport } from './transport.ts'

/** `brought`: changes that came in · `known`: those that were here or on the server already */
export type Taken =
  | { ok: true; brought: number; known: number; photos: number }
  /** another person's, or of another network: it is theirs to bring in */
  | { ok: false; reason: 'stranger' }

/**
 * Brings a file in; nothing of it is lost, and nothing comes twice, however often it is read.
 * @throws SaveError when this device cannot keep it
 */
export async function takeRescue(
  db: Database,
  session: Pick<Session, 'personne' | 'network'>,
  file: RescueFile,
  transport: Transport = createTransport(),
): Promise<Taken> {
  if (file.personne !== session.personne || file.network !== session.network) return { ok: false, reason: 'stranger' }
  for (const { data, type } of file.photos) await savePiece(db, new Blob([fromBase64(data)], { type }))
  const { operations } = file
  const before = await heldOf(transport, file)
  const received = before === null ? 0 : Math.max(before.sure, await given(db, transport, file))
  const fresh = operations.filter(({ n }) => n > (before?.ack ?? 0) && n <= received).length
  const made = await importRescue(db, file, received)
  return { ok: true, brought: fresh + made, known: operations.length - fresh - made, photos: file.photos.length }
}

/**
 * How far the server got with that replica, and up to which number its hash shows that it holds the operations of this
 * file; null: it does not say.
 */
async function heldOf(
  transport: Transport,
  { replica, epoch, operations }: RescueFile,
): Promise<{ ack: number; sure: number } | null> {
  const answer = await transport.pull({ v: PROTOCOL, replica, epoch, cursors: {}, rejectedAfter: 0, limit: 1 })
  if (!answer.ok || answer.value.kind !== 'pulled') return null
  const { ack, ackh } = answer.value
  return { ack, sure: operations.some(({ n, h }) => n === ack && h === ackh) ? ack : 0 }
}

/** Pushes the operations as the other device would have. Gives up to which number the server then holds them. */
async function given(db: Database, transport: Transport, file: RescueFile): Promise<number> {
  const { replica, epoch, operations } = file
  if (await isMadeHere(db, file)) return 0
  let received = 0
  for (let at = 0; at < operations.length; ) {
    const ops = batch(operations.slice(at))
    const answer = await transport.push({ v: PROTOCOL, replica, epoch, now: Date.now(), ops })
    // An answer lost on the way says nothing of the request: the server is asked what it holds.
    if (!answer.ok) return Math.max(received, (await heldOf(transport, file))?.sure ?? 0)
    // Up to there the server has the same; under the numbers that follow it has other words, or lacks what came before.
    if (answer.value.kind === 'forked') return Math.max(received, answer.value.at)
    if (answer.value.kind !== 'pushed') return received
    received = ops.at(-1)?.n ?? received
    at += ops.length
  }
  return received
}

function batch(operations: RescueFile['operations']): RescueFile['operations'] {
  let size = 0
  const end = operations.findIndex((op, i) => {
    size += new TextEncoder().encode(JSON.stringify(op)).length
    return i >= PUSH_MAX_OPS || (i > 0 && size > PUSH_MAX_BYTES)
  })
  return end < 0 ? operations : operations.slice(0, end)
}
