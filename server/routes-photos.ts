// The routes of photos. A photo belongs to a document: who may not read the document learns nothing of it.
import type { Context, Hono } from 'hono'
import * as z from 'zod/mini'
import { DocId } from '../src/domain/id.ts'
import { schemaOf } from '../src/domain/schema.ts'
import { answer } from './answer.ts'
import { expect, readBytes } from './body.ts'
import type { Session } from './devices.ts'
import type { Documents } from './documents.ts'
import { SANDBOX } from './headers.ts'
import { createLimiter, type Rate } from './limits.ts'
import { PHOTO_MAX_BYTES, type Photos } from './photos.ts'
import { notFound } from './problem.ts'
import type { Sessions } from './sessions.ts'

export interface PhotoParts {
  sessions: Sessions
  documents: Documents
  photos: Photos
  rates: { photo: Rate }
  now: () => number
}

const Doc = schemaOf(DocId)
const Sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/))

export function photoRoutes(app: Hono, { sessions, documents, photos, rates, now }: PhotoParts): void {
  const limitPhoto = createLimiter(rates.photo, now)

  /** The document and the hash of the address. @throws Problem 400, or 404 when the person may not read the document */
  async function photoOf(c: Context, session: Session): Promise<[DocId, string]> {
    const doc = expect(Doc, c.req.param('doc'))
    const sha256 = expect(Sha256, c.req.param('sha256'))
    if (!(await documents.mayRead(session.personne, session.network, doc))) throw notFound()
    return [doc, sha256]
  }

  app.put('/api/photos/:doc/:sha256', async (c) => {
    const session = await sessions.sessionOf(c)
    limitPhoto(session.appareil)
    const [doc, sha256] = await photoOf(c, session)
    const bytes = await readBytes(c.req.raw, PHOTO_MAX_BYTES)
    return answer(c, { sha256, ...(await photos.put(session, doc, sha256, bytes)) })
  })

  app.get('/api/photos/:doc/:sha256', async (c) => {
    const session = await sessions.sessionOf(c)
    const [doc, sha256] = await photoOf(c, session)
    const { type, bytes } = await photos.get(session, doc, sha256)
    c.header('Content-Type', type)
    c.header('Content-Length', String(bytes.byteLength))
    c.header('Content-Disposition', `attachment; filename="photo-${sha256.slice(0, 12)}.${type.slice(6)}"`)
    c.header('Content-Security-Policy', SANDBOX)
    c.header('Cache-Control', 'no-store')
    return c.body(bytes)
  })
}
