// Photos and memos as files, by network and hash: on disk for good before they count (pieces.ts checks them), given only to
// who may read the document they belong to (a hash is no right).
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import type { DocId } from '../src/domain/id.ts'
import type { Session } from './devices.ts'
import type { Schema } from './database.ts'
import { notFound } from './problem.ts'
import { codeOf } from './settings.ts'
import type { PieceType } from './sniff.ts'

/** Flushes a folder: the name of a new file is in it. Windows cannot, and need not. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Another process was quicker. */
const absent = (error: unknown): void => {
  if (codeOf(error) !== 'ENOENT') throw error
}

/** The files of photos and memos on disk, named by their content. */
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

  return {
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
      await mkdir(folder, { recursive: true, mode: 0o700 })
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
      // Whoever sweeps the same file away for an erased document sees the row from here on; before, it may be gone already.
      await stat(join(folder, sha256))
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
        // Aside first, then asked whether a document holds it, and only then gone: another process may be taking the same
        // file for another document (see `take`). The row goes last: a sweep that was cut off is made again.
        const file = join(folderOf(network), sha256)
        const aside = `${file}.efface`
        await rename(file, aside).catch(absent)
        const other = await db
          .selectFrom('photo')
          .leftJoin('doc', (join) => join.onRef('doc.network', '=', 'photo.network').onRef('doc.id', '=', 'photo.doc'))
          .select('photo.doc')
          .where('photo.network', '=', network)
          .where('photo.sha256', '=', sha256)
          .where((eb) => eb.or([eb('doc.erased', 'is', null), eb('doc.erased', '=', 0)]))
          .executeTakeFirst()
        if (other) await rename(aside, file).catch(absent)
        else await rm(aside, { force: true })
        await db
          .deleteFrom('photo')
          .where('network', '=', network)
          .where('doc', '=', doc)
          .where('sha256', '=', sha256)
          .execute()
      }
    },

    /**
     * Some bytes of a file, from its first to `end` (not in it), or all of them; `size`: of the whole file.
     * @throws Problem 404 when this document has no such file
     */
    async get(
      session: Session,
      doc: DocId,
      sha256: string,
      end: number,
    ): Promise<{ type: string; size: number; bytes: Uint8Array<ArrayBuffer> }> {
      const row = await db
        .selectFrom('photo')
        .select(['type', 'network', 'size'])
        .where('network', '=', session.network)
        .where('doc', '=', doc)
        .where('sha256', '=', sha256)
        .executeTakeFirst()
      if (!row) throw notFound()
      const handle = await open(join(folderOf(row.network), sha256), 'r')
      try {
        const { size } = await handle.stat()
        const bytes = new Uint8Array(Math.min(size, end))
        for (let at = 0; at < bytes.length; ) {
          const { bytesRead } = await handle.read(bytes, at, bytes.length - at, at)
          if (bytesRead === 0) throw new Error('a file that counts is whole')
          at += bytesRead
        }
        return { type: row.type, size, bytes }
      } finally {
        await handle.close()
      }
    },
  }
}
export type Photos = ReturnType<typeof createPhotos>
