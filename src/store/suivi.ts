// The fiches that following the work looks at: every answer except the field notes, whose text is never read here.
// Which fiches there are is asked of the indexes; only those that are wanted are read.
import { type DocumentOf, readDocument } from '../domain/collections.ts'
import type { DocId, Path } from '../domain/id.ts'
import { type Registers, unpack } from '../domain/register.ts'
import type { Database, StoredDoc } from './database.ts'
import { NOTES } from './fiches.ts'

/** A fiche and the answers of its readable complements, without what the outbox says of it. */
export interface FicheSuivie {
  id: DocId
  data: DocumentOf<'fiche'>
  registers: Registers
}

/** Which fiches: those of these gabarits, those of these immersions and of no immersion; nothing said: all. */
interface Perimetre {
  gabarits?: readonly string[] | undefined
  immersions?: readonly string[] | undefined
}

/** After every word of the indexes. */
const LAST = '\uffff'
/** Above this many fiches, all complements are read at once: one request instead of one by fiche. */
const MANY = 200

/** The fiches of the perimeter that are not in the corbeille, in no order. Never a note. */
export async function fichesSuivies(db: Database, { gabarits, immersions }: Perimetre): Promise<FicheSuivie[]> {
  const { docs } = db.dexie
  return db.dexie.transaction('r', docs, async () => {
    // One range each: the keys are then read without a cursor.
    const keys = async (index: string, values: readonly string[]): Promise<string[]> =>
      (await Promise.all(values.map((value) => docs.where(index).equals(value).primaryKeys()))).flat()
    const having = (index: string): Promise<string[]> => docs.where(index).between('', LAST).primaryKeys()
    const ofGabarits = gabarits && (await keys('gabarit', gabarits))
    let ids: string[]
    if (immersions) {
      ids = [...(await keys('immersion', immersions)), ...(await having('rattachement'))]
      const kept = ofGabarits && new Set(ofGabarits)
      if (kept) ids = ids.filter((id) => kept.has(id))
    } else ids = ofGabarits ?? (await having('gabarit'))
    const notes = new Set(await keys('gabarit', [NOTES]))
    ids = ids.filter((id) => !notes.has(id))
    const rows = (await docs.bulkGet(ids)).filter((row) => row?.kind === 'fiche' && row.deleted === 0) as StoredDoc[] // just filtered
    const parts = await (rows.length > MANY
      ? docs.where('kind').equals('complement').toArray()
      : docs.where('fiche').anyOf(rows.map(({ id }) => id)).toArray())
    const partsByFiche = new Map<string | null, StoredDoc[]>()
    for (const part of parts) partsByFiche.set(part.fiche, [...(partsByFiche.get(part.fiche) ?? []), part])
    return rows.map((row) => read(row, partsByFiche.get(row.id) ?? []))
  })
}

function read(row: StoredDoc, parts: readonly StoredDoc[]): FicheSuivie {
  const own = unpack(row.shown)
  const registers: Registers = Object.assign(Object.create(null), own)
  for (const part of parts) {
    const theirs = unpack(part.shown)
    for (const path of Object.keys(theirs) as Path[]) if (!path.startsWith('$')) registers[path] = theirs[path] ?? []
  }
  return { id: row.id, data: readDocument('fiche', row.id, own), registers }
}

/** What changed on this device after a moment: fiches, and of notes only whose they are and when. */
export interface Touche {
  /** the moment of the last change, ms */
  jusque: number
  fiches: FicheSuivie[]
  notes: { immersion: string; auteur: string; at: number }[]
}

/** Everything that changed since a moment, ms; what changed in that very millisecond too. */
export async function touchees(db: Database, since: number): Promise<Touche> {
  const rows = await db.dexie.docs.where('updated').between(since, Number.POSITIVE_INFINITY).toArray()
  const fiches = rows.filter(({ kind, deleted }) => kind === 'fiche' && deleted === 0)
  return {
    jusque: rows.reduce((last, { updated }) => Math.max(last, updated), since),
    fiches: fiches.filter(({ gabarit }) => gabarit !== NOTES).map((row) => read(row, [])),
    notes: fiches.flatMap(({ gabarit, immersion, auteur, updated }) =>
      gabarit === NOTES && immersion && auteur ? [{ immersion, auteur, at: updated }] : [],
    ),
  }
}
