// The routes of attachments: sent in chunks under /api/pieces/envois, read whole under /api/pieces. A file belongs to a
// document: who may not read the document learns nothing of it.
import type { Context, Hono } from 'hono'
import * as z from 'zod/mini'
import { DocId } from '../src/domain/id.ts'
import { schemaOf } from '../src/domain/schema.ts'
import { expect } from './body.ts'
import type { Documents } from './documents.ts'
import { SANDBOX } from './headers.ts'
import { createLimiter, type Rate } from './limits.ts'
import type { Photos } from './photos.ts'
import type { Asked, Pieces } from './pieces.ts'
import { notFound, wrongMethod } from './problem.ts'
import type { Sessions } from './sessions.ts'

export interface PieceParts {
  sessions: Sessions
  documents: Documents
  photos: Photos
  pieces: Pieces
  rates: { photo: Rate }
  now: () => number
}

const Doc = schemaOf(DocId)
const Sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/))
const SAID = ['Location', 'Tus-Resumable', 'Upload-Offset', 'Upload-Length', 'Upload-Expires']

/** Photos and memos: sent by pieces, read by whoever may read their document. */
export function pieceRoutes(
  app: Hono,
  { sessions, documents, photos, pieces, rates, now }: PieceParts,
): void {
  const limitPiece = createLimiter(rates.photo, now)

  /** @throws Problem 400, or 404 when the person may not read the document */
  async function askedIn(c: Context, doc: unknown, sha256: unknown): Promise<Asked> {
    const session = await sessions.sessionOf(c)
    const what = { session, doc: expect(Doc, doc), sha256: expect(Sha256, sha256) }
    if (!(await documents.mayRead(session.personne, session.network, what.doc))) throw notFound()
    return what
  }

  async function speak(c: Context, what: Asked): Promise<Response> {
    const response = await pieces.handle(c.req.raw, what)
    for (const name of SAID) {
      const value = response.headers.get(name)
      if (value !== null) c.header(name, value)
    }
    c.header('Cache-Control', 'no-store')
    return c.body(null, response.status as 200 | 201 | 204) // those of the protocol; failures are thrown
  }

  app.post('/api/pieces/envois', async (c) => {
    const { doc, sha256 } = metadataOf(c.req.header('upload-metadata') ?? '')
    const what = await askedIn(c, doc, sha256)
    limitPiece(what.session.appareil)
    return speak(c, what)
  })
  app.patch('/api/pieces/envois/:doc/:sha256', async (c) =>
    speak(c, await askedIn(c, c.req.param('doc'), c.req.param('sha256'))),
  )
  // HEAD comes here too, as everywhere in Hono.
  app.get('/api/pieces/envois/:doc/:sha256', async (c) => {
    const what = await askedIn(c, c.req.param('doc'), c.req.param('sha256'))
    if (c.req.raw.method !== 'HEAD') throw wrongMethod(['HEAD', 'PATCH'])
    return speak(c, what)
  })

  app.get('/api/pieces/:doc/:sha256', async (c) => {
    const { session, doc, sha256 } = await askedIn(c, c.req.param('doc'), c.req.param('sha256'))
    const end = firstBytes(c.req.header('range'))
    const { type, size, bytes } = await photos.get(session, doc, sha256, end)
    const isPart = bytes.byteLength < size
    if (isPart) c.header('Content-Range', `bytes 0-${bytes.byteLength - 1}/${size}`)
    c.header('Accept-Ranges', 'bytes')
    c.header('Content-Type', type)
    c.header('Content-Length', String(bytes.byteLength))
    c.header('Content-Disposition', `attachment; filename="piece-${sha256.slice(0, 12)}.${type.split('/')[1]}"`)
    c.header('Content-Security-Policy', SANDBOX)
    c.header('Cache-Control', 'no-store')
    return c.body(bytes, isPart ? 206 : 200)
  })
}

/** Where the asked part ends, when it is the beginning of the file (its small picture is there); else all of it. */
function firstBytes(range: string | undefined): number {
  const last = /^bytes=0-(\d{1,9})$/.exec(range ?? '')?.[1]
  return last === undefined ? Number.POSITIVE_INFINITY : Number(last) + 1
}

/** `key base64, key base64`: the metadata of tus. What cannot be read is absent. */
function metadataOf(header: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const part of header.split(',')) {
    const [key = '', value = ''] = part.trim().split(' ')
    if (key === 'doc' || key === 'sha256') found[key] = Buffer.from(value, 'base64').toString('utf8')
  }
  return found
}
