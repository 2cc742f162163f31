// The policy of src/domain/acces.ts asked about documents as the server holds them: who reads this one, may this
// person write that operation.
import {
  CHOIX,
  type FicheEntete,
  mayCreateFiche,
  mayReadComplement,
  mayReadFiche,
  mayReadImmersion,
  mayWriteActe,
  mayWriteComplement,
  mayWriteFiche,
  mayWriteImmersion,
  mayWriteStructure,
} from '../src/domain/acces.ts'
import { readDocument, type Personne } from '../src/domain/collections.ts'
import {
  type Channel,
  type DocId,
  networkChannel,
  path,
  type Path,
  personalChannel,
  type PersonneId,
} from '../src/domain/id.ts'
import { isEchue } from '../src/domain/effacement.ts'
import { sameValue } from '../src/domain/json.ts'
import type { Operation } from '../src/domain/operation.ts'
import { Acces, type Politique } from '../src/domain/politique.ts'
import { type Registers, shownValue } from '../src/domain/register.ts'
import { isVoteOfAnother } from '../src/domain/seances.ts'
import { DIRECTORY, type Directory } from './directory.ts'
import { mayWriteEntry } from './entries.ts'
import { type Doc, rattachementOf, textOf, type Work } from './work.ts'

export type PolitiqueOf = (gabarit: string, version: number) => Politique | null

/** Finds the policy of a gabarit; of a version unknown here, that of the newest. */
export function politiqueFinder(politiques: Politique[]): PolitiqueOf {
  const exact = new Map(politiques.map((p) => [`${p.gabarit}@${p.version}`, p]))
  const newest = new Map<string, Politique>()
  for (const p of politiques) if ((newest.get(p.gabarit)?.version ?? 0) < p.version) newest.set(p.gabarit, p)
  return (gabarit, version) => exact.get(`${gabarit}@${version}`) ?? newest.get(gabarit) ?? null
}

async function enteteOf(work: Work, politiqueOf: PolitiqueOf, registers: Registers): Promise<FicheEntete> {
  const immersion = textOf(registers, '$immersion')
  const at = immersion ? await work.doc(immersion as DocId) : undefined
  const version = shownValue(registers, path('$gabarit_version'))
  const choix = Object.fromEntries(CHOIX.map((champ) => [champ, (registers[path(champ)] ?? []).map((head) => head.v)]))
  // R-APP-04: past its day nobody else reads it, even when it came too late to be erased that night.
  if (isEchue(registers, (await work.directory()).annuaire.aujourdhui)) choix.partage = []
  return {
    auteur: textOf(registers, '$auteur'),
    immersion: at?.kind === 'immersion' && !at.erased ? readDocument('immersion', at.id, at.registers) : null,
    rattachement: rattachementOf(registers),
    politique: politiqueOf(textOf(registers, '$gabarit') ?? '', typeof version === 'number' ? version : 1),
    choix: choix as unknown as FicheEntete['choix'], // CHOIX are its keys
  }
}

/** The fiche that a complement completes, and for whom; null when its id does not say the same as its registers. */
async function completed(work: Work, doc: Doc): Promise<{ fiche: Doc; acces: Acces } | null> {
  const of = textOf(doc.registers, '$fiche')
  const acces = Acces.safeParse(textOf(doc.registers, '$acces'))
  if (!of || !acces.success || doc.id !== `${of}~${acces.data}`) return null
  const fiche = await work.doc(of as DocId)
  return fiche?.kind === 'fiche' && !fiche.erased ? { fiche, acces: acces.data } : null
}

/** A question about one document that can be asked for each person: what it needs is read once. */
export async function readableBy(
  work: Work,
  politiqueOf: PolitiqueOf,
  doc: Doc,
): Promise<(personne: Personne) => boolean> {
  const { annuaire } = await work.directory()
  if (doc.erased) return () => false
  if (doc.kind === 'immersion') {
    const immersion = readDocument('immersion', doc.id, doc.registers)
    return (personne) => mayReadImmersion(immersion, personne, annuaire)
  }
  if (doc.kind === 'fiche') {
    const entete = await enteteOf(work, politiqueOf, doc.registers)
    return (personne) => mayReadFiche(entete, personne, annuaire)
  }
  if (doc.kind === 'complement') {
    const of = await completed(work, doc)
    if (!of) return () => false
    const entete = await enteteOf(work, politiqueOf, of.fiche.registers)
    return (personne) => mayReadComplement(entete, of.acces, personne, annuaire)
  }
  return () => false
}

/** Every channel the document belongs in. */
export async function channelsFor(work: Work, politiqueOf: PolitiqueOf, doc: Doc): Promise<Set<Channel>> {
  if (doc.kind && DIRECTORY.includes(doc.kind)) return new Set([networkChannel(work.network)])
  const directory = await work.directory()
  const readable = await readableBy(work, politiqueOf, doc)
  const channels = new Set<Channel>()
  for (const personne of directory.annuaire.personnes) {
    if (readable(personne)) channels.add(personalChannel(personne.id as PersonneId))
  }
  // The author may be missing from the directory: what one wrote, one reads.
  const author = authorOf(doc, directory)
  if (author && readable(author)) channels.add(personalChannel(author.id as PersonneId))
  return channels
}

const authorOf = (doc: Doc, directory: Directory): Personne | null => {
  const auteur = textOf(doc.registers, '$auteur')
  return auteur === null ? null : directory.reader(auteur)
}

// What a document is, once and for all: its kind, its author, where it belongs.
const HEADER = ['$type', '$auteur', '$gabarit', '$gabarit_version', '$immersion', '$rattachement', '$fiche', '$acces']

/** Doing the same creation again (a replica copied, an answer lost) is no change. */
const changesHeader = (before: Doc, op: Operation): boolean =>
  HEADER.some((key) => key in op.s && !sameValue(op.s[key], shownValue(before.registers, path(key))))

const champOf = (key: string): string => key.split('/')[0] ?? key

/** A structure written by one of its own people. What is offered after a restore comes from the administration's devices. */
const ownsCard = (op: Operation, before: Doc | undefined, who: Personne): boolean =>
  !op.r && mayWriteStructure(before ? readDocument('structure', before.id, before.registers) : null, Object.keys(op.s), who)

/** May this person make this operation? `after`: the document once it is made. */
export async function mayWrite(
  work: Work,
  politiqueOf: PolitiqueOf,
  personne: PersonneId,
  op: Operation,
  before: Doc | undefined,
  after: Doc,
): Promise<boolean> {
  const directory = await work.directory()
  const who = directory.reader(personne)
  if (!who || !after.kind) return false
  // The name of a complement is for the complement: nobody takes it before its author.
  if (op.d.includes('~') && after.kind !== 'complement') return false
  if (DIRECTORY.includes(after.kind))
    return (await mayWriteEntry(work, personne, op, before, after)) || (after.kind === 'structure' && ownsCard(op, before, who))
  if (op.r) {
    // What this person held before the restore they could read then: the copy remembers it, or they read it once it is back.
    const rows = await work.statements.channelsOf.all({ network: work.network, doc: op.d })
    const ch = personalChannel(personne)
    return rows.some((row) => row.ch === ch) || (await readableBy(work, politiqueOf, after))(who)
  }
  if (before && changesHeader(before, op)) return false
  const keys = Object.keys(op.s) as Path[]
  const { annuaire } = directory
  if (after.kind === 'immersion') {
    if (!before) return readDocument('immersion', after.id, after.registers).$auteur === personne
    return mayWriteImmersion(readDocument('immersion', before.id, before.registers), who, annuaire)
  }
  if (after.kind === 'fiche') {
    const entete = await enteteOf(work, politiqueOf, (before ?? after).registers)
    if (keys.some((key) => Object.hasOwn(entete.politique?.acces ?? {}, champOf(key)))) return false
    if (keys.some((key) => isVoteOfAnother(entete.politique?.gabarit, key, personne))) return false
    // The acts of the bourse have their own rule, for those too who fill nothing of the fiche.
    const acts = keys.map((key) => mayWriteActe(entete, key, op.s[key], who, annuaire))
    if (acts.includes(false)) return false
    if (before && acts.length > 0 && acts.every((act) => act === true)) return mayReadFiche(entete, who, annuaire)
    return before ? mayWriteFiche(entete, who, annuaire) : mayCreateFiche(entete, who, annuaire)
  }
  const of = await completed(work, after)
  if (!of) return false
  const entete = await enteteOf(work, politiqueOf, of.fiche.registers)
  const apart = entete.politique?.acces
  if (apart && keys.some((key) => !key.startsWith('$') && apart[champOf(key)] !== of.acces)) return false
  return mayWriteComplement(entete, of.acces, who, annuaire)
}
