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

export const PHOTO_MAX_BYTES = 8 * 1024 * 1024

export type PhotoType = 'image/jpeg' | 'image/png' | 'image/webp'

/** The kind of image these bytes are, by their first bytes, whatever the name or the header says; null: none of ours. */
export function sniff(bytes: Uint8Array): PhotoType | null {
  const starts = (at: number, ...values: number[]) => values.every((value, i) => bytes[at + i] === value)
  if (starts(0, 0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (starts(0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png'
  if (starts(0, 0x52, 0x49, 0x46, 0x46) && starts(8, 0x57, 0x45, 0x42, 0x50)) return 'image/webp'
  return null
}

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

export function createPhotos(db: Kysely<Schema>, dataDir: string, now: () => number) {
  // Names are made of an id of ours and a hash: nothing that people type reaches the file system.
  const folderOf = (network: string): string => join(dataDir, 'photos', network)

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
      await db
        .insertInto('photo')
        .values({
          network: session.network,
          doc,
          sha256,
          type,
          size: bytes.byteLength,
          person: session.personne,
          received_at: now(),
        })
        .onConflict((oc) => oc.doNothing())
        .execute()
      return { type, size: bytes.byteLength }
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
