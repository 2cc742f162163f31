// When a replica cannot go on under its name: it was copied or put back from an older state (fork), or the server was
// (epoch). It takes a new name, gives new numbers to what it still owes, and loses nothing (sync.md 6.4, 6.5).
import type { Collection } from '../domain/collections.ts'
import { type Channel, type DocId, newReplicaId, opId, partsOf, type Path } from '../domain/id.ts'
import { sameValue } from '../domain/json.ts'
import { offerOf } from '../domain/offer.ts'
import { chain } from '../domain/chain.ts'
import type { Offered } from '../domain/operation.ts'
import { noRegisters, pack, type Registers, unpack } from '../domain/register.ts'
import type { DocRow, OutRow, ReplicaMeta, ReplicaTx } from './port.ts'
import { byDocument, refreshed } from './rows.ts'
import { nameNow } from './write.ts'

/** Held from before the server was restored: leaves with the next complete pull unless that pull brought it again. */
export const BEFORE_RESTORE = 'x:before-restore' as Channel // no channel of the server is called so

const KEPT_ALIASES = 500

/** The same replica was used twice: the server holds its operations up to `at`; the others are not the ones it has. */
export async function fork(tx: ReplicaTx, at: number): Promise<void> {
  const meta = await tx.meta()
  const rows = await tx.outbox()
  const isDone = (row: OutRow) => row.done || row.n <= at
  const done = rows.filter(isDone)
  const owed = rows.filter((row) => !isDone(row))
  // Out of the way of the new numbers, in the same order.
  const kept = done.map((row, i): OutRow => ({ ...row, done: true, n: i + 1 - done.length }))
  const renewed = renumber(meta, owed, [])
  await replaceOutbox(tx, rows, [...kept, ...renewed.rows], renewed.meta)
}

/**
 * The server was restored from an older copy; both share what came up to `seq`. Offers it every head held from after,
 * then sends again what is still owed, under a new name. Everything is pulled anew.
 */
export async function offerAgain(tx: ReplicaTx, epoch: string, seq: number): Promise<void> {
  const meta = await tx.meta()
  const rows = await tx.outbox()
  const docs = await everyDocument(tx, meta, rows)
  const held = new Map<DocId, Registers>()
  const offers: { doc: DocRow; r: Record<Path, Offered[]> }[] = []
  const changed: DocRow[] = []
  for (const doc of docs) {
    const server = doc.server ? unpack(doc.server) : noRegisters()
    held.set(doc.id, server)
    const r: Record<Path, Offered[]> = {}
    const left: Registers = Object.assign(noRegisters(), server)
    for (const path of Object.keys(server) as Path[]) {
      const heads = server[path] ?? []
      const offered = offerOf(heads, seq)
      if (!offered) continue
      r[path] = offered
      delete left[path]
    }
    if (Object.keys(r).length > 0) offers.push({ doc, r })
    changed.push({ ...doc, server: pack(doc.id, left), channels: doc.channels.length > 0 ? [BEFORE_RESTORE] : [] })
  }
  await tx.putDocs(changed)
  // What the server had given back to us is offered with the rest; it need not be sent a second time.
  const last = lastReceived(rows, held)
  const owed = rows
    .filter((row) => partsOf(row.id).n > (last.get(inDocument(row)) ?? 0))
    .map((row) => (row.r ? { ...row, e: Math.min(row.e ?? seq, seq) } : row))
  offers.sort((a, b) => order(a.doc.kind) - order(b.doc.kind))
  const renewed = renumber({ ...meta, epoch, cursors: {}, rejectedAfter: Math.min(meta.rejectedAfter, seq) }, owed, offers.map(
    ({ doc, r }) => ({ d: doc.id, s: {}, b: {}, t: doc.updated, r, e: seq }),
  ))
  await replaceOutbox(tx, rows, renewed.rows, renewed.meta)
}

const inDocument = (row: OutRow): string => `${partsOf(row.id).replica} ${row.d}`

/** The last operation of each replica that the server's state of a document held: it held those before it too. */
function lastReceived(rows: OutRow[], held: Map<DocId, Registers>): Map<string, number> {
  const last = new Map<string, number>()
  for (const row of rows) {
    if (isReceived(row, held.get(row.d))) last.set(inDocument(row), Math.max(last.get(inDocument(row)) ?? 0, partsOf(row.id).n))
  }
  return last
}

// Its name is not enough: a copy of this replica may have used it for another write.
const isReceived = (row: OutRow, server: Registers | undefined): boolean =>
  Object.entries(row.s).some(([path, value]) =>
    server?.[path as Path]?.some((head) => head.o === row.id && head.t === row.t && sameValue(head.v, value)),
  )

// What decides who reads comes before what is read through it: an immersion, its fiches, their complements.
const ORDER: (Collection | null)[] = ['structure', 'personne', 'groupe', 'seance', 'immersion', 'fiche', 'complement', null]
const order = (kind: Collection | null): number => ORDER.indexOf(kind)

async function everyDocument(tx: ReplicaTx, meta: ReplicaMeta, rows: OutRow[]): Promise<DocRow[]> {
  const docs = new Map<DocId, DocRow>()
  for (const channel of [...(Object.keys(meta.cursors) as Channel[]), BEFORE_RESTORE]) {
    for (const doc of await tx.docsIn(channel)) docs.set(doc.id, doc)
  }
  // Those that left every channel stay as long as an operation concerns them.
  for (const doc of await tx.docs([...new Set(rows.map((row) => row.d))])) if (doc) docs.set(doc.id, doc)
  return [...docs.values()]
}

type Content = Pick<OutRow, 'd' | 's' | 'b' | 't' | 'r' | 'e'>

/** A new name: first the `opening` operations, then those owed, from number 1. */
function renumber(meta: ReplicaMeta, owed: OutRow[], opening: Content[]): { meta: ReplicaMeta; rows: OutRow[] } {
  const replica = newReplicaId()
  const aliases: NonNullable<ReplicaMeta['aliases']> = {}
  const rows: OutRow[] = []
  let h = ''
  const add = (content: Content): OutRow => {
    const n = rows.length + 1
    const op = { ...content, n }
    const row: OutRow = { ...op, id: opId(replica, n), prev: h, h: chain(h, op), sealed: false, done: false, rev: 0 }
    h = row.h
    rows.push(row)
    return row
  }
  for (const content of opening) add(content)
  for (const { id, d, s, b, t, r, e } of owed) {
    const parents = Object.fromEntries(
      Object.entries(b).map(([path, ops]) => [path, ops.map((op) => nameNow(aliases, op, d, path))]),
    )
    const row = add({ d, s, b: parents, t, ...(r ? { r } : {}), ...(e === undefined ? {} : { e }) })
    aliases[id] = { to: row.id, d, paths: Object.keys(s) }
  }
  const former = Object.entries(meta.aliases ?? {}).map(([from, alias]) => [from, { ...alias, to: aliases[alias.to]?.to ?? alias.to }])
  const kept = Object.fromEntries([...former, ...Object.entries(aliases)].slice(-KEPT_ALIASES))
  return { rows, meta: { ...meta, replica, n: rows.length, h, vack: 0, aliases: kept } }
}

/** Puts the new rows in the place of the old ones; what is shown is made of them. */
async function replaceOutbox(tx: ReplicaTx, former: OutRow[], rows: OutRow[], meta: ReplicaMeta): Promise<void> {
  await tx.clearOut(former.map((row) => row.n))
  await tx.putOut(rows)
  await tx.putMeta(meta)
  const groups = byDocument(rows)
  const docs = await tx.docs([...new Set([...former, ...rows].map((row) => row.d))])
  // One that is owed to and is not here was erased: it is not brought back.
  const held = docs.filter((doc) => doc !== undefined)
  await tx.putDocs(held.map((doc) => refreshed(doc, groups.get(doc.id) ?? [], meta.personne)))
}
