// Documents as screens read them: the shown state, whether the server owes a receipt, never what lies in the corbeille.
import { type Collection, collectionOf, type DocumentOf, readDocument } from '../domain/collections.ts'
import type { DocId } from '../domain/id.ts'
import { type Registers, unpack } from '../domain/register.ts'
import type { Database, StoredDoc } from './database.ts'

/** A document, read. */
export interface DocView<K extends Collection> {
  id: DocId
  kind: K
  data: DocumentOf<K>
  registers: Registers
  /** time of its last change, ms */
  updated: number
  /** true while the server has not shown that it holds everything written here */
  pending: boolean
}

/** The view of a row, or null when it is of another kind. */
export function viewOf<K extends Collection>(kind: K, row: StoredDoc, owed: ReadonlySet<string>): DocView<K> | null {
  const registers = unpack(row.shown)
  if (collectionOf(registers) !== kind) return null
  const { id, updated } = row
  return { id, kind, data: readDocument(kind, id, registers), registers, updated, pending: owed.has(id) }
}

const FEW = 4

/**
 * Those of these documents that have operations in the outbox. Only these are asked for: a live query that asked for
 * all would run again at each key typed in any of them.
 */
export async function owedDocs(db: Database, rows: readonly StoredDoc[]): Promise<Set<string>> {
  const ids = rows.map((row) => row.id)
  const byDocument = db.dexie.out.where('d')
  if (ids.length <= FEW) {
    // A fiche and its complements, read at each key typed in it: counting is quicker than a cursor.
    const counts = await Promise.all(ids.map((id) => byDocument.equals(id).count()))
    return new Set(ids.filter((_, i) => (counts[i] ?? 0) > 0))
  }
  const keys = await byDocument.anyOf(ids).uniqueKeys()
  return new Set(keys as string[]) // the index `d` holds document ids
}

/** One document of any kind, also from the corbeille; null: not on this device. */
export async function findDocument(db: Database, id: DocId): Promise<DocView<Collection> | null> {
  const row = await db.dexie.docs.get(id)
  if (!row) return null
  const kind = collectionOf(unpack(row.shown))
  return kind ? viewOf(kind, row, await owedDocs(db, [row])) : null
}

async function find<K extends Collection>(db: Database, kind: K, id: DocId): Promise<DocView<K> | null> {
  const row = await db.dexie.docs.get(id)
  return row && row.deleted === 0 ? viewOf(kind, row, await owedDocs(db, [row])) : null
}

async function list<K extends Collection>(db: Database, kind: K): Promise<DocView<K>[]> {
  const rows = await db.dexie.docs.where('kind').equals(kind).toArray()
  return viewsOf(kind, rows, await owedDocs(db, rows))
}

/** The views of the rows of this kind that are not in the corbeille, newest first. */
export function viewsOf<K extends Collection>(kind: K, rows: StoredDoc[], owed: ReadonlySet<string>): DocView<K>[] {
  return rows
    .filter((row) => row.deleted === 0)
    .sort((a, b) => b.updated - a.updated)
    .map((row) => viewOf(kind, row, owed))
    .filter((view) => view !== null)
}

/** Null: not on this device, or deleted. */
export const findImmersion = (db: Database, id: DocId) => find(db, 'immersion', id)
export const findStructure = (db: Database, id: DocId) => find(db, 'structure', id)
export const findPersonne = (db: Database, id: DocId) => find(db, 'personne', id)
/** The lists leave out what was deleted. */
export const listImmersions = (db: Database) => list(db, 'immersion')
export const listStructures = (db: Database) => list(db, 'structure')
export const listPersonnes = (db: Database) => list(db, 'personne')
export const listGroupes = (db: Database) => list(db, 'groupe')
export const listSeances = (db: Database) => list(db, 'seance')

/** What lies in the corbeille, newest first. */
export async function listDeleted(db: Database): Promise<DocView<Collection>[]> {
  const rows = await db.dexie.docs.where('deleted').equals(1).toArray()
  const owed = await owedDocs(db, rows)
  return rows
    .sort((a, b) => b.updated - a.updated)
    .flatMap((row) => (row.kind && row.kind !== 'complement' ? (viewOf(row.kind, row, owed) ?? []) : []))
}
