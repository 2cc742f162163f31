// Fiches as screens read them: one fiche with the complements that this device was given, as one document.
import type { DocumentOf } from '../domain/collections.ts'
import type { DocId, Path } from '../domain/id.ts'
import { Acces } from '../domain/politique.ts'
import { type Registers, shownValue, unpack } from '../domain/register.ts'
import type { Database, StoredDoc } from './database.ts'
import { type DocView, owedDocs, viewsOf } from './documents.ts'

/** A field note is a fiche of this gabarit. */
export const NOTES = 'carnet-notes'

/** A fiche; `registers` hold the answers of its readable complements too. */
export interface FicheView extends DocView<'fiche'> {
  data: DocumentOf<'fiche'>
  complements: Acces[]
}

function withComplements(fiche: DocView<'fiche'>, complements: StoredDoc[], owed: ReadonlySet<string>): FicheView {
  const registers: Registers = Object.assign(Object.create(null), fiche.registers)
  const acces: Acces[] = []
  let { pending, updated } = fiche
  for (const row of complements) {
    const own = unpack(row.shown)
    const known = Acces.safeParse(shownValue(own, '$acces' as Path))
    if (known.success) acces.push(known.data)
    // The header is the fiche's own; of a complement only the answers are read.
    for (const path of Object.keys(own) as Path[]) if (!path.startsWith('$')) registers[path] = own[path] ?? []
    pending ||= owed.has(row.id)
    updated = Math.max(updated, row.updated)
  }
  return { ...fiche, registers, pending, updated, complements: acces }
}

async function fichesIn(db: Database, rows: StoredDoc[]): Promise<FicheView[]> {
  const [only, ...others] = rows.map((row) => row.id)
  const byFiche = db.dexie.docs.where('fiche')
  // Of one fiche, read at each key typed in it: one request, where several values are a cursor and a request for each.
  const complements = only ? await (others.length > 0 ? byFiche.anyOf([only, ...others]) : byFiche.equals(only)).toArray() : []
  const owed = await owedDocs(db, [...rows, ...complements])
  const of = new Map<string | null, StoredDoc[]>()
  for (const row of complements) of.set(row.fiche, [...(of.get(row.fiche) ?? []), row])
  return viewsOf('fiche', rows, owed)
    .map((view) => withComplements(view, of.get(view.id) ?? [], owed))
    .sort((a, b) => b.updated - a.updated)
}

/** One fiche, or null when it is not on this device or lies in the corbeille. */
export function findFiche(db: Database, id: DocId): Promise<FicheView | null> {
  const { docs, out } = db.dexie
  // Read again at each key saved: one transaction, not three.
  return db.dexie.transaction('r', docs, out, async () => {
    const row = await docs.get(id)
    if (!row) return null
    const [fiche] = await fichesIn(db, [row])
    return fiche ?? null
  })
}

/** The fiches of an immersion, or of what they are attached to (structure, groupe, seance…), last changed first. */
export async function fichesOf(db: Database, of: { immersion: string } | { rattachement: string }): Promise<FicheView[]> {
  const rows = await db.dexie.docs.where(of).toArray()
  return fichesIn(
    db,
    rows.filter((row) => row.kind === 'fiche'),
  )
}

/** The field notes of an immersion, or those of no immersion, last changed first. */
export async function notesOf(db: Database, immersion: string | null): Promise<FicheView[]> {
  // By immersion where there is one: of thousands of notes, only its own are read.
  const rows = await db.dexie.docs.where(immersion ? { immersion } : { gabarit: NOTES }).toArray()
  return fichesIn(
    db,
    rows.filter((row) => row.kind === 'fiche' && row.gabarit === NOTES && row.immersion === immersion),
  )
}

/** The `limit` fiches last changed, of one gabarit or of all. */
export async function recentFiches(db: Database, limit: number, gabarit?: string): Promise<FicheView[]> {
  const isKept = (row: StoredDoc) => row.kind === 'fiche' && row.deleted === 0
  if (gabarit === undefined) {
    return fichesIn(db, await db.dexie.docs.orderBy('updated').reverse().filter(isKept).limit(limit).toArray())
  }
  // By gabarit, not by date: whatever is saved elsewhere moves the dates, and a live query would run again each time.
  const rows = await db.dexie.docs.where('gabarit').equals(gabarit).filter(isKept).toArray()
  return fichesIn(db, rows.sort((a, b) => b.updated - a.updated).slice(0, limit))
}
