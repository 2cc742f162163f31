// The routes of people: coming in, who one is, one's devices, invitations.
import type { Hono } from 'hono'
import * as z from 'zod/mini'
import { PersonneId } from '../src/domain/id.ts'
import { schemaOf } from '../src/domain/schema.ts'
import type { Annuaire } from './annuaire.ts'
import { answer } from './answer.ts'
import { expect, readJson } from './body.ts'
import { giveToken, readToken, takeToken } from './credential.ts'
import { createChallenges, hashKey, readPublicKey } from './device-key.ts'
import type { Devices, Session } from './devices.ts'
import type { Events } from './events.ts'
import { CODE_MINUTES, type Invitations, LINK_MINUTES } from './invitations.ts'
import { createLimiter, type Rate } from './limits.ts'
import type { Log } from './log.ts'
import { addressOf, isSecure, type OriginOptions } from './origin.ts'
import type { People } from './people.ts'
import { notFound } from './problem.ts'
import { type Sessions, signedOut } from './sessions.ts'

const SMALL_BYTES = 10_000

export interface PeopleParts {
  sessions: Sessions
  annuaire: Annuaire
  people: People
  devices: Devices
  invitations: Invitations
  events: Events
  log: Log
  origin: OriginOptions
  rates: { enrol: Rate }
  /** seals challenges: the same in every process of the server */
  challengeSecret: string
  now: () => number
}

const Named = z.string().check(z.trim(), z.minLength(1), z.maxLength(80))
/** SPKI of a P-256 public key, base64url; a browser without one comes in all the same */
const Key = z.string().check(
  z.maxLength(300),
  z.refine((spki) => readPublicKey(spki) !== null),
)
const Enrol = z.union([
  z.object({ secret: z.string().check(z.minLength(1), z.maxLength(200)), appareil: Named, cle: z.optional(Key) }),
  z.object({ code: z.string().check(z.minLength(1), z.maxLength(60)), appareil: Named, cle: z.optional(Key) }),
])
const Resume = z.object({
  cle: Key,
  defi: z.string().check(z.maxLength(200)),
  signature: z.string().check(z.maxLength(200)),
})
const Invite = z.object({
  personne: z.optional(schemaOf(PersonneId)),
  /** how long the code works */
  minutes: z.optional(z.number().check(z.minimum(CODE_MINUTES.least), z.maximum(CODE_MINUTES.most))),
})

/** Coming in, who one is, devices, invitations. */
export function peopleRoutes(app: Hono, parts: PeopleParts): void {
  const { sessions, annuaire, people, devices, invitations, events, log, origin } = parts
  const challenges = createChallenges(parts.now, parts.challengeSecret)
  const limitEnrol = createLimiter(parts.rates.enrol, parts.now)
  const limitInvite = createLimiter(parts.rates.enrol, parts.now)
  const identity = async (session: Session) => ({
    personne: session.personne,
    network: session.network,
    appareil: session.appareil,
    appareil_nom: session.appareil_nom,
    nom: await annuaire.nameOf(session.network, session.personne),
    admin: session.admin,
    reseau: await people.networkName(session.network),
  })

  app.post('/api/enrol', async (c) => {
    const address = addressOf(c, origin)
    limitEnrol(address)
    const { appareil, cle, ...given } = expect(Enrol, await readJson(c.req.raw, SMALL_BYTES))
    const keyHash = cle === undefined ? null : hashKey(cle)
    const token = await invitations.redeem(given, address, (tx, network, personne) =>
      devices.create(tx, network, personne, appareil, keyHash),
    )
    const found = await devices.find(token)
    if (found.kind !== 'signed-in') throw new Error('a device just made is signed in')
    giveToken(c, isSecure(c, origin), token)
    const { session } = found
    log({ event: 'enrolled', network: session.network, personne: session.personne, appareil: session.appareil })
    return answer(c, await identity(session))
  })

  // The cookie is gone but the device is the same: it signs a challenge with its key.
  app.post('/api/defi', (c) => {
    limitEnrol(addressOf(c, origin))
    return answer(c, { defi: challenges.give() })
  })

  app.post('/api/reprise', async (c) => {
    limitEnrol(addressOf(c, origin))
    const { cle, defi, signature } = expect(Resume, await readJson(c.req.raw, SMALL_BYTES))
    const token = challenges.isAnswered(defi, cle, signature) ? await devices.renew(hashKey(cle)) : null
    if (!token) throw signedOut()
    const found = await devices.find(token)
    if (found.kind === 'signed-out') throw new Error('a device just renewed is known')
    giveToken(c, isSecure(c, origin), token)
    log({ event: 'resumed', network: found.session.network, appareil: found.session.appareil })
    return answer(c, await identity(found.session))
  })

  app.get('/api/me', async (c) => {
    const session = await sessions.sessionOf(c)
    const token = readToken(c, isSecure(c, origin))
    if (token) giveToken(c, isSecure(c, origin), token)
    return answer(c, await identity(session))
  })

  app.post('/api/signout', async (c) => {
    const found = await sessions.find(c)
    if (found.kind === 'signed-in') {
      await devices.signOut(found.session)
      events.close(found.session.appareil)
    }
    takeToken(c, isSecure(c, origin))
    return answer(c, { ok: true })
  })

  app.get('/api/appareils', async (c) => {
    const session = await sessions.sessionOf(c)
    const asked = c.req.query('personne')
    if (asked !== undefined && asked !== session.personne && !session.admin) throw notFound()
    const appareils = await devices.list(session.network, (asked ?? session.personne) as PersonneId) // only compared
    return answer(c, { appareils: appareils.map((device) => ({ ...device, actuel: device.id === session.appareil })) })
  })

  app.post('/api/appareils/:id/revoquer', async (c) => {
    const session = await sessions.sessionOf(c)
    const device = await devices.findById(session.network, c.req.param('id'))
    if (!device || (device.personne !== session.personne && !session.admin)) throw notFound()
    await devices.revoke(session.network, device.id)
    events.close(device.id)
    log({ event: 'revoked', network: session.network, appareil: device.id, by: session.personne })
    return answer(c, { ok: true })
  })

  app.post('/api/invitations', async (c) => {
    const session = await sessions.sessionOf(c)
    if (!session.admin) limitInvite(session.appareil) // an administrator may invite a whole room
    const { personne = session.personne, minutes } = expect(Invite, await readJson(c.req.raw, SMALL_BYTES))
    const own = personne === session.personne
    if (!own && !(session.admin && (await annuaire.isPersonne(session.network, personne)))) throw notFound()
    if (!own) await people.open(session.network, personne)
    // One's own second device is beside the first: a quarter of an hour is enough.
    const codeMinutes = minutes ?? (own ? CODE_MINUTES.least : LINK_MINUTES)
    const lasts = { codeMinutes, linkMinutes: own ? codeMinutes : LINK_MINUTES }
    const { id, ...invitation } = await invitations.create(session.network, personne, session.personne, lasts)
    log({ event: 'invited', network: session.network, personne, by: session.personne, invitation: id })
    return answer(c, invitation)
  })
}
