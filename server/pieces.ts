// Photos and voice memos that come in chunks: the tus protocol over a folder of unfinished files. What is finished is
// checked (hash, first bytes), moved beside the others (photos.ts) and only then answered. A cut at any byte costs the
// rest of one chunk.
import { createHash } from 'node:crypto'
import { createReadStream, mkdirSync } from 'node:fs'
import { open, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { FileStore } from '@tus/file-store'
import { Server } from '@tus/server'
import type { DocId, NetworkId } from '../src/domain/id.ts'
import type { Session } from './devices.ts'
import type { Photos } from './photos.ts'
import { notFound, Problem } from './problem.ts'
import { sniffPiece } from './sniff.ts'

const MB = 1024 * 1024
const IMAGE_MAX_BYTES = 8 * MB
const SOUND_MAX_BYTES = 25 * MB
/** What one device may leave here in all. */
const DEVICE_QUOTA = 2048 * MB
const WEEK = 7 * 86_400_000

/** Which file of which document, and who gives it. */
export interface Asked {
  session: Session
  doc: DocId
  sha256: string
}
interface Asking extends Asked {
  id: string
  problem: Problem | null
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')
/** The files of one device begin alike, so that they can be counted. */
const prefixOf = (device: string): string => digest(device).slice(0, 16)
const idOf = ({ session, doc, sha256 }: Asked): string => `${prefixOf(session.appareil)}-${digest(`${doc}/${sha256}`)}`

/** A new beginning of what is already half here keeps the half: the offset says so at the next question. */
class Unfinished extends FileStore {
  override async create(...[file]: Parameters<FileStore['create']>): ReturnType<FileStore['create']> {
    const held = await this.getUpload(file.id).catch(() => null)
    const fresh = held?.creation_date && Date.parse(held.creation_date) + WEEK > Date.now()
    if (held && fresh && held.size === file.size && held.offset <= (file.size ?? 0)) return held
    return await super.create(file)
  }
}

interface PiecesOptions {
  /** bytes that a device may leave here */
  quota?: number | undefined
  /** told when a file of a document is here, whole */
  arrived?: (network: NetworkId, doc: DocId) => Promise<void>
}

/** Files sent by pieces (tus): taken up where they were cut, kept once they are whole. */
export function createPieces(photos: Photos, dataDir: string, { quota = DEVICE_QUOTA, arrived }: PiecesOptions = {}) {
  const folder = join(dataDir, 'envois')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const asked = new WeakMap<object, Asking>()
  const askedBy = (request: object): Asking => {
    const found = asked.get(request)
    if (!found) throw new Error('a request comes through handle')
    return found
  }

  /** Bytes announced by a device and not yet whole, without those of one file. */
  async function announced(device: string, except: string): Promise<number> {
    let sum = 0
    for (const name of await readdir(folder)) {
      if (!name.startsWith(prefixOf(device)) || !name.endsWith('.json') || name === `${except}.json`) continue
      const held = JSON.parse(await readFile(join(folder, name), 'utf8').catch(() => '{}')) as { size?: number }
      sum += held.size ?? 0
    }
    return sum
  }

  const remove = async (id: string): Promise<void> => {
    await rm(join(folder, id), { force: true })
    await rm(join(folder, `${id}.json`), { force: true })
  }

  /** @throws Problem when this may never be kept; what came of it is then removed */
  async function finish({ session, doc, sha256, id }: Asking, size: number): Promise<void> {
    const file = join(folder, id)
    try {
      const type = sniffPiece(await firstBytes(file))
      if (!type)
        throw new Problem(
          415,
          'malformed',
          'Ce fichier n’est ni une image (JPEG, PNG, WebP) ni un son que le carnet sait garder.',
        )
      if (type.startsWith('image/') && size > IMAGE_MAX_BYTES) throw pieceTooBig()
      const hash = createHash('sha256')
      for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
      if (hash.digest('hex') !== sha256)
        throw new Problem(422, 'damaged', 'La pièce jointe est arrivée abîmée. Elle sera renvoyée ; rien n’est perdu.')
      await photos.take(session, doc, sha256, type, size, file)
    } catch (error) {
      if (error instanceof Problem) await remove(id)
      throw error
    }
    await remove(id)
    await arrived?.(session.network, doc)
  }

  /** Runs a hook of the protocol; what it throws is answered by the app, in its own words. */
  const guarded = async <T>(request: object, work: (asking: Asking) => Promise<T>): Promise<T> => {
    const asking = askedBy(request)
    try {
      return await work(asking)
    } catch (error) {
      if (error instanceof Problem) {
        asking.problem = error
        throw { status_code: error.status, body: error.reason }
      }
      throw error
    }
  }

  const build = () => new Server({
    path: '/api/pieces/envois',
    datastore: new Unfinished({ directory: folder, expirationPeriodInMilliseconds: WEEK }),
    maxSize: SOUND_MAX_BYTES,
    allowedOrigins: [],
    disableTerminationForFinishedUploads: true,
    namingFunction: (request) => askedBy(request).id,
    getFileIdFromRequest: (request) => askedBy(request).id,
    generateUrl: (request, { path }) => {
      const { doc, sha256 } = askedBy(request)
      return `${path}/${doc}/${sha256}`
    },
    onUploadCreate: (request, upload) =>
      guarded(request, async ({ session, id }) => {
        if (upload.size === undefined || upload.size === 0)
          throw new Problem(400, 'malformed', 'La taille de la pièce jointe manque.')
        const used = (await photos.givenBy(session.appareil)) + (await announced(session.appareil, id))
        if (used + upload.size > quota) {
          throw new Problem(
            507,
            'quota',
            'Cet appareil a déjà envoyé beaucoup de pièces jointes : sa place sur le serveur est pleine. La pièce reste sur votre appareil.',
          )
        }
        return {}
      }),
    onUploadFinish: (request, upload) =>
      guarded(request, async (asking) => {
        await finish(asking, upload.size ?? 0)
        return {}
      }),
  })

  // At the first use: the library makes its folder some time later, and throws where nobody can catch.
  let built: Server | null = null
  const server = (): Server => {
    built ??= build()
    return built
  }

  return {
    /**
     * One request of the protocol: POST announces a file, HEAD says how much of it is here, PATCH brings a part.
     * @throws Problem with what the person may know
     */
    async handle(request: Request, what: Asked): Promise<Response> {
      const asking: Asking = { ...what, id: idOf(what), problem: null }
      if (request.method !== 'PATCH') {
        const kept = await photos.sizeOf(what.session.network, what.doc, what.sha256)
        if (kept !== null && request.method === 'HEAD') {
          const here = { 'Upload-Offset': String(kept), 'Upload-Length': String(kept), 'Tus-Resumable': '1.0.0' }
          return new Response(null, { status: 200, headers: here })
        }
      }
      asked.set(request, asking)
      const response = await server().handleWeb(request)
      if (asking.problem) throw asking.problem
      if (response.status < 400) return response
      if (response.status === 413) throw pieceTooBig()
      if (response.status === 404 || response.status === 410) throw notFound()
      if (response.status === 409 || response.status === 423)
        throw new Problem(409, 'offset', 'La suite de cette pièce jointe est attendue ailleurs.')
      if (response.status < 500)
        throw new Problem(400, 'malformed', 'L’envoi de la pièce jointe n’a pas la forme attendue.')
      throw new Problem(
        503,
        'server',
        'Le serveur n’a pas pu garder cette partie. Elle sera renvoyée ; rien n’est perdu.',
        { 'Retry-After': '5' },
      )
    },

    /** Forgets what was begun more than seven days ago and never finished. */
    async expire(): Promise<void> {
      if ((await readdir(folder)).length > 0) await server().cleanUpExpiredUploads()
    },
  }
}
export type Pieces = ReturnType<typeof createPieces>

const pieceTooBig = (): Problem =>
  new Problem(
    413,
    'too-big',
    'Cette pièce jointe est trop volumineuse (8 Mo pour une image, 25 Mo pour un son). Elle reste sur votre appareil.',
  )

async function firstBytes(file: string): Promise<Uint8Array> {
  const handle = await open(file, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(16), 0, 16, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}
