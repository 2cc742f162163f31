// Photos as files, by network and hash: checked, on disk for good before they are answered, given only to who may read
// the document they belong to (a hash is no right).
import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import type { DocId } from '../src/domain/id.ts'
import type { Session } from './devices.ts'
import type { Schema } from './database.ts'
import { notFound, Problem } from './problem.ts'
import { type PhotoType, type PieceType, sniff } from './sniff.ts'

export const PHOTO_MAX_BYTES = 8 * 1024 * 1024

/** Flushes a folder: the name of a new file is in it. Windows cannot, and need not. */
export async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

export function createPhotos(db: Kysely<Schema>, dataDir: string, now: () => number) {
  // Names are made of an id of ours and a hash: nothing that people type reaches the file system.
  const folderOf = (network: string): string => join(dataDir, 'photos', network)

  const note = async (session: Session, doc: DocId, sha256: string, type: PieceType, size: number): Promise<void> => {
    await db
      .insertInto('photo')
      .values({
        network: session.network,
        doc,
        sha256,
        type,
        size,
        person: session.personne,
        device: session.appareil,
        received_at: now(),
      })
      .onConflict((oc) => oc.doNothing())
      .execute()
  }

  async function write(folder: string, sha256: string, bytes: Uint8Array): Promise<void> {
    const made = await mkdir(folder, { recursive: true })
    const file = join(folder, sha256)
    const size = await stat(file).then(
      (found) => found.size,
      () => -1,
    )
    if (size === bytes.byteLength) return
    const draft = join(folder, `.${randomBytes(8).toString('hex')}`)
    try {
      const handle = await open(draft, 'wx', 0o600)
      try {
        await handle.writeFile(bytes)
        await handle.sync()
      } finally {
        await handle.close()
      }
      await rename(draft, file)
      await flushFolder(folder)
      if (made) {
        await flushFolder(join(dataDir, 'photos'))
        await flushFolder(dataDir)
      }
    } catch (error) {
      await rm(draft, { force: true })
      if (error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')) {
        throw new Problem(507, 'quota', 'Le serveur n’a plus de place pour cette photo. Elle reste sur votre appareil.')
      }
      throw error
    }
  }

  return {
    /**
     * Keeps a photo of a document the person may read.
     * @throws Problem 415 when it is no image of ours, 422 when the bytes are not those of the hash
     */
    async put(
      session: Session,
      doc: DocId,
      sha256: string,
      bytes: Uint8Array,
    ): Promise<{ type: PhotoType; size: number }> {
      const type = sniff(bytes)
      if (!type) throw new Problem(415, 'malformed', 'Cette photo n’est ni en JPEG, ni en PNG, ni en WebP.')
      if (createHash('sha256').update(bytes).digest('hex') !== sha256) {
        throw new Problem(422, 'malformed', 'La photo est arrivée abîmée. Elle sera renvoyée ; rien n’est perdu.')
      }
      await write(folderOf(session.network), sha256, bytes)
      await note(session, doc, sha256, type, bytes.byteLength)
      return { type, size: bytes.byteLength }
    },

    /**
     * Takes a file that came in pieces, whole and checked: on the disk for good before it counts, gone from where it was.
     */
    async take(
      session: Session,
      doc: DocId,
      sha256: string,
      type: PieceType,
      size: number,
      from: string,
    ): Promise<void> {
      const folder = folderOf(session.network)
      await mkdir(folder, { recursive: true })
      const handle = await open(from, 'r+')
      try {
        await handle.chmod(0o600)
        await handle.sync()
      } finally {
        await handle.close()
      }
      await rename(from, join(folder, sha256))
      for (const each of [folder, join(dataDir, 'photos'), dataDir]) await flushFolder(each)
      await note(session, doc, sha256, type, size)
    },

    /** The size of a file that this document has, its bytes being here; null: it has none. */
    async sizeOf(network: string, doc: DocId, sha256: string): Promise<number | null> {
      const row = await db
        .selectFrom('photo')
        .select('size')
        .where('network', '=', network)
        .where('doc', '=', doc)
        .where('sha256', '=', sha256)
        .executeTakeFirst()
      if (!row) return null
      // A disk put back from an older copy may lack it: then it is asked for again.
      const found = await stat(join(folderOf(network), sha256)).catch(() => null)
      return found?.size === row.size ? row.size : null
    },

    /** Bytes that this device has given and that are kept. */
    async givenBy(device: string): Promise<number> {
      const { sum } = await db
        .selectFrom('photo')
        .select((eb) => eb.fn.sum<number | string | null>('size').as('sum'))
        .where('device', '=', device)
        .executeTakeFirstOrThrow()
      return Number(sum ?? 0)
    },

    /** Removes the files of erased documents that no other document holds. */
    async sweep(): Promise<void> {
      const gone = await db
        .selectFrom('photo')
        .innerJoin('doc', (join) => join.onRef('doc.network', '=', 'photo.network').onRef('doc.id', '=', 'photo.doc'))
        .select(['photo.network', 'photo.doc', 'photo.sha256'])
        .where('doc.erased', '=', 1)
        .execute()
      for (const { network, doc, sha256 } of gone) {
        await db
          .deleteFrom('photo')
          .where('network', '=', network)
          .where('doc', '=', doc)
          .where('sha256', '=', sha256)
          .execute()
        const other = await db
          .selectFrom('photo')
          .select('doc')
          .where('network', '=', network)
          .where('sha256', '=', sha256)
          .executeTakeFirst()
        if (!other) await rm(join(folderOf(network), sha256), { force: true })
      }
    },

    /** @throws Problem 404 when this document has no such photo */
    async get(session: Session, doc: DocId, sha256: string): Promise<{ type: string; bytes: Uint8Array<ArrayBuffer> }> {
      const row = await db
        .selectFrom('photo')
        .select(['type', 'network'])
        .where('network', '=', session.network)
        .where('doc', '=', doc)
        .where('sha256', '=', sha256)
        .executeTakeFirst()
      if (!row) throw notFound()
      return { type: row.type, bytes: new Uint8Array(await readFile(join(folderOf(row.network), sha256))) }
    },
  }
}
export type Photos = ReturnType<typeof createPhotos>
