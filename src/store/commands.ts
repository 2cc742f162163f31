// The commands of the screens: one transaction each, resolved once it is on the disk. All reject with a SaveError.
// Ids are made before the transaction, so that a transaction that had to run twice made one document.
import type { Collection } from '../domain/collections.ts'
import { type DocId, newDocId, type OpId, type Path, path } from '../domain/id.ts'
import type { Json } from '../domain/json.ts'
import type { Acces } from '../domain/politique.ts'
import { headsOf, unpack } from '../domain/register.ts'
import type { Database } from './database.ts'
import { NOTES } from './fiches.ts'
import { localTime } from './local-time.ts'
import type { ReplicaTx } from './port.ts'
import { writeChange } from './write.ts'
import { keepFirstSave } from './first-save.ts'

type Values = Record<Path, Json>
type Seen = Record<Path, OpId[]>

/** One write transaction at the time of the device; the first one of all asks the browser to keep what we store. */
async function commit<T>(db: Database, work: (tx: ReplicaTx, now: number) => Promise<T>): Promise<T> {
  const now = Date.now()
  const value = await db.store.transact((tx) => work(tx, now))
  db.lastSaved = Date.now()
  keepFirstSave(db)
  return value
}

const headerOf = (db: Database, kind: Collection): Values => ({
  [path('$type')]: kind,
  [path('$auteur')]: db.personne,
  [path('$cree_le')]: localTime(),
})

/** An immersion made here. `fields` are the names of `Immersion` in src/domain/collections.ts. */
export async function createImmersion(db: Database, fields: Record<string, Json>): Promise<DocId> {
  const id = newDocId()
  await commit(db, (tx, now) => writeChange(tx, id, { set: { ...headerOf(db, 'immersion'), ...fields }, base: {} }, now))
  return id
}

/** Changes fields of a document. `seen`: for each, the heads that were on screen when it was opened. */
export async function setFields(db: Database, id: DocId, fields: Record<string, Json>, seen: Seen): Promise<void> {
  await commit(db, (tx, now) => writeChange(tx, id, { set: fields, base: seen }, now))
}

export interface NewFiche {
  gabarit: string
  version: number
  immersion: string | null
  rattachement: { type: string; id: string } | null
  /** answers it starts with */
  set?: Values
  /** answers it starts with that fewer people may read */
  acces?: Partial<Record<Acces, Values>>
}

/** A fiche with the answers it starts with; what fewer people may read goes to its complements. */
export async function createFiche(db: Database, fiche: NewFiche): Promise<DocId> {
  const id = newDocId()
  const header: Values = {
    ...headerOf(db, 'fiche'),
    [path('$gabarit')]: fiche.gabarit,
    [path('$gabarit_version')]: fiche.version,
    [path('$immersion')]: fiche.immersion,
    [path('$rattachement')]: fiche.rattachement,
  }
  await commit(db, async (tx, now) => {
    await writeChange(tx, id, { set: { ...header, ...fiche.set }, base: {} }, now)
    for (const [acces, set] of Object.entries(fiche.acces ?? {}) as [Acces, Values][]) {
      if (Object.keys(set).length > 0) {
        await writeChange(tx, complementId(id, acces), { set: { ...complementHeader(db, id, acces), ...set }, base: {} }, now)
      }
    }
  })
  return id
}

/** A field note. */
export const createNote = (db: Database, note: Omit<NewFiche, 'gabarit' | 'rattachement'>): Promise<DocId> =>
  createFiche(db, { ...note, gabarit: NOTES, rattachement: null })

/** Where the answers of a fiche that only `acces` may read are kept. */
export const complementId = (fiche: DocId, acces: Acces): DocId => `${fiche}~${acces}` as DocId // the form that domain/id.ts allows

const complementHeader = (db: Database, fiche: DocId, acces: Acces): Values => ({
  ...headerOf(db, 'complement'),
  [path('$fiche')]: fiche,
  [path('$acces')]: acces,
})

/**
 * Sets answers of a fiche; one operation. `acces` null: the fiche itself; else the complement, made when needed.
 * `seen`: for each path the heads that were on screen when the field was opened. Gives the operation: for what is typed
 * next in the same field, it is what was seen.
 */
export async function saveReponse(db: Database, fiche: DocId, acces: Acces | null, set: Values, seen: Seen): Promise<OpId> {
  const id = acces ? complementId(fiche, acces) : fiche
  const row = await commit(db, async (tx, now) => {
    const isNew = acces !== null && (await tx.docs([id]))[0] === undefined
    const header = isNew ? complementHeader(db, fiche, acces) : {}
    return writeChange(tx, id, { set: { ...header, ...set }, base: seen }, now)
  })
  return row.id
}

/** Chooses between the versions of an answer: `value` takes the place of all `heads`. */
export async function resolveVersion(
  db: Database,
  fiche: DocId,
  acces: Acces | null,
  at: Path,
  value: Json,
  heads: OpId[],
): Promise<void> {
  await saveReponse(db, fiche, acces, { [at]: value }, { [at]: heads })
}

const DELETED = path('$deleted')

async function setDeleted(db: Database, id: DocId, value: Json): Promise<void> {
  await commit(db, async (tx, now) => {
    const [row] = await tx.docs([id])
    const heads = row ? headsOf(unpack(row.shown), DELETED) : []
    return writeChange(tx, id, { set: { [DELETED]: value }, base: { [DELETED]: heads } }, now)
  })
}

/** Puts a document in the corbeille. */
export const deleteDocument = (db: Database, id: DocId): Promise<void> =>
  setDeleted(db, id, { par: db.personne, le: localTime() })

/** Takes a document out of the corbeille. */
export const restoreDocument = (db: Database, id: DocId): Promise<void> => setDeleted(db, id, null)
