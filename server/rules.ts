// The rules of the domain that the server holds by itself, whatever the app that asks: acts alone, what leaves its author
// or binds somebody. An answer, a note, a draft is never refused for a rule; which rules stay with the device, and why,
// is in docs/fiabilite.md. Of several versions one that allows is enough: a conflict is settled by people, not by a refusal.
import { DEMANDE, ENVOI, envoiOf, OFFRE, PUBLICATION, publicationOf } from '../src/domain/bourse.ts'
import { type DocId, path } from '../src/domain/id.ts'
import type { Json } from '../src/domain/json.ts'
import type { Operation } from '../src/domain/operation.ts'
import type { Registers } from '../src/domain/register.ts'
import { isRecord } from '../src/domain/shape.ts'
import type { PolitiqueOf } from './access.ts'
import { type Doc, rattachementOf, textOf, type Work } from './work.ts'

const versions = (registers: Registers, key: string): Json[] => (registers[path(key)] ?? []).map((head) => head.v)

/** The id of the rule that forbids this operation; null: none. `after`: the document once it is made. */
export async function ruleAgainst(work: Work, politiqueOf: PolitiqueOf, op: Operation, after: Doc): Promise<string | null> {
  if (after.kind !== 'fiche' || op.r) return null
  const gabarit = textOf(after.registers, '$gabarit') ?? ''
  if (gabarit === DEMANDE && envoiOf(op.s[ENVOI])?.etat === 'envoyee') return await againstSending(work, after.registers)
  const [version] = versions(after.registers, '$gabarit_version')
  const convention = politiqueOf(gabarit, typeof version === 'number' ? version : 1)?.convention
  if (!convention || !signs(op, convention.signatures)) return null
  const isTaken = (engagement: string) => versions(after.registers, engagement).includes(true)
  return convention.engagements.every(isTaken) ? null : 'R-ETH-01'
}

const ETAT = path('$etat')
const signs = (op: Operation, signatures: readonly string[]): boolean =>
  signatures.some((champ) => (op.s[path(champ)] ?? null) !== null) || (isRecord(op.s[ETAT]) && op.s[ETAT].etat === 'signee')

/** R-BEP-03: a trainee sends nothing. R-BEP-01: nor does who names no published offer of the structure that asks. */
async function againstSending(work: Work, registers: Registers): Promise<string | null> {
  const statuts = versions(registers, 'statut')
  if (statuts.length > 0 && statuts.every((statut) => statut === 'stagiaire')) return 'R-BEP-03'
  const immersion = textOf(registers, '$immersion')
  const visit = immersion ? await work.doc(immersion as DocId) : undefined
  const asking = visit?.kind === 'immersion' ? versions(visit.registers, 'structure_appartenance') : versions(registers, 'structure')
  for (const offre of versions(registers, 'offre_retour')) {
    const named = typeof offre === 'string' ? await work.doc(offre as DocId) : undefined
    if (named && isPublished(named) && asking.includes(rattachementOf(named.registers)?.id ?? null)) return null
  }
  return 'R-BEP-01'
}

const isPublished = ({ erased, registers }: Doc): boolean =>
  !erased &&
  textOf(registers, '$gabarit') === OFFRE &&
  versions(registers, '$deleted').every((value) => value === null) &&
  versions(registers, PUBLICATION).some((value) => publicationOf(value)?.etat === 'publiee')
