// Every route of the server: who asks, parse, one call. A function of what it needs; it listens to nothing (main.ts).
import { type Context, Hono } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import * as z from 'zod/mini'
import { DocId, type PersonneId, PersonneId as PersonneIdSchema } from '../src/domain/id.ts'
import { PROTOCOL, PullRequest, PushRequest } from '../src/domain/protocol.ts'
import { answer } from './answer.ts'
import { expect, readBytes, readJson } from './body.ts'
import { giveToken, readToken, takeToken } from './credential.ts'
import type { Devices, Found, Session } from './devices.ts'
import type { Annuaire } from './annuaire.ts'
import { type Documents, Malformed } from './documents.ts'
import type { Events } from './events.ts'
import { SANDBOX, securityHeaders } from './headers.ts'
import { CODE_MINUTES, type Invitations, LINK_MINUTES } from './invitations.ts'
import { createLimiter, type Rate } from './limits.ts'
import { describeError, type Log } from './log.ts'
import { addressOf, isSecure, type OriginOptions, requireOwnPage } from './origin.ts'
import type { People } from './people.ts'
import { PHOTO_MAX_BYTES, type Photos } from './photos.ts'
import { notFound, Problem, unknownAddress } from './problem.ts'
import type { Quarantine } from './quarantine.ts'
import { newShortId } from './secret.ts'
import { createStatic } from './static.ts'

const PUSH_BYTES = 1_000_000
const PULL_BYTES = 200_000
const SMALL_BYTES = 10_000

export interface Rates {
  enrol: Rate
  push: Rate
  pull: Rate
  photo: Rate
}
export const usualRates: Rates = {
  enrol: { burst: 20, perMinute: 10 },
  push: { burst: 120, perMinute: 60 },
  pull: { burst: 240, perMinute: 120 },
  photo: { burst: 300, perMinute: 60 },
}

export interface AppParts {
  documents: Documents
  annuaire: Annuaire
  people: People
  devices: Devices
  invitations: Invitations
  quarantine: Quarantine
  photos: Photos
  events: Events
  /** folder of the built app */
  dist: string
  version: string
  /** answers or throws: is the database there? */
  check: () => Promise<void>
  log: Log
  origin: OriginOptions
  rates?: Rates
  now?: () => number
}

const Named = z.string().check(z.trim(), z.minLength(1), z.maxLength(80))
const Enrol = z.union([
  z.object({ secret: z.string().check(z.minLength(1), z.maxLength(200)), appareil: Named }),
  z.object({ code: z.string().check(z.minLength(1), z.maxLength(60)), appareil: Named }),
])
const Invite = z.object({
  personne: z.optional(PersonneIdSchema),
  /** how long the code works */
  minutes: z.optional(z.number().check(z.minimum(CODE_MINUTES.least), z.maximum(CODE_MINUTES.most))),
})
const Sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/))

const signedOut = new Problem(401, 'signed-out', 'Cet appareil n’est pas connecté. Ce qui est écrit ici est gardé : connectez-vous pour l’envoyer.')
const revoked = new Problem(401, 'revoked', 'L’accès de cet appareil a été retiré. Adressez-vous à l’administration de votre réseau.')

/** Refuses a protocol this server does not speak. A device that is ahead of its server waits; one far behind updates. */
function requireVersion(body: unknown, pull: boolean): void {
  const v = typeof body === 'object' && body !== null && 'v' in body ? body.v : undefined
  if (typeof v !== 'number' || v === PROTOCOL) return
  if (v > PROTOCOL) {
    throw new Problem(503, 'server-older', 'Le serveur est plus ancien que l’application. Vos écrits attendent sur l’appareil.', {
      'Retry-After': '300',
    })
  }
  if (pull) throw new Problem(426, 'outdated', 'Cette version de l’application est trop ancienne : mettez-la à jour.')
}

/** The whole server as a function of its parts. */
export function createApp(parts: AppParts): Hono {
  const { documents, devices, invitations, people, annuaire, events, log, origin } = parts
  const now = parts.now ?? Date.now
  const rates = parts.rates ?? usualRates
  const limit = {
    enrol: createLimiter(rates.enrol, now),
    push: createLimiter(rates.push, now),
    pull: createLimiter(rates.pull, now),
    photo: createLimiter(rates.photo, now),
  }
  const app = new Hono()

  async function find(c: Context): Promise<Found> {
    const token = readToken(c, isSecure(c, origin))
    return token ? await devices.find(token) : { kind: 'signed-out' }
  }
  /** The signed-in device that asks. @throws Problem 401 */
  async function sessionOf(c: Context): Promise<Session> {
    const found = await find(c)
    if (found.kind === 'signed-out') throw signedOut
    if (found.kind === 'revoked') throw revoked
    return found.session
  }
  const identity = async (session: Session) => ({
    personne: session.personne,
    network: session.network,
    appareil: session.appareil,
    appareil_nom: session.appareil_nom,
    nom: await annuaire.nameOf(session.network, session.personne),
    admin: session.admin,
  })

  app.use('*', async (c, next) => {
    const before = performance.now()
    for (const [name, value] of securityHeaders(isSecure(c, origin))) c.header(name, value)
    await next()
    const route = matchedRoutes(c).find((one) => one.method !== 'ALL')?.path ?? '*'
    log({
      event: 'request',
      id: newShortId(),
      method: c.req.method,
      route,
      status: c.res.status,
      ms: Math.round((performance.now() - before) * 10) / 10,
      bytes: Number(c.res.headers.get('content-length') ?? 0),
    })
  })
  app.use('/api/*', async (c, next) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') requireOwnPage(c, origin)
    const type = c.req.header('content-type')
    if (c.req.method === 'POST' && type !== undefined && !/^application\/json\s*(;|$)/i.test(type)) {
      throw new Problem(415, 'malformed', 'Le serveur n’accepte ici que du JSON (Content-Type : application/json).')
    }
    await next()
  })

  app.get('/health', async (c) => {
    await parts.check()
    return answer(c, { ok: true, version: parts.version, db: 'sqlite' })
  })

  app.post('/api/enrol', async (c) => {
    const address = addressOf(c, origin)
    limit.enrol(address)
    const { appareil, ...given } = expect(Enrol, await readJson(c.req.raw, SMALL_BYTES))
    const token = await invitations.redeem(given, address, (tx, network, personne) => devices.create(tx, network, personne, appareil))
    const found = await devices.find(token)
    if (found.kind !== 'signed-in') throw new Error('a device just made is signed in')
    giveToken(c, isSecure(c, origin), token)
    const { network, personne } = found.session
    log({ event: 'enrolled', network, personne, appareil: found.session.appareil })
    return answer(c, await identity(found.session))
  })
  app.get('/api/me', async (c) => {
    const session = await sessionOf(c)
    const token = readToken(c, isSecure(c, origin))
    if (token) giveToken(c, isSecure(c, origin), token)
    return answer(c, await identity(session))
  })
  app.post('/api/signout', async (c) => {
    const found = await find(c)
    if (found.kind === 'signed-in') {
      await devices.signOut(found.session)
      events.close(found.session.appareil)
    }
    takeToken(c, isSecure(c, origin))
    return answer(c, { ok: true })
  })

  app.post('/api/push', async (c) => {
    const found = await find(c)
    if (found.kind === 'signed-out') throw signedOut
    const { session } = found
    limit.push(session.appareil)
    const body = await readJson(c.req.raw, PUSH_BYTES)
    requireVersion(body, false)
    // Operations are judged one by one where they are applied: one that is malformed must not stop the others.
    const request = expect(PushRequest, body) as PushRequest
    if (found.kind === 'signed-in') {
      try {
        return await answer(c, await documents.push(session.personne, session.network, request))
      } catch (error) {
        if (!(error instanceof Malformed)) throw error
        throw new Problem(400, 'malformed', 'L’envoi n’a pas la forme attendue : une modification y est sans numéro.')
      }
    }
    if (request.ops.length === 0) throw revoked
    log({ event: 'quarantined', network: session.network, appareil: session.appareil, operations: request.ops.length })
    return answer(c, await parts.quarantine.keep(session, request))
  })
  app.post('/api/pull', async (c) => {
    const session = await sessionOf(c)
    limit.pull(session.appareil)
    const body = await readJson(c.req.raw, PULL_BYTES)
    requireVersion(body, true)
    const request = expect(PullRequest, body)
    events.pulled(session.appareil)
    return answer(c, await documents.pull(session.personne, session.network, request))
  })
  app.get('/api/events', async (c) => {
    const session = await sessionOf(c)
    c.header('Content-Type', 'text/event-stream; charset=utf-8')
    c.header('Cache-Control', 'no-store')
    c.header('X-Accel-Buffering', 'no')
    return c.body(events.open(session))
  })

  app.get('/api/appareils', async (c) => {
    const session = await sessionOf(c)
    const asked = c.req.query('personne')
    if (asked !== undefined && asked !== session.personne && !session.admin) throw notFound()
    const appareils = await devices.list(session.network, (asked ?? session.personne) as PersonneId)
    return answer(c, { appareils: appareils.map((device) => ({ ...device, actuel: device.id === session.appareil })) })
  })
  app.post('/api/appareils/:id/revoquer', async (c) => {
    const session = await sessionOf(c)
    const device = await devices.findById(session.network, c.req.param('id'))
    if (!device || (device.personne !== session.personne && !session.admin)) throw notFound()
    await devices.revoke(session.network, device.id)
    events.close(device.id)
    log({ event: 'revoked', network: session.network, appareil: device.id, by: session.personne })
    return answer(c, { ok: true })
  })
  app.post('/api/invitations', async (c) => {
    const session = await sessionOf(c)
    const { personne = session.personne, minutes } = expect(Invite, await readJson(c.req.raw, SMALL_BYTES))
    const own = personne === session.personne
    if (!own && !session.admin) throw notFound()
    if (!own && !(await annuaire.isPersonne(session.network, personne))) throw notFound()
    if (!own) await people.open(session.network, personne)
    // One's own second device is beside the first: a quarter of an hour is enough.
    const codeMinutes = minutes ?? (own ? CODE_MINUTES.least : LINK_MINUTES)
    const { id, ...invitation } = await invitations.create(session.network, personne, session.personne, {
      codeMinutes,
      linkMinutes: own ? codeMinutes : LINK_MINUTES,
    })
    log({ event: 'invited', network: session.network, personne, by: session.personne, invitation: id })
    return answer(c, invitation)
  })

  /** The document and the hash of a photo's address, when the person may read the document. @throws Problem 400, 404 */
  async function photoOf(c: Context, session: Session): Promise<[DocId, string]> {
    const doc = expect(DocId, c.req.param('doc'))
    const sha256 = expect(Sha256, c.req.param('sha256'))
    if (!(await documents.mayRead(session.personne, session.network, doc))) throw notFound()
    return [doc, sha256]
  }
  app.put('/api/photos/:doc/:sha256', async (c) => {
    const session = await sessionOf(c)
    limit.photo(session.appareil)
    const [doc, sha256] = await photoOf(c, session)
    const bytes = await readBytes(c.req.raw, PHOTO_MAX_BYTES)
    return answer(c, { sha256, ...(await parts.photos.put(session, doc, sha256, bytes)) })
  })
  app.get('/api/photos/:doc/:sha256', async (c) => {
    const session = await sessionOf(c)
    const [doc, sha256] = await photoOf(c, session)
    const { type, bytes } = await parts.photos.get(session, doc, sha256)
    c.header('Content-Type', type)
    c.header('Content-Length', String(bytes.byteLength))
    c.header('Content-Disposition', `attachment; filename="photo-${sha256.slice(0, 12)}.${type.slice(6)}"`)
    c.header('Content-Security-Policy', SANDBOX)
    c.header('Cache-Control', 'no-store')
    return c.body(bytes)
  })

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
      return answer(c, { reason: error.reason, message: error.message }, error.status as ContentfulStatusCode)
    }
    log({ event: 'error', error: describeError(error) })
    if ('errcode' in error && error.errcode === SQLITE_FULL) {
      return answer(c, { reason: 'quota', message: 'Le disque du serveur est plein. Vos écrits attendent sur l’appareil.' }, 503)
    }
    return answer(c, { reason: 'server', message: 'Le serveur a eu un problème. Vos écrits sont gardés et seront renvoyés.' }, 500)
  })
  return app
}

const SQLITE_FULL = 13
const wrongMethod = (methods: string[]): Problem =>
  new Problem(405, 'method', 'Cette adresse ne répond pas à cette sorte de demande.', { Allow: methods.join(', ') })
