// Which documents are in which channels, kept true when something that decides it changes: the document's own
// registers, its immersion, its seance, its group, the roles of a person, the day. Rows move, content never does.
import { CHOIX } from '../src/domain/acces.ts'
import { readDocument, type Personne } from '../src/domain/collections.ts'
import { type Channel, type DocId, path, personalChannel, type PersonneId } from '../src/domain/id.ts'
import { sameValue, type Json } from '../src/domain/json.ts'
import { type Registers, shownValue } from '../src/domain/register.ts'
import { channelsFor, type PolitiqueOf, readableBy } from './access.ts'
import { DIRECTORY } from './directory.ts'
import type { Doc, Work } from './work.ts'

type Found = { id: string; kind: string }[]

/** Puts the document in the channels of its readers and out of the others. One sequence for each document that moves. */
async function placeDocument(work: Work, politiqueOf: PolitiqueOf, doc: Doc): Promise<void> {
  const { statements, network } = work
  const wanted = await channelsFor(work, politiqueOf, doc)
  const rows = await statements.channelsOf.all({ network, doc: doc.id })
  const held = new Set(rows.filter((row) => row.removed === 0).map((row) => row.ch as Channel))
  const added = [...wanted].filter((ch) => !held.has(ch))
  const removed = [...held].filter((ch) => !wanted.has(ch))
  if (added.length + removed.length === 0) return
  const seq = work.next()
  for (const ch of added) await statements.channelAdd.run({ network, ch, doc: doc.id, seq })
  for (const ch of removed) await statements.channelRemove.run({ network, ch, doc: doc.id, seq })
  for (const ch of [...added, ...removed]) work.changed.add(ch)
}

/** Says in each channel of the document that it changed. */
export async function touchChannels(work: Work, doc: DocId): Promise<void> {
  const rows = await work.statements.channelTouch.all({ network: work.network, doc, seq: work.seq })
  for (const row of rows) work.changed.add(row.ch as Channel)
}

// The registers of each kind that decide who reads: the document itself, or others through it.
const DECIDING: Record<string, readonly string[]> = {
  immersion: [
    '$type',
    '$auteur',
    'dispositif',
    'accueilli',
    'accueillant',
    'salarie',
    'referent',
    'charge_projet',
    'structure_appartenance',
    'structure_accueil',
  ],
  fiche: ['$type', '$auteur', '$gabarit', '$gabarit_version', '$immersion', '$rattachement', ...CHOIX],
  complement: ['$type', '$fiche', '$acces'],
  personne: ['$type', 'structure', 'roles', 'mandats', '$deleted'],
  groupe: ['$type', 'type', 'structures', 'participants', 'coordination', 'fin'],
  seance: ['$type', 'groupe', 'date'],
}

const versions = (registers: Registers | undefined, key: string): Json[] =>
  (registers?.[path(key)] ?? []).map((head) => head.v)

/** Did the change touch something that decides who reads? */
export function decides(before: Doc | undefined, after: Doc): boolean {
  if (!before || before.kind !== after.kind) return true
  return (DECIDING[after.kind ?? ''] ?? []).some(
    (key) => !sameValue(versions(before.registers, key), versions(after.registers, key)),
  )
}

/** Reckons again who reads what depends on this document. Call it when `decides`. */
export async function follow(work: Work, politiqueOf: PolitiqueOf, before: Doc | undefined, after: Doc): Promise<void> {
  const { statements, network } = work
  if (after.kind && DIRECTORY.includes(after.kind)) work.directoryChanged()
  await placeDocument(work, politiqueOf, after)
  const found: Found = []
  switch (after.kind) {
    case 'fiche':
      found.push(...(await statements.ofFiche.all({ network, of: after.id })))
      break
    case 'immersion':
      found.push(...(await statements.ofImmersion.all({ network, of: after.id })))
      break
    case 'seance':
      found.push(...(await statements.ofRattachement.all({ network, of: after.id })))
      break
    case 'groupe':
      for (const doc of [before, after]) if (doc) found.push(...(await ofGroupe(work, doc)))
      break
    case 'personne':
      await followPersonne(work, politiqueOf, before, after)
      break
  }
  await placeAll(work, politiqueOf, found)
}

/** The documents whose readers a group has a say in. */
async function ofGroupe(work: Work, doc: Doc): Promise<Found> {
  const { statements, network } = work
  const groupe = readDocument('groupe', doc.id, doc.registers)
  const found: Found = await statements.ofRattachement.all({ network, of: doc.id })
  for (const structure of groupe.structures) {
    found.push(...(await statements.ofRattachement.all({ network, of: structure })))
    found.push(...(await statements.ofStructure.all({ network, of: structure })))
  }
  return found
}

/** A person's roles decide what that person reads, and, by their structure, who manages the groups they take part in. */
async function followPersonne(
  work: Work,
  politiqueOf: PolitiqueOf,
  before: Doc | undefined,
  after: Doc,
): Promise<void> {
  const { statements, network } = work
  const directory = await work.directory()
  const who = directory.reader(after.id)
  const ch = personalChannel(after.id as string as PersonneId)
  const rows = await statements.docIds.all({ network })
  for (const row of rows) if (!DIRECTORY.includes(row.kind)) await placeFor(work, politiqueOf, row.id as DocId, ch, who)
  const structure = (doc: Doc | undefined) => (doc ? shownValue(doc.registers, path('structure')) : null)
  if (sameValue(structure(before), structure(after))) return
  const groupes = directory.annuaire.groupes.filter((groupe) => groupe.participants.includes(after.id))
  const found: Found = []
  for (const groupe of groupes) found.push(...(await statements.ofRattachement.all({ network, of: groupe.id })))
  await placeAll(work, politiqueOf, found)
}

async function placeFor(
  work: Work,
  politiqueOf: PolitiqueOf,
  id: DocId,
  ch: Channel,
  who: Personne | null,
): Promise<void> {
  const { statements, network } = work
  const doc = await work.doc(id)
  if (!doc || doc.erased) return
  const wanted = who !== null && (await readableBy(work, politiqueOf, doc))(who)
  const rows = await statements.channelsOf.all({ network, doc: id })
  const held = rows.some((row) => row.ch === ch && row.removed === 0)
  if (wanted === held) return
  const seq = work.next()
  if (wanted) await statements.channelAdd.run({ network, ch, doc: id, seq })
  else await statements.channelRemove.run({ network, ch, doc: id, seq })
  work.changed.add(ch)
}

/** Places these documents and what depends on them: the fiches of an immersion or a seance, the complements of a fiche. */
export async function placeAll(work: Work, politiqueOf: PolitiqueOf, found: Found): Promise<void> {
  const { statements, network } = work
  const seen = new Set<string>()
  const waiting = [...found]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (seen.has(next.id)) continue
    seen.add(next.id)
    if (!DIRECTORY.includes(next.kind)) {
      const doc = await work.doc(next.id as DocId)
      if (doc && !doc.erased) await placeDocument(work, politiqueOf, doc)
    }
    if (next.kind === 'fiche') waiting.push(...(await statements.ofFiche.all({ network, of: next.id })))
    if (next.kind === 'immersion') waiting.push(...(await statements.ofImmersion.all({ network, of: next.id })))
    if (next.kind === 'seance') waiting.push(...(await statements.ofRattachement.all({ network, of: next.id })))
  }
}

/** Places every document of the network again: after a change of the policy itself. */
export async function placeEverything(work: Work, politiqueOf: PolitiqueOf): Promise<void> {
  await placeAll(work, politiqueOf, await work.statements.docIds.all({ network: work.network }))
}
