// The routes of the ROME: which versions there are, what devices keep of one, an occupation, an import by an administrator.
import type { Hono } from 'hono'
import { answer } from './answer.ts'
import { readBytes } from './body.ts'
import type { Log } from './log.ts'
import { notFound, Problem } from './problem.ts'
import { readRomeArchive, RomeRefused } from './rome-files.ts'
import type { RomeStore } from './rome.ts'
import type { Sessions } from './sessions.ts'

export interface RomeParts {
  sessions: Sessions
  rome: RomeStore
  log: Log
}

/** The official archive of version 460 has about 30 MB, with the files that are not read. */
const ARCHIVE_BYTES = 60_000_000
/** A version never changes under its number save when it is imported again; a day is soon enough to hear of that. */
const KEPT = 'private, max-age=86400'

/** The ROME, read by devices and imported by the administration. */
export function romeRoutes(app: Hono, { sessions, rome, log }: RomeParts): void {
  app.get('/api/rome', async (c) => {
    await sessions.sessionOf(c)
    return answer(c, { versions: await rome.versions() })
  })

  app.get('/api/rome/:version/sommaire', async (c) => {
    await sessions.sessionOf(c)
    const sommaire = await rome.sommaire(c.req.param('version'))
    if (sommaire === null) throw notFound()
    const response = await answer(c, { version: c.req.param('version'), metiers: JSON.parse(sommaire) as unknown })
    response.headers.set('Cache-Control', KEPT)
    return response
  })

  app.get('/api/rome/:version/metiers/:code', async (c) => {
    await sessions.sessionOf(c)
    const metier = await rome.metier(c.req.param('version'), c.req.param('code'))
    if (!metier) throw notFound()
    const response = await answer(c, metier)
    response.headers.set('Cache-Control', KEPT)
    return response
  })

  app.get('/api/rome/:version/recherche', async (c) => {
    await sessions.sessionOf(c)
    return answer(c, { metiers: await rome.search(c.req.param('version'), (c.req.query('mots') ?? '').slice(0, 200)) })
  })

  app.put('/api/rome', async (c) => {
    const session = await sessions.sessionOf(c)
    if (!session.admin) throw notFound()
    const archive = await readBytes(c.req.raw, ARCHIVE_BYTES)
    try {
      const kept = await rome.keep(readRomeArchive(archive), session.personne)
      log({ event: 'rome', version: kept.version, by: session.personne })
      return answer(c, kept)
    } catch (error) {
      if (error instanceof RomeRefused) throw new Problem(422, 'refused', error.message)
      throw error
    }
  })
}
