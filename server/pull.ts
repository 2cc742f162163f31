// Answers what changed in the channels of a person since a device's cursors: current states, no log (sync.md 6.5).
import {
  networkChannel,
  personalChannel,
  type Channel,
  type DocId,
  type Path,
  type PersonneId,
} from '../src/domain/id.ts'
import type { Json } from '../src/domain/json.ts'
import type { Cursor, PulledChannel, PullAnswer, PullRequest, Refusal, Rejected } from '../src/domain/protocol.ts'
import { noRegisters, pack, type Packed, unpack } from '../src/domain/register.ts'
import { sharedWith } from './restore.ts'
import type { Work } from './work.ts'

const START: Cursor = { base: 0, after: 0 }

/** One page of each channel of this person. */
export async function pull(work: Work, personne: PersonneId, request: PullRequest): Promise<PullAnswer> {
  const { statements, network } = work
  // One that knows no epoch may be the copy of one that pushed in a history that a restore took back, under the same name.
  const shared = await sharedWith(work, request.epoch)
  if (shared !== null) return { kind: 'epoch', epoch: work.epoch, seq: shared }
  const found = await statements.replica.first({ id: request.replica })
  const replica = found?.personne === personne && found.network === network ? found : undefined
  const refused = await statements.refused.all({ network, personne, after: request.rejectedAfter })
  const channels: PulledChannel[] = []
  for (const ch of [personalChannel(personne), networkChannel(network)]) {
    channels.push(await page(work, ch, request.cursors[ch] ?? START, request.limit))
  }
  return {
    kind: 'pulled',
    epoch: work.epoch,
    now: work.now,
    ack: replica?.last ?? 0,
    ackh: replica?.lasth ?? '',
    rejected: refused.map((row): Rejected => {
      const { s, regle } = JSON.parse(row.body) as { s: Record<string, Json>; regle?: string } // written by push
      const reason = row.verdict as Refusal
      return { seq: row.seq, d: row.doc as DocId, s, t: row.device_time, reason, ...(regle ? { regle } : {}) } // as it was sent
    }),
    channels,
  }
}

async function page(work: Work, ch: Channel, cursor: Cursor, limit: number): Promise<PulledChannel> {
  const { statements, network } = work
  const rows = await statements.channelPage.all({ network, ch, after: cursor.after, limit: limit + 1 })
  const more = rows.length > limit
  if (more) rows.pop()
  const pulled: PulledChannel = { id: ch, after: rows.at(-1)?.seq ?? cursor.after, more, docs: [], gone: [] }
  for (const row of rows) {
    const id = row.id as DocId // written by push
    if (row.removed === 1) pulled.gone.push({ id, why: row.erased === 1 ? 'erased' : 'channel' })
    // `base`, not `after`: a document that entered since the last complete pull was never received whole.
    else if (row.since > cursor.base) pulled.docs.push(JSON.parse(row.state) as Packed)
    else pulled.docs.push(changedSince(JSON.parse(row.state) as Packed, cursor.base))
  }
  return pulled
}

/** The registers in which something happened after `base`. */
function changedSince(packed: Packed, base: number): Packed {
  const registers = unpack(packed)
  const changed = noRegisters()
  for (const path of Object.keys(registers) as Path[]) {
    const heads = registers[path] ?? []
    if (heads.some((head) => (head.s ?? 0) > base)) changed[path] = heads
  }
  return pack(packed.id, changed)
}
