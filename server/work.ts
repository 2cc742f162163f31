// One request at work inside a transaction: the counter of its network, the documents it reads and writes.
import {
  newReplicaId,
  type Channel,
  type DocId,
  type NetworkId,
  path,
  type PersonneId,
  type ReplicaId,
} from '../src/domain/id.ts'
import { type Collection, type Rattachement, readDocument } from '../src/domain/collections.ts'
import { pack, type Packed, type Registers, shownValue, unpack } from '../src/domain/register.ts'
import type { Directories, Directory } from './directory.ts'
import type { NetworkTable } from './migrations.ts'
import type { Statements } from './statements.ts'

/** A document as the server holds it. */
export interface Doc {
  id: DocId
  kind: Collection | null
  erased: boolean
  registers: Registers
  /** characters that it takes in the database, once it is there */
  size?: number
}

export interface Work {
  statements: Statements
  network: NetworkId
  epoch: string
  systeme: ReplicaId
  jour: string
  /** last day believed for erasures */
  jourSur: string
  /** name of the state of the directory */
  annuaire: string
  /** server time of this request, ms */
  now: number
  /** the sequence given last; `next` gives one */
  seq: number
  next(): number
  directory(): Promise<Directory>
  /** the directory was written: what was read of it no longer holds */
  directoryChanged(): void
  /** documents erased by this request */
  erased: DocId[]
  /** channels in which something changed: their readers are poked after the commit */
  changed: Set<Channel>
  doc(id: DocId): Promise<Doc | undefined>
  save(doc: Doc): Promise<void>
  /** the number of the next operation that the server writes itself */
  nextOfSysteme(): Promise<number>
  /** writes the counters back: call it last */
  finish(): Promise<void>
}

export interface Deps {
  statements: Statements
  directories: Directories
}

/** Takes the network's row for a request that writes; makes the network when nobody wrote to it yet. */
export async function openWork(deps: Deps, network: NetworkId, now: number): Promise<Work> {
  const { statements } = deps
  let row = await statements.networkLock.first({ id: network })
  if (!row) {
    await statements.networkAdd.run({ id: network, epoch: newReplicaId(), systeme: newReplicaId() })
    row = await statements.networkLock.first({ id: network })
  }
  if (!row) throw new Error('a network added is found')
  return workOn(deps, row, now)
}

/** The network for a request that only reads; null when nobody wrote to it yet. */
export async function openRead(deps: Deps, network: NetworkId, now: number): Promise<Work | null> {
  const row = await deps.statements.network.first({ id: network })
  return row ? workOn(deps, row, now) : null
}

function workOn({ statements, directories }: Deps, row: NetworkTable, now: number): Work {
  const network = row.id as NetworkId // written from one
  const began = row
  let systemeLast: number | undefined
  const systemeBegan = { last: -1 }
  const work: Work = {
    statements,
    network,
    epoch: row.epoch,
    systeme: row.systeme as ReplicaId, // written above
    jour: row.jour,
    jourSur: row.jour_sur,
    annuaire: row.annuaire,
    now,
    seq: row.seq,
    next: () => ++work.seq,
    directory: () => directories.of(network, work.annuaire),
    directoryChanged: () => {
      work.annuaire = newReplicaId()
    },
    erased: [],
    changed: new Set(),
    async doc(id) {
      const found = await statements.doc.first({ network, id })
      if (!found) return undefined
      const registers = unpack(JSON.parse(found.state) as Packed) // written by pack
      return { id, kind: found.kind ? (found.kind as Collection) : null, erased: found.erased === 1, registers, size: found.state.length }
    },
    async save(doc) {
      const { id, kind, registers } = doc
      const state = doc.erased
        ? JSON.stringify({ id, o: [], f: {} } satisfies Packed)
        : JSON.stringify(pack(id, registers))
      await statements.docSave.run({
        network,
        id,
        kind: kind ?? '',
        state,
        seq: work.seq,
        erased: doc.erased ? 1 : 0,
        ...(doc.erased ? nothing : columnsOf(kind, registers)),
      })
    },
    async nextOfSysteme() {
      if (systemeLast === undefined) {
        const replica = await statements.replica.first({ id: work.systeme })
        systemeLast = replica?.last ?? 0
        systemeBegan.last = systemeLast
      }
      return ++systemeLast
    },
    async finish() {
      if (systemeLast !== undefined && systemeLast !== systemeBegan.last) {
        await saveReplica(work, work.systeme, 'systeme', systemeLast, '')
      }
      const { seq, epoch, jour, jour_sur, annuaire } = began
      const moved = work.jour !== jour || work.jourSur !== jour_sur
      if (work.seq !== seq || work.epoch !== epoch || moved || work.annuaire !== annuaire) {
        await statements.networkSave.run({
          id: network,
          seq: work.seq,
          epoch: work.epoch,
          systeme: work.systeme,
          jour: work.jour,
          annuaire: work.annuaire,
          jour_sur: work.jourSur,
        })
      }
    },
  }
  return work
}

/** Remembers how far a replica got. */
export async function saveReplica(
  work: Work,
  id: ReplicaId,
  personne: PersonneId | 'systeme',
  last: number,
  lasth: string,
): Promise<void> {
  await work.statements.replicaSave.run({ id, network: work.network, personne, last, lasth, seen_at: work.now })
}

const nothing = { immersion: null, rattachement: null, fiche: null, structure_a: null, structure_b: null }

/** The text shown of a register; null when it is anything else. Reading a whole document costs ten times that. */
export function textOf(registers: Registers, key: string): string | null {
  const value = shownValue(registers, path(key))
  return typeof value === 'string' ? value : null
}

/** What the fiche is attached to. */
export const rattachementOf = (registers: Registers): Rattachement | null =>
  shownValue(registers, path('$rattachement')) === null ? null : readDocument('fiche', '', registers).$rattachement

/** What documents are found by when access is reckoned again. */
function columnsOf(kind: Collection | null, registers: Registers) {
  switch (kind) {
    case 'immersion':
      return {
        ...nothing,
        structure_a: textOf(registers, 'structure_appartenance'),
        structure_b: textOf(registers, 'structure_accueil'),
      }
    case 'fiche':
      return {
        ...nothing,
        immersion: textOf(registers, '$immersion'),
        rattachement: rattachementOf(registers)?.id ?? null,
      }
    case 'complement':
      return { ...nothing, fiche: textOf(registers, '$fiche') }
    case 'seance':
      return { ...nothing, rattachement: textOf(registers, 'groupe') }
    default:
      return nothing
  }
}
