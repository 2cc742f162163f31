// Receives operations: each once, in the order of its replica, whatever the network did to the request. One bad
// operation never stops the others; what is not accepted is kept and says why (sync.md 6.4).
import { collectionOf } from '../src/domain/collections.ts'
import { type DocId, opId, partsOf, type OpId, type Path, type PersonneId, type ReplicaId } from '../src/domain/id.ts'
import { isEffacee, PURGE } from '../src/domain/effacement.ts'
import { sameValue, type Json } from '../src/domain/json.ts'
import { mergeValue } from '../src/domain/merge.ts'
import { applyOffer, type OfferContext, offeredAt } from '../src/domain/offer.ts'
import { chain, hasValidPaths, Operation } from '../src/domain/operation.ts'
import type { PushAnswer, PushRequest, Refusal, Verdict } from '../src/domain/protocol.ts'
import { applyChange, conflictsOf, noRegisters, pack } from '../src/domain/register.ts'
import { mayWrite, type PolitiqueOf } from './access.ts'
import { decides, follow, touchChannels } from './channels.ts'
import { DIRECTORY } from './directory.ts'
import { isAdmin, mayWriteEntry, settingsOnly } from './entries.ts'
import { eraseDocument } from './erase.ts'
import { sharedWith } from './restore.ts'
import { ruleAgainst } from './rules.ts'
import { type Doc, saveReplica, type Work } from './work.ts'

/** Largest operation kept; a drawn signature is about 20 kB. */
const OP_MAX = 400_000
/** Largest document, every version in it; the longest guides with all their notes are a tenth of that. */
const DOC_MAX = 2_000_000
/** Most registers of one document: a guide with long tables has a few thousand. */
const PATHS_MAX = 20_000

/** What of an operation is kept besides its columns. */
interface Body {
  s: Record<string, Json>
  b?: Operation['b']
  r?: Operation['r']
  /** for a merge made here: what it was made of */
  a?: OpId[]
  /** of a refusal: the rule that forbids it */
  regle?: string
}

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

/** What became of one operation. */
export interface Done {
  v: 'ok' | Refusal
  doc: string
  t: number
  body: Body
  conflict: Path[]
  /** sequence of the heads it gave; none when it was refused */
  seq?: number
}

/** A number that a column can hold. */
const whole = (value: number): number | null => (Number.isSafeInteger(Math.round(value)) ? Math.round(value) : null)

const isNumber = (value: unknown): value is number => Number.isSafeInteger(value)

function numbered(raw: unknown): { n: number; h: string } {
  const { n, h } = (typeof raw === 'object' && raw !== null ? raw : {}) as { n?: unknown; h?: unknown }
  if (!isNumber(n) || n < 1 || typeof h !== 'string') throw new Malformed('each operation has its number and its hash')
  return { n, h }
}

/** What was sent, as far as it can be told: kept with the refusal. */
export function rawBody(raw: unknown): { doc: string; t: number; body: Body } {
  const { d, s, t, r } = (raw ?? {}) as { d?: unknown; s?: unknown; t?: unknown; r?: Operation['r'] }
  const values = typeof s === 'object' && s !== null ? { ...(s as Body['s']) } : {} // shown to its author, never applied
  if (typeof r === 'object') {
    for (const [key, offered] of Object.entries(r)) {
      const versions = Array.isArray(offered) ? offered.map((head) => head?.v ?? null) : []
      if (versions.length > 0) values[key] = versions.length === 1 ? (versions[0] ?? null) : versions
    }
  }
  return {
    // What is no id is kept as far as a column and its index can.
    doc: typeof d === 'string' ? d.replaceAll('\0', '').slice(0, 200) : '',
    t: typeof t === 'number' ? (whole(t) ?? 0) : 0,
    body: { s: values },
  }
}

async function receive(
  work: Work,
  politiqueOf: PolitiqueOf,
  personne: PersonneId,
  replica: ReplicaId,
  raw: unknown,
  restores: readonly number[],
): Promise<Done> {
  const refuse = (v: Refusal): Done => ({ v, ...rawBody(raw), conflict: [] })
  const parsed = Operation.safeParse(raw)
  if (!parsed.success || !hasValidPaths(parsed.data)) return refuse('malformed')
  // An offer gives back what a restore took: of a server that was never restored it could only be made up.
  if (parsed.data.r && restores.length === 0) return refuse('forbidden')
  const sent = parsed.data.r ? offerOnly(parsed.data, Math.max(...restores)) : parsed.data
  const size = JSON.stringify(sent.s).length
  if (size > OP_MAX) return refuse('quota')
  const before = await work.doc(sent.d)
  // Nothing of an erased document is kept, not even what came too late (RGPD).
  if (before?.erased || (await isOfErased(work, sent.d))) {
    const done = { ...refuse('gone'), body: { s: {} } }
    // A device that forgot it by itself says so without a word of it: that is no refusal to look at.
    return isForgotten(sent) ? { ...done, v: 'ok' } : done
  }

  const op = await asked(work, personne, before, sent)
  const id = opId(replica, op.n)
  const stamp = { o: id, t: op.t, u: personne }
  // The rights are judged before anything is written, on the document as it would be.
  const offer = op.r ? await offerContext(work, op) : undefined
  const preview = offer
    ? applyOffer(before?.registers ?? noRegisters(), op, offer)
    : applyChange(before?.registers ?? noRegisters(), op, stamp)
  const after: Doc = { id: op.d, kind: collectionOf(preview), erased: false, registers: preview }
  const body: Body = { s: op.s, b: op.b, ...(op.r ? { r: op.r } : {}) }
  if (offer && (isNothingNew(before, after) || (await isOthers(work, personne, op, before, after)))) {
    return { v: 'ok', doc: op.d, t: op.t, body: { s: {} }, conflict: [] }
  }
  if (!(await mayWrite(work, politiqueOf, personne, op, before, after))) return refuse('forbidden')
  const regle = await ruleAgainst(work, politiqueOf, op, after)
  if (regle) return { ...refuse('forbidden'), body: { ...rawBody(raw).body, regle } }
  if (Object.keys(preview).length > PATHS_MAX || isTooBig(before, after, size)) return refuse('quota')

  const seq = work.next()
  after.registers = offer
    ? applyOffer(before?.registers ?? noRegisters(), op, { ...offer, s: seq })
    : applyChange(before?.registers ?? noRegisters(), op, { ...stamp, s: seq })
  if (!op.r) await mergeVersions(work, before, after, op, id)
  await store(work, politiqueOf, before, after)
  if (isEffacee(after.registers)) {
    await eraseDocument(work, politiqueOf, op.d)
    return { v: 'ok', doc: op.d, t: op.t, body: { s: {} }, conflict: [] }
  }
  const paths = new Set([...Object.keys(op.s), ...Object.keys(op.r ?? {})])
  const conflict = conflictsOf(after.registers).filter((path) => paths.has(path))
  return { v: 'ok', seq, doc: op.d, t: op.t, body, conflict }
}

/** What counts of an offer; what it says to share with the server is no later than the restores it knows of. */
const offerOnly = (op: Operation, shared: number): Operation => ({ ...op, s: {}, b: {}, e: Math.min(op.e ?? 0, shared) })

/** Would the document outgrow its bound? What makes it smaller always passes: a choice between versions, for one. */
function isTooBig(before: Doc | undefined, after: Doc, added: number): boolean {
  const held = before?.size ?? 0
  if (held + added <= DOC_MAX) return false
  const size = JSON.stringify(pack(after.id, after.registers)).length
  return size > DOC_MAX && size > held
}

const KEPT = ['$type', '$auteur', '$cree_le', '$gabarit', '$gabarit_version', '$immersion', '$rattachement', '$fiche', '$acces', PURGE]
/** What is left of an operation on a device that forgot the document by itself: its header, no answer (src/store/oubli.ts). */
const isForgotten = ({ s, r }: Operation): boolean =>
  !r && Object.keys(s).length > 0 && Object.keys(s).every((key) => KEPT.some((one) => one === key))

/** Is it a complement of a fiche that was erased? */
async function isOfErased(work: Work, id: DocId): Promise<boolean> {
  const [fiche, acces] = id.split('~')
  return acces !== undefined && (await work.doc(fiche as DocId))?.erased === true
}

/** Every device holds the directory and offers it; only those who may write it count, and the others do no wrong. */
const isOthers = async (
  work: Work,
  personne: PersonneId,
  op: Operation,
  before: Doc | undefined,
  after: Doc,
): Promise<boolean> =>
  after.kind !== null &&
  DIRECTORY.includes(after.kind) &&
  !(await mayWriteEntry(work, personne, op, before, after))

/** What counts of an operation that was sent. */
async function asked(work: Work, personne: PersonneId, before: Doc | undefined, sent: Operation): Promise<Operation> {
  if (before?.kind === 'complement') return withoutOpening(sent)
  if (sent.r && before?.kind === 'groupe' && !(await isAdmin(work, personne))) return settingsOnly(sent)
  return sent
}

/** An offer of what is here already, or of what came before it, needs no right and changes nothing. */
function isNothingNew(before: Doc | undefined, after: Doc): boolean {
  const names = (doc: Doc) =>
    Object.fromEntries(Object.entries(doc.registers).map(([path, heads]) => [path, heads.map((head) => head.o)]))
  return before !== undefined && sameValue(names(before), names(after))
}

/** Two people may open the same complement apart: the first one to arrive is its author, and nobody has to choose. */
function withoutOpening(op: Operation): Operation {
  const { $auteur: _auteur, $cree_le: _creation, ...s } = op.s
  return { ...op, s }
}

/** Writes the document, says it in its channels, and reckons access again when that changes. */
export async function store(work: Work, politiqueOf: PolitiqueOf, before: Doc | undefined, after: Doc): Promise<void> {
  await work.save(after)
  await touchChannels(work, after.id)
  if (decides(before, after)) await follow(work, politiqueOf, before, after)
  // Names and dates of the directory are read by the policy too.
  else if (after.kind && DIRECTORY.includes(after.kind)) work.directoryChanged()
}

/** Joins two versions when nobody has to choose: the server's own operation, both originals kept in its history. */
async function mergeVersions(work: Work, before: Doc | undefined, after: Doc, op: Operation, id: OpId): Promise<void> {
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
async function offerContext(work: Work, op: Operation): Promise<OfferContext> {
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
