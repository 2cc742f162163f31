// What this device forgets by itself, network or not: a situation of practice analysis whose erasure day has come, one
// that was shared for a séance that is over, one that its author erases now (R-APP-04). Rows go, and the words that were
// still to be sent with them; the server, which has the same rule, is told nothing but the header.
import { type DocId, path, type Path, personalChannel } from '../domain/id.ts'
import type { Json } from '../domain/json.ts'
import { EFFACE, isEchue, PURGE, SITUATION_APP } from '../domain/effacement.ts'
import { Acces } from '../domain/politique.ts'
import { headsOf, type Registers, shownValue, unpack } from '../domain/register.ts'
import type { Database, StoredDoc } from './database.ts'
import { localTime } from './local-time.ts'
import type { OutRow, ReplicaTx } from './port.ts'
import { chained, writeChange } from './write.ts'

/** A date that was typed a moment ago may not be whole yet, ms. */
const TYPING = 600_000

const HEADER = ['$type', '$auteur', '$cree_le', '$gabarit', '$gabarit_version', '$immersion', '$rattachement', '$fiche', '$acces']
const isKept = (key: string): boolean => HEADER.includes(key) || key === PURGE

const withComplements = (id: DocId): DocId[] => [id, ...Acces.options.map((acces) => `${id}~${acces}` as DocId)]

/** Forgets what is due at this device time, put right by what the server's clock said last. Gives how many fiches went. */
export async function forgetDue(db: Database, now: number = Date.now()): Promise<number> {
  const { docs, meta } = db.dexie
  const rows = await docs.where('gabarit').equals(SITUATION_APP).toArray()
  if (rows.length === 0) return 0
  const replica = await meta.get('replica')
  const right = now + (replica?.k === 'replica' ? replica.value.skew : 0)
  const today = localTime(new Date(right)).slice(0, 10)
  const ended = await endedSeances(db, rows, today)
  const due = rows.filter((row) => {
    const registers = unpack(row.shown)
    const typed = (registers[PURGE] ?? []).some(({ t }) => Math.abs(right - t) < TYPING)
    if (isEchue(registers, today) && (!typed || row.auteur !== db.personne)) return true
    return row.auteur !== db.personne && ended.has(row.rattachement ?? '') && forSeanceOnly(registers)
  })
  if (due.length === 0) return 0
  await drop(db, due.map(({ id }) => id), async (tx) => {
    // Should the server think otherwise (its clock is the one that counts), everything comes again whole.
    const { cursors, ...rest } = await tx.meta()
    const { [personalChannel(db.personne)]: _, ...others } = cursors
    await tx.putMeta({ ...rest, cursors: others })
  })
  return due.length
}

const forSeanceOnly = (registers: Registers): boolean => {
  const versions = (registers[path('partage')] ?? []).map(({ v }) => v)
  return versions.length > 0 && versions.every((v) => v === 'seance')
}

async function endedSeances(db: Database, rows: StoredDoc[], today: string): Promise<Set<string>> {
  const ids = [...new Set(rows.flatMap(({ rattachement }) => rattachement ?? []))]
  const seances = await db.dexie.docs.bulkGet(ids)
  const over = (row: StoredDoc): boolean => {
    const date = shownValue(unpack(row.shown), path('date'))
    return typeof date === 'string' && date < today
  }
  return new Set(seances.flatMap((row) => (row?.kind === 'seance' && over(row) ? [row.id] : [])))
}

/** Its author erases a situation now: it leaves this device at once, the server and the others at the next exchange. */
export async function effacerMaintenant(db: Database, id: DocId, seen: Registers): Promise<void> {
  const now = Date.now()
  await drop(db, [id], async (tx) => {
    const set: Record<Path, Json> = { [EFFACE]: { par: db.personne, le: localTime() } }
    await writeChange(tx, id, { set, base: { [EFFACE]: headsOf(seen, EFFACE) } }, now)
    await tx.clearDocs([id])
  })
}

/** Takes fiches and their complements off this device, with their words still to be sent, then does `last`. */
async function drop(db: Database, fiches: DocId[], last: (tx: ReplicaTx) => Promise<void>): Promise<void> {
  const ids = new Set(fiches.flatMap(withComplements))
  const after = await db.store.transact(async (tx) => {
    const meta = await tx.meta()
    const rows = await tx.outbox()
    const { changed, h } = emptied(rows, ids, meta.h)
    if (changed.length > 0) {
      await tx.putOut(changed)
      await tx.putMeta({ ...meta, h })
    }
    await tx.clearDocs([...ids])
    await last(tx)
    return { meta: await tx.meta(), rows: await tx.outbox() }
  })
  // The rescue copy is a log: written anew, it no longer holds what it said before.
  await db.journal.rewrite(after.meta, after.rows)
}

/** The operations without the words of these documents. What was put in a request keeps its number and its hash. */
function emptied(rows: OutRow[], ids: ReadonlySet<DocId>, end: string): { changed: OutRow[]; h: string } {
  const first = rows.findIndex((row) => !row.sealed && !row.done && ids.has(row.d))
  if (first < 0) return { changed: [], h: end }
  let prev = rows[first]?.prev ?? ''
  const changed = rows.slice(first).map((row) => {
    const next = chained({ ...(ids.has(row.d) ? withoutWords(row) : row), prev })
    prev = next.h
    return next
  })
  return { changed, h: prev }
}

function withoutWords({ r: _, ...row }: OutRow): OutRow {
  const entries = Object.entries(row.s).filter(([key]) => isKept(key))
  const kind = row.d.includes('~') ? 'complement' : 'fiche'
  const s: Record<string, Json> = entries.length > 0 ? Object.fromEntries(entries) : { $type: kind }
  return { ...row, s, b: Object.fromEntries(Object.keys(s).map((key) => [key, row.b[key] ?? []])), rev: row.rev + 1 }
}
