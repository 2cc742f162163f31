// Out to a rescue file (rescue-file.ts owns its format). Needs no network and, when the phone can no longer write, no room.
import type { Packed } from '../domain/register.ts'
import { toBase64 } from './base64.ts'
import type { Database } from './database.ts'
import { photoBlob } from './photos.ts'
import type { OutRow, ReplicaMeta } from './port.ts'
import { FORMAT, type RescueFile, VERSION } from './rescue-file.ts'
import { operationOf } from './rows.ts'
import type { Session } from './session.ts'

/** What goes in the file: what the server has not received, or all that is on this device. */
export type Extent = 'unsent' | 'everything'

export interface Rescue {
  /** the text of the file; a browser need not keep it in memory */
  content: Blob
  made: number
  operations: number
  photos: number
}

const owedOf = (meta: ReplicaMeta, rows: OutRow[]): OutRow[] => rows.filter((row) => !row.done && row.n > meta.vack)

/**
 * What is in the outbox, never to be changed again: a file holds it now, and what is typed next must be another
 * operation, or the server would be given two under one number.
 */
async function sealed(db: Database): Promise<{ meta: ReplicaMeta; rows: OutRow[] }> {
  try {
    return await db.store.transact(async (tx) => {
      const meta = await tx.meta()
      const rows = owedOf(meta, await tx.outbox())
      const open = rows.filter((row) => !row.sealed)
      if (open.length > 0) await tx.putOut(open.map((row) => ({ ...row, sealed: true })))
      return { meta, rows }
    })
  } catch {
    // A phone that cannot write any more is the one whose file is needed most: as it is, then.
    const [row, out] = await Promise.all([db.dexie.meta.get('replica'), db.dexie.out.orderBy('n').toArray()])
    if (row?.k !== 'replica') throw new Error('an open database has a replica')
    return { meta: row.value, rows: owedOf(row.value, out) }
  }
}

/**
 * The rescue file of this device, with the photos that were not sent.
 * @throws when the database cannot be read
 */
export async function makeRescue(db: Database, session: Session, extent: Extent): Promise<Rescue> {
  const { meta, rows } = await sealed(db)
  const documents = extent === 'everything' ? (await db.dexie.docs.toArray()).map((row): Packed => row.shown) : []
  const file: RescueFile = {
    format: FORMAT,
    version: VERSION,
    made: Date.now(),
    personne: session.personne,
    network: session.network,
    nom: session.nom,
    appareil: session.appareil_nom,
    replica: meta.replica,
    epoch: meta.epoch,
    prev: rows[0]?.prev ?? meta.h,
    operations: rows.map(operationOf),
    documents,
    photos: [],
  }
  const photos = await db.dexie.photos.where('state').anyOf('waiting', 'refused').toArray()
  // One photo in memory at a time: the last member of the object is written piece by piece.
  const parts: BlobPart[] = [JSON.stringify(file).slice(0, -2)]
  for (const { fichier, type } of photos) {
    const blob = await photoBlob(db, fichier)
    if (!blob) continue
    const data = toBase64(new Uint8Array(await blob.arrayBuffer()))
    parts.push(new Blob([parts.length > 1 ? ',' : '', JSON.stringify({ fichier, type, data })]))
  }
  parts.push(']}')
  return {
    content: new Blob(parts, { type: 'application/json' }),
    made: file.made,
    operations: rows.length,
    photos: parts.length - 2,
  }
}

/** A file was handed over: for « last safe copy ». A phone that has no room left to note it has its file all the same. */
export async function noteRescue(db: Database, { made, operations }: Pick<Rescue, 'made' | 'operations'>): Promise<void> {
  await db.dexie.meta.put({ k: 'rescue', at: made, operations }).catch(() => undefined)
}

/** When a rescue file was last made here, and what it held; null: never. */
export async function lastRescue(db: Database): Promise<{ at: number; operations: number } | null> {
  const row = await db.dexie.meta.get('rescue')
  return row?.k === 'rescue' ? { at: row.at, operations: row.operations } : null
}
