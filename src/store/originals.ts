// The texts that a merge of the server was made of, kept beside it for the day without network; and what else this device
// holds of the history of an answer. They leave with the merge: chosen over, changed, or its document gone. Never those of
// situations, which are erased on a day: no second copy of these.
import { SITUATION_APP } from '../domain/effacement.ts'
import type { DocId, OpId, Path } from '../domain/id.ts'
import type { Json } from '../domain/json.ts'
import { unpack } from '../domain/register.ts'
import type { Database, StoredDoc } from './database.ts'

/** A value that an answer had: by whom, when. */
export interface Held {
  o: OpId
  v: Json
  /** device time, ms */
  t: number
  u: string
}

/** A merge: the answer, and the operation that the server made of several. */
export interface Merge {
  doc: DocId
  at: Path
  o: OpId
  a: readonly OpId[]
}

interface Kept {
  /** documents changed before were looked at, device time, ms */
  until: number
  values: { doc: DocId; at: Path; o: OpId; values: Held[] }[]
}
const KEY = 'originaux'

async function read(db: Database): Promise<Kept> {
  const row = await db.dexie.session.get(KEY)
  return row ? (row.value as Kept) : { until: 0, values: [] } // written below
}

const mergesOf = (row: StoredDoc): Merge[] =>
  Object.entries(unpack(row.shown)).flatMap(([at, heads]) => {
    const [only] = heads
    return heads.length === 1 && only?.a ? [{ doc: row.id, at: at as Path, o: only.o, a: only.a }] : []
  })

/** The merges in these fiches and complements. */
async function mergesIn(db: Database, rows: StoredDoc[]): Promise<Merge[]> {
  const found = rows.filter(({ kind }) => kind === 'fiche' || kind === 'complement').map((row) => ({ row, merges: mergesOf(row) }))
  const some = found.filter(({ merges }) => merges.length > 0)
  const fiches = await db.dexie.docs.bulkGet(some.map(({ row }) => row.fiche ?? row.id))
  return some.flatMap(({ merges }, i) => (fiches[i] && fiches[i].gabarit !== SITUATION_APP ? merges : []))
}

/**
 * Forgets the originals of merges that are no more, and gives the merges whose originals are not here.
 * @returns them, and what to call once their originals are known
 */
export async function mergesToKnow(db: Database): Promise<{ merges: Merge[]; keep(found: (Merge & { values: Held[] })[]): Promise<void> }> {
  const { docs, session } = db.dexie
  const held = await read(db)
  const rows = await docs.where('updated').between(held.until, Number.POSITIVE_INFINITY).toArray()
  const news = await mergesIn(db, rows)
  const others = await docs.bulkGet([...new Set(held.values.map(({ doc }) => doc as string))])
  const standing = new Set((await mergesIn(db, others.filter((row) => row !== undefined))).map(({ o, at }) => `${o} ${at}`))
  const values = held.values.filter(({ o, at }) => standing.has(`${o} ${at}`))
  if (values.length < held.values.length) await session.put({ k: KEY, value: { ...held, values } })
  const known = new Set(values.map(({ o, at }) => `${o} ${at}`))
  const until = rows.reduce((last, row) => Math.max(last, row.updated), held.until)
  return {
    merges: news.filter(({ o, at }) => !known.has(`${o} ${at}`)),
    async keep(found) {
      if (until === held.until && found.length === 0) return
      const more = found.map(({ doc, at, o, values: of }) => ({ doc, at, o, values: of }))
      await session.put({ k: KEY, value: { until, values: [...values, ...more] } satisfies Kept })
    },
  }
}

/** What this device holds of the history of an answer, newest first. */
export async function heldHistory(db: Database, doc: DocId, at: Path): Promise<Held[]> {
  const { docs, out } = db.dexie
  const [row, owed, kept] = [await docs.get(doc), await out.where('d').equals(doc).toArray(), await read(db)]
  const heads = [row?.shown, row?.server].flatMap((packed) => (packed ? (unpack(packed)[at] ?? []) : []))
  const all: Held[] = [
    ...heads,
    ...owed.flatMap(({ id, s, t }) => (Object.hasOwn(s, at) ? [{ o: id, v: s[at] ?? null, t, u: db.personne as string }] : [])),
    ...kept.values.flatMap((one) => (one.doc === doc && one.at === at ? one.values : [])),
  ]
  return all
    .filter(({ o }, i) => all.findIndex((other) => other.o === o) === i)
    .map(({ o, v, t, u }) => ({ o, v, t, u }))
    .sort((a, b) => b.t - a.t)
}
