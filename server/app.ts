// The whole server as a function of its parts: what every request goes through, then the routes. Listens to nothing.
import { Hono } from 'hono'
import { matchedRoutes } from 'hono/route'
import { answer } from './answer.ts'
import { requireJson } from './body.ts'
import { isFailing } from './database.ts'
import { securityHeaders } from './headers.ts'
import type { Rate } from './limits.ts'
import { describeError } from './log.ts'
import { isSecure, requireOwnPage } from './origin.ts'
import { Problem, unknownAddress, wrongMethod } from './problem.ts'
import { type HistoryParts, historyRoutes } from './routes-history.ts'
import { type PeopleParts, peopleRoutes } from './routes-people.ts'
import { type PieceParts, pieceRoutes } from './routes-pieces.ts'
import { type IndicateursParts, indicateursRoutes } from './indicateurs.ts'
import { type RomeParts, romeRoutes } from './routes-rome.ts'
import { type SignatureParts, signatureRoutes } from './routes-signature.ts'
import { type SyncParts, syncRoutes } from './routes-sync.ts'
import { newShortId } from './secret.ts'
import { createSessions } from './sessions.ts'
import { createStatic } from './static.ts'

export interface Rates {
  enrol: Rate
  push: Rate
  pull: Rate
  photo: Rate
}

/** A device pushes a minute at most once a second in the long run; a week offline is sent in one burst. */
const usualRates: Rates = {
  enrol: { burst: 20, perMinute: 10 },
  push: { burst: 120, perMinute: 60 },
  pull: { burst: 240, perMinute: 120 },
  photo: { burst: 300, perMinute: 60 },
}

type AppParts = Omit<PeopleParts & PieceParts & SyncParts & HistoryParts & RomeParts & IndicateursParts & SignatureParts, 'sessions' | 'rates'> & {
  rates?: Rates
  /** folder of the built app */
  dist: string
  version: string
  engine: 'sqlite' | 'postgres'
  /** answers or throws: is the database there? */
  check: () => Promise<void>
}

const SQLITE_FULL = 13
const NO_CHARACTER = '22021'

/** Every route over the parts of the server. Listens to nothing: tests call it as a function. */
export function createApp(given: AppParts): Hono {
  const parts = { rates: usualRates, ...given, sessions: createSessions(given.devices, given.origin) }
  const { origin, log } = parts
  const app = new Hono()

  app.use('*', async (c, next) => {
    const before = performance.now()
    for (const [name, value] of securityHeaders(isSecure(c, origin))) c.header(name, value)
    await next()
    log({
      event: 'request',
      id: newShortId(),
      method: c.req.method,
      // The pattern, not the address: that holds ids.
      route: matchedRoutes(c).find(({ method }) => method !== 'ALL')?.path ?? '*',
      status: c.res.status,
      ms: Math.round((performance.now() - before) * 10) / 10,
      bytes: Number(c.res.headers.get('content-length') ?? 0),
    })
  })
  app.use('/api/*', async (c, next) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') requireOwnPage(c, origin)
    // A form of another site can post, but not JSON.
    if (c.req.method === 'POST' && c.req.header('content-type') !== undefined) requireJson(c.req.raw)
    await next()
  })

  app.get('/health', async (c) => {
    await parts.check()
    return answer(c, { ok: true, version: parts.version, db: parts.engine })
  })
  peopleRoutes(app, parts)
  syncRoutes(app, parts)
  historyRoutes(app, parts)
  pieceRoutes(app, parts)
  romeRoutes(app, parts)
  indicateursRoutes(app, parts)
  signatureRoutes(app, parts)

  const routes = app.routes.filter(({ method }) => method !== 'ALL')
  app.all('/api/*', (c) => {
    const here = routes.filter(({ path }) => new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`).test(c.req.path))
    throw here.length > 0 ? wrongMethod(here.map(({ method }) => method)) : unknownAddress()
  })
  app.get('*', createStatic(parts.dist))
  app.all('*', () => {
    throw wrongMethod(['GET'])
  })

  app.onError((error, c) => {
    if (error instanceof Problem) {
      for (const [name, value] of Object.entries(error.headers)) c.header(name, value)
      return answer(c, { reason: error.reason, message: error.message }, error.status)
    }
    log({ event: 'error', error: describeError(error) })
    if ('errcode' in error && error.errcode === SQLITE_FULL) {
      return answer(
        c,
        { reason: 'quota', message: 'Le disque du serveur est plein. Vos écrits attendent sur l’appareil.' },
        503,
      )
    }
    if (isFailing(error)) {
      c.header('Retry-After', '5')
      const message = 'La base du serveur ne répond pas pour le moment. Vos écrits sont gardés et seront renvoyés.'
      return answer(c, { reason: 'server', message }, 503)
    }
    // A character that PostgreSQL cannot keep (U+0000), outside of what is kept as JSON.
    if ('code' in error && error.code === NO_CHARACTER) {
      return answer(
        c,
        { reason: 'malformed', message: 'La demande contient un caractère qui ne peut pas être gardé.' },
        400,
      )
    }
    return answer(
      c,
      { reason: 'server', message: 'Le serveur a eu un problème. Vos écrits sont gardés et seront renvoyés.' },
      500,
    )
  })
  return app
}
