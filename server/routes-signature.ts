// The routes of signatures by link: made, listed and revoked by who may sign the document; read and signed by whoever
// holds the secret, which travels in the body, never in an address.
import type { Hono } from 'hono'
import * as z from 'zod/mini'
import { Gele, GELE_MAX_BYTES } from '../src/domain/gele.ts'
import { DocId } from '../src/domain/id.ts'
import { schemaOf } from '../src/domain/schema.ts'
import type { Annuaire } from './annuaire.ts'
import { answer } from './answer.ts'
import { expect, readJson } from './body.ts'
import type { Documents } from './documents.ts'
import { createLimiter, type Rate } from './limits.ts'
import type { Log } from './log.ts'
import { addressOf, type OriginOptions } from './origin.ts'
import { notFound, tooBig } from './problem.ts'
import type { Sessions } from './sessions.ts'
import { LINK_HOURS, type SignatureLinks } from './signature-links.ts'

export interface SignatureParts {
  sessions: Sessions
  documents: Documents
  signatureLinks: SignatureLinks
  annuaire: Annuaire
  log: Log
  origin: OriginOptions
  rates: { enrol: Rate }
  now: () => number
}

/** A frozen copy, its marks, and a drawn signature of a few thousand points. */
const CREATE_BYTES = GELE_MAX_BYTES + 100_000
const TRACE_MAX = 60_000
const SIGN_BYTES = TRACE_MAX + 10_000

const Champ = z.string().check(z.regex(/^[a-z][a-z0-9_]{0,63}$/))
const champs = z.array(Champ).check(z.maxLength(400))
const Hash = z.string().check(z.regex(/^[0-9a-f]{64}$/))
const Named = z.string().check(z.trim(), z.minLength(1), z.maxLength(120))
const ToSign = z.object({
  doc: schemaOf(DocId),
  champ: Champ,
  destinataire: Named,
  heures: z.optional(z.number().check(z.minimum(LINK_HOURS.least), z.maximum(LINK_HOURS.most))),
  empreinte: Hash,
  reperes: z.record(Champ, z.string().check(z.regex(/^[0-9a-f]{12}$/))),
  champs,
  sceau: Hash,
  requises: champs,
  libelle: Named,
  document: Gele,
})
const Secret = z.string().check(z.minLength(1), z.maxLength(200))
const ToRead = z.object({ secret: Secret })
const Signed = z.object({
  secret: Secret,
  nom: Named,
  fonction: z.nullable(z.string().check(z.trim(), z.maxLength(120))),
  mode: z.enum(['dessin', 'clic']),
  trace: z.nullable(z.string().check(z.maxLength(TRACE_MAX), z.regex(/^\d{1,5} \d{1,5};(?:[ML]-?\d{1,5} -?\d{1,5})+$/))),
})

/** Links for signing: made and revoked by a member, read and signed by a person who has no account. */
export function signatureRoutes(app: Hono, parts: SignatureParts): void {
  const { sessions, documents, signatureLinks, annuaire, log, origin } = parts
  const limitCreate = createLimiter(parts.rates.enrol, parts.now)
  const limitOpen = createLimiter(parts.rates.enrol, parts.now)

  app.post('/api/signatures/liens', async (c) => {
    const session = await sessions.sessionOf(c)
    limitCreate(session.appareil)
    const asked = expect(ToSign, await readJson(c.req.raw, CREATE_BYTES))
    if (Buffer.byteLength(JSON.stringify(asked.document)) > GELE_MAX_BYTES) throw tooBig()
    const made = await signatureLinks.create(session, { ...asked, heures: asked.heures ?? LINK_HOURS.usual })
    log({ event: 'signature-link', network: session.network, by: session.personne, link: made.id })
    return answer(c, made)
  })

  app.get('/api/signatures/:doc', async (c) => {
    const session = await sessions.sessionOf(c)
    const doc = expect(schemaOf(DocId), c.req.param('doc'))
    if (!(await documents.mayRead(session.personne, session.network, doc))) throw notFound()
    return answer(c, { liens: await signatureLinks.list(session.network, doc) })
  })

  app.post('/api/signatures/liens/:id/annuler', async (c) => {
    const session = await sessions.sessionOf(c)
    const id = c.req.param('id')
    if (!(await signatureLinks.cancel(session, id))) throw notFound()
    log({ event: 'signature-link-cancelled', network: session.network, by: session.personne, link: id })
    return answer(c, { ok: true })
  })

  app.post('/api/signer/lire', async (c) => {
    limitOpen(addressOf(c, origin))
    const { secret } = expect(ToRead, await readJson(c.req.raw, SIGN_BYTES))
    const { row, document, libelle } = await signatureLinks.read(secret)
    return answer(c, {
      document,
      libelle,
      destinataire: row.destinataire,
      envoye_par: await annuaire.nameOf(row.network as Parameters<Annuaire['nameOf']>[0], row.created_by),
      expire: row.expires_at,
    })
  })

  app.post('/api/signer', async (c) => {
    limitOpen(addressOf(c, origin))
    const { secret, ...given } = expect(Signed, await readJson(c.req.raw, SIGN_BYTES))
    const trace = given.mode === 'dessin' ? given.trace : null
    if (given.mode === 'dessin') expect(z.string(), trace)
    const signed = { ...given, fonction: given.fonction || null, trace }
    const { id, ...done } = await signatureLinks.sign(secret, signed, browserOf(c.req.header('user-agent') ?? ''))
    log({ event: 'signed-by-link', link: id })
    return answer(c, done)
  })
}

/** The family of a browser and of its system: enough for a proof, too little to follow anybody. */
export function browserOf(agent: string): string {
  const of = (families: [RegExp, string][], otherwise: string): string => families.find(([mark]) => mark.test(agent))?.[1] ?? otherwise
  const browser = of([[/Firefox|FxiOS/, 'Firefox'], [/Edg/, 'Edge'], [/Chrom|CriOS/, 'Chrome'], [/Safari/, 'Safari']], 'un navigateur')
  const system = of([[/Android/, ' sur Android'], [/iPhone|iPad/, ' sur iOS'], [/Windows/, ' sur Windows'], [/Mac OS/, ' sur macOS'], [/Linux/, ' sur Linux']], '')
  return browser + system
}
