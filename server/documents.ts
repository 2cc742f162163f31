// Documents on the server: push, pull, and what administration writes. Every kind goes through one table and one
// policy. Knows people by their id only; who asks is decided in front of it.
import { collectionOf, type Collection } from '../src/domain/collections.ts'
import {
  type Channel,
  type DocId,
  type NetworkId,
  networkChannel,
  opId,
  type Path,
  personalChannel,
  type PersonneId,
} from '../src/domain/id.ts'
import type { Json } from '../src/domain/json.ts'
import type { Politique } from '../src/domain/politique.ts'
import type { PullAnswer, PullRequest, PushAnswer, PushRequest } from '../src/domain/protocol.ts'
import { applyChange, headsOf, noRegisters, type Packed, type Registers, unpack } from '../src/domain/register.ts'
import { mayWrite, politiqueFinder } from './access.ts'
import { placeEverything } from './channels.ts'
import { type Database, isFailing } from './database.ts'
import { believe, followDay, isHeld } from './day.ts'
import { createDirectories } from './directory.ts'
import { eraseDocument } from './erase.ts'
import { createGroupCommit } from './group-commit.ts'
import { addOwn, store } from './keep.ts'
import { pull } from './pull.ts'
import { push } from './push.ts'
import { type Done, rawBody } from './receive.ts'
import { beginEpoch } from './restore.ts'
import { ruleAgainst } from './rules.ts'
import { statementsOf } from './statements.ts'
import { type Deps, openRead, openWork, type Work } from './work.ts'

export { Malformed } from './push.ts'

export interface DocumentsOptions {
  politiques: Politique[]
  /** server time, ms */
  now?: () => number
  /** where the day begins for a network */
  timeZone?: string
  /** an operation was put aside because handling it failed: for the operator's log, nothing personal in it */
  onHeld?: (error: unknown) => void
  /** documents were erased for good: called after the commit, and waited for before that is answered */
  onErased?: (network: NetworkId, ids: readonly DocId[]) => Promise<void>
}

/** A document as administration writes it: new values by path. */
interface Write {
  id: DocId
  set: Record<Path, Json>
}

export type Documents = ReturnType<typeof createDocuments>

/** The documents kept in this database. */
export function createDocuments(database: Database, options: DocumentsOptions) {
  const now = options.now ?? Date.now
  const politiqueOf = politiqueFinder(options.politiques)
  const days = new Intl.DateTimeFormat('sv-SE', { timeZone: options.timeZone ?? 'Europe/Paris' })
  const statements = statementsOf(database)
  const directories = createDirectories(statements, () => days.format(now()))
  const deps: Deps = { statements, directories }
  const group = createGroupCommit(database)
  /** networks whose day this process has looked at */
  const followed = new Set<NetworkId>()
  const listeners = new Set<(channels: Channel[], network: NetworkId) => void>()

  /** Work that writes: in the transaction of this turn, told to the listeners after it. */
  async function write<T>(network: NetworkId, task: (work: Work) => Promise<T>): Promise<T> {
    const { value, changed, erased } = await group.write(network, async () => {
      const work = await openWork(deps, network, now())
      await followDay(work, politiqueOf, followed.has(network))
      followed.add(network)
      const value = await task(work)
      await work.finish()
      return { value, changed: [...work.changed], erased: work.erased }
    })
    if (erased.length > 0) await options.onErased?.(network, erased)
    if (changed.length > 0) for (const listener of listeners) listener(changed, network)
    return value
  }

  /** Work that reads, on one state of the database. */
  const read = <T>(task: () => Promise<T>): Promise<T> =>
    database.alone(async () => {
      await database.control('snapshot')
      try {
        return await task()
      } finally {
        if (database.inTransaction()) await database.control('rollback')
      }
    })

  /** One operation: undone alone, and put aside, when handling it fails for a reason nobody thought of. */
  async function guard(raw: unknown, task: () => Promise<Done>): Promise<Done> {
    await database.control('op')
    try {
      const done = await task()
      await database.control('keepOp')
      return done
    } catch (error) {
      if (isFailing(error)) throw error
      await database.control('undoOp')
      await database.control('keepOp')
      directories.forget() // what it may have read back is undone
      options.onHeld?.(error)
      return { v: 'held', ...rawBody(raw), conflict: [] }
    }
  }

  return {
    /**
     * Receives the operations of a device of this person; answers once they are on the disk.
     * @throws Malformed when what was sent are no operations
     */
    push: (personne: PersonneId, network: NetworkId, request: PushRequest): Promise<PushAnswer> =>
      write(network, (work) => push(work, politiqueOf, personne, request, guard)),

    /** What changed for this person since the cursors of a device. */
    async pull(personne: PersonneId, network: NetworkId, request: PullRequest): Promise<PullAnswer> {
      for (;;) {
        const answer = await read(async () => {
          const work = await openRead(deps, network, now())
          return work && work.jour === days.format(work.now) ? await pull(work, personne, request) : null
        })
        if (answer) return answer
        await write(network, async () => {}) // makes the network, or follows the day
      }
    },

    /** Writes documents of the directory, examples, corrections: replaces the values shown, asks no right. */
    put: (network: NetworkId, author: PersonneId | 'systeme', docs: Write[], at: number = now()): Promise<void> =>
      write(network, async (work) => {
        for (const { id, set } of docs) await putOne(work, author, id, set, at)
      }),

    /** The registers of a document, or null when there is none or it was erased. */
    read: (network: NetworkId, id: DocId): Promise<Registers | null> =>
      read(async () => {
        const row = await statements.doc.first({ network, id })
        return row && row.erased === 0 ? unpack(JSON.parse(row.state) as Packed) : null // written by pack
      }),

    /** Every document of a kind, those in the corbeille included. */
    list: (network: NetworkId, kind: Collection): Promise<{ id: DocId; registers: Registers }[]> =>
      read(async () => {
        const rows = await statements.docsOf.all({ network, kind })
        return rows.map((row) => ({ id: row.id as DocId, registers: unpack(JSON.parse(row.state) as Packed) }))
      }),

    mayRead: (personne: PersonneId, network: NetworkId, id: DocId): Promise<boolean> =>
      read(async () => {
        const [a, b] = [personalChannel(personne), networkChannel(network)]
        return (await statements.channelHas.first({ network, doc: id, a, b })) !== undefined
      }),

    /** Would this person's operation giving these values to a fiche be accepted? */
    mayWrite: (personne: PersonneId, network: NetworkId, id: DocId, set: Record<Path, Json>): Promise<boolean> =>
      read(async () => {
        const work = await openRead(deps, network, now())
        const before = await work?.doc(id)
        if (!work || !before || before.erased) return false
        const op = { n: 1, d: id, s: set, b: {}, t: 0, h: '' }
        if (await ruleAgainst(work, politiqueOf, op, before)) return false
        return await mayWrite(work, politiqueOf, personne, op, before, before)
      }),

    /**
     * Looks at a document and writes to it in one transaction, in which nobody else writes: `task` is given its registers
     * (null when there is none) and `put`. Other prepared statements run in the same transaction; a throw undoes it all.
     */
    settle: <T>(
      network: NetworkId,
      id: DocId,
      task: (registers: Registers | null, put: (author: PersonneId | 'systeme', set: Record<Path, Json>) => Promise<void>) => Promise<T>,
    ): Promise<T> =>
      write(network, async (work) => {
        const doc = await work.doc(id)
        const put = (author: PersonneId | 'systeme', set: Record<Path, Json>) => putOne(work, author, id, set, work.now)
        return await task(doc && !doc.erased ? doc.registers : null, put)
      }),

    /** Calls the listener after each commit with the channels in which something changed. */
    onChange(listener: (channels: Channel[], network: NetworkId) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },

    /** Reckons again who reads what, for every document: after new versions of gabarits, for instance. */
    refreshChannels: (network: NetworkId): Promise<void> =>
      write(network, (work) => placeEverything(work, politiqueOf)),

    /** Erases a document and its complements for good: content and history go, devices forget at their next round. */
    erase: (network: NetworkId, id: DocId, again = false): Promise<void> =>
      write(network, (work) => eraseDocument(work, politiqueOf, id, again)),

    /** Applies what the day of the network asks (rights of a séance, erasure dates), when nobody did since it began. */
    followDay: (network: NetworkId): Promise<void> => write(network, async () => {}),

    /** The last day believed and the one of the clock, while erasures by date wait because they are too far apart. */
    heldDay: (network: NetworkId): Promise<{ since: string; today: string } | null> =>
      read(async () => {
        const work = await openRead(deps, network, now())
        return work && isHeld(work) ? { since: work.jourSur, today: work.jour } : null
      }),

    /** Somebody says that the date of the server is right. */
    believeDay: (network: NetworkId): Promise<void> => write(network, (work) => believe(work, politiqueOf, work.jour)),

    /** To be called once after the database (or one network of it) was put back from an older copy: devices will offer what they hold. */
    async restored(network?: NetworkId): Promise<void> {
      directories.forget()
      const networks = network ? [{ id: network }] : await read(() => statements.networks.all({}))
      for (const { id } of networks) await write(id as NetworkId, beginEpoch)
    },

    /** requests that wrote, and the transactions they shared */
    stats: group.stats,
  }

  async function putOne(
    work: Work,
    author: PersonneId | 'systeme',
    id: DocId,
    set: Record<Path, Json>,
    at: number,
  ): Promise<void> {
    const before = await work.doc(id)
    if (before?.erased) return
    const held = before?.registers ?? noRegisters()
    const b = Object.fromEntries((Object.keys(set) as Path[]).map((path) => [path, headsOf(held, path)]))
    const n = await work.nextOfSysteme()
    const seq = work.next()
    const registers = applyChange(held, { s: set, b }, { o: opId(work.systeme, n), t: at, u: author, s: seq })
    await addOwn(work, n, seq, id, author, at, { s: set, b })
    await store(work, politiqueOf, before, { id, kind: collectionOf(registers), erased: false, registers })
  }
}
