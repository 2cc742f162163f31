// What an accepted operation leaves: the document and its channels, the versions that the server joins by itself, the
// operations of its own, and what the history says about those that devices offer again.
import { type OpId, opId, partsOf, type Path, type PersonneId } from '../src/domain/id.ts'
import { type Json, sameValue } from '../src/domain/json.ts'
import { mergeValue } from '../src/domain/merge.ts'
import { type OfferContext, offeredAt } from '../src/domain/offer.ts'
import type { Operation } from '../src/domain/operation.ts'
import { applyChange } from '../src/domain/register.ts'
import type { PolitiqueOf } from './access.ts'
import { decides, follow, touchChannels } from './channels.ts'
import { DIRECTORY } from './directory.ts'
import type { Doc, Work } from './work.ts'

/** What of an operation is kept besides its columns. */
export interface Body {
  s: Record<string, Json>
  b?: Operation['b']
  r?: Operation['r']
  /** for a merge made here: what it was made of */
  a?: OpId[]
  /** of a refusal: the rule that forbids it */
  regle?: string
}

/** A number that a column can hold. */
export const whole = (value: number): number | null => (Number.isSafeInteger(Math.round(value)) ? Math.round(value) : null)

/** Writes the document, says it in its channels, and reckons access again when that changes. */
export async function store(work: Work, politiqueOf: PolitiqueOf, before: Doc | undefined, after: Doc): Promise<void> {
  await work.save(after)
  await touchChannels(work, after.id)
  if (decides(before, after)) await follow(work, politiqueOf, before, after)
  // Names and dates of the directory are read by the policy too.
  else if (after.kind && DIRECTORY.includes(after.kind)) work.directoryChanged()
}

/** Joins two versions when nobody has to choose: the server's own operation, both originals kept in its history. */
export async function mergeVersions(work: Work, before: Doc | undefined, after: Doc, op: Operation, id: OpId): Promise<void> {
  for (const path of Object.keys(op.s) as Path[]) {
    const held = before?.registers[path] ?? []
    const [other] = held
    const [parent] = op.b[path] ?? []
    // One version held, and one parent it descends from: then the parent's value is the base of both.
    if (held.length !== 1 || !other || !parent || op.b[path]?.length !== 1 || other.o === parent || other.o === id)
      continue
    const base = await valueGiven(work, after.id, parent, path)
    if (base === undefined) continue
    const mine = op.s[path] ?? null
    if (sameValue(other.v, mine)) continue // they already show as one
    const merged = mergeValue(base, other.v, mine)
    if (merged === null) continue
    const a = [other.o, id]
    const n = await work.nextOfSysteme()
    const seq = work.next()
    const origin = { o: opId(work.systeme, n), t: op.t, u: 'systeme' as const, s: seq, a }
    after.registers = applyChange(after.registers, { s: { [path]: merged.value }, b: { [path]: a } }, origin)
    await addOwn(work, n, seq, after.id, 'systeme', op.t, { s: { [path]: merged.value }, b: { [path]: a }, a })
  }
}

async function valueGiven(work: Work, doc: string, op: OpId, path: Path): Promise<Json | undefined> {
  const row = await work.statements.opBody.first({ ...partsOf(op), network: work.network, doc })
  return row ? (JSON.parse(row.body) as Body).s[path] : undefined // written below
}

/** Keeps an operation that the server made itself. */
export async function addOwn(
  work: Work,
  n: number,
  seq: number,
  doc: string,
  personne: PersonneId | 'systeme',
  t: number,
  body: Body,
): Promise<void> {
  await work.statements.opAdd.run({
    network: work.network,
    seq,
    replica: work.systeme,
    n,
    doc,
    personne,
    body: JSON.stringify(body),
    h: '',
    received_at: work.now,
    device_time: whole(t) ?? 0,
    skew: null,
    verdict: 'ok',
    conflict: null,
  })
}

/** What the history of this document says about the operations offered. */
export async function offerContext(work: Work, op: Operation): Promise<OfferContext> {
  const rows = await work.statements.opsOfDoc.all({ network: work.network, doc: op.d })
  const bodies = rows.map((row) => JSON.parse(row.body) as Body) // written above
  const known = new Set<string>()
  for (const [path, offered] of Object.entries(op.r ?? {})) {
    // Under its very name another register may have been written: by a copy of the device that shared that name.
    for (const { o } of offered) if ((await valueGiven(work, op.d, o, path as Path)) !== undefined) known.add(`${path} ${o}`)
  }
  return {
    known: (path, o) => known.has(`${path} ${o}`),
    replaced: (path, o) => bodies.some((body) => body.b?.[path]?.includes(o)),
    taken: (path) => bodies.flatMap((body) => offeredAt(body, path)),
  }
}
