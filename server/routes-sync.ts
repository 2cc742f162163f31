// The routes of synchronisation: push, pull, and the stream that says when.
import type { Hono } from 'hono'
import { PROTOCOL, PullRequest, PushRequest } from '../src/domain/protocol.ts'
import { answer } from './answer.ts'
import { expect, readJson } from './body.ts'
import { type Documents, Malformed } from './documents.ts'
import type { Events } from './events.ts'
import { createLimiter, type Rate } from './limits.ts'
import type { Log } from './log.ts'
import { Problem } from './problem.ts'
import type { Quarantine } from './quarantine.ts'
import { revoked, type Sessions, signedOut } from './sessions.ts'

const PUSH_BYTES = 1_000_000
const PULL_BYTES = 200_000

export interface SyncParts {
  sessions: Sessions
  documents: Documents
  quarantine: Quarantine
  events: Events
  log: Log
  rates: { push: Rate; pull: Rate }
  now: () => number
}

/** Refuses a protocol this server does not speak. A device that is ahead of its server waits; one far behind updates. */
function requireVersion(body: unknown, pull: boolean): void {
  const v = typeof body === 'object' && body !== null && 'v' in body ? body.v : undefined
  if (typeof v !== 'number' || v === PROTOCOL) return
  if (v > PROTOCOL) {
    const message = 'Le serveur est plus ancien que l’application. Vos écrits attendent sur l’appareil.'
    throw new Problem(503, 'server-older', message, { 'Retry-After': '300' })
  }
  if (pull) throw new Problem(426, 'outdated', 'Cette version de l’application est trop ancienne : mettez-la à jour.')
}

/** Push, pull and the stream of events. */
export function syncRoutes(app: Hono, { sessions, documents, quarantine, events, log, rates, now }: SyncParts): void {
  const limitPush = createLimiter(rates.push, now)
  const limitPull = createLimiter(rates.pull, now)

  app.post('/api/push', async (c) => {
    const found = await sessions.find(c)
    if (found.kind === 'signed-out') throw signedOut()
    const { session } = found
    limitPush(session.appareil)
    const body = await readJson(c.req.raw, PUSH_BYTES)
    requireVersion(body, false)
    // Operations are judged one by one where they are applied: one that is malformed must not stop the others.
    const request = expect(PushRequest, body) as PushRequest
    if (found.kind === 'revoked') {
      if (request.ops.length === 0) throw revoked()
      log({
        event: 'quarantined',
        network: session.network,
        appareil: session.appareil,
        operations: request.ops.length,
      })
      return answer(c, await quarantine.keep(session, request))
    }
    try {
      return await answer(c, await documents.push(session.personne, session.network, request))
    } catch (error) {
      if (!(error instanceof Malformed)) throw error
      throw new Problem(400, 'malformed', 'L’envoi n’a pas la forme attendue : une modification y est sans numéro.')
    }
  })

  app.post('/api/pull', async (c) => {
    const session = await sessions.sessionOf(c)
    limitPull(session.appareil)
    const body = await readJson(c.req.raw, PULL_BYTES)
    requireVersion(body, true)
    const request = expect(PullRequest, body)
    events.pulled(session.appareil)
    return answer(c, await documents.pull(session.personne, session.network, request))
  })

  app.get('/api/events', async (c) => {
    const session = await sessions.sessionOf(c)
    c.header('Content-Type', 'text/event-stream; charset=utf-8')
    c.header('Cache-Control', 'no-store')
    c.header('X-Accel-Buffering', 'no') // a proxy must not wait for more
    return c.body(events.open(session))
  })
}
