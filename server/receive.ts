// Receives one operation: is it well formed, may its author make it, does a rule forbid it, is there room; then it is
// written, merged with what arrived meanwhile, and answered for. A refusal is an answer like another: nothing throws.
import { collectionOf } from '../src/domain/collections.ts'
import { isEffacee, PURGE } from '../src/domain/effacement.ts'
import { type DocId, opId, type Path, type PersonneId, type ReplicaId } from '../src/domain/id.ts'
import { sameValue } from '../src/domain/json.ts'
import { applyOffer } from '../src/domain/offer.ts'
import { hasValidPaths, Operation } from '../src/domain/operation.ts'
import type { Refusal } from '../src/domain/protocol.ts'
import { applyChange, conflictsOf, noRegisters, pack } from '../src/domain/register.ts'
import { mayWrite, type PolitiqueOf } from './access.ts'
import { DIRECTORY } from './directory.ts'
import { isAdmin, mayWriteEntry, settingsOnly } from './entries.ts'
import { eraseDocument } from './erase.ts'
import { type Body, mergeVersions, offerContext, store, whole } from './keep.ts'
import { ruleAgainst } from './rules.ts'
import type { Doc, Work } from './work.ts'

/** Largest operation kept; a drawn signature is about 20 kB. */
const OP_MAX = 400_000
/** Largest document, every version in it; the longest guides with all their notes are a tenth of that. */
const DOC_MAX = 2_000_000
/** Most registers of one document: a guide with long tables has a few thousand. */
const PATHS_MAX = 20_000

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

/**
 * Receives one operation of a replica. `restores`: the sequences at which this network was put back from a copy.
 * The rights are judged before anything is written.
 */
export async function receive(
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
