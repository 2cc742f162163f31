// Links by which somebody without an account signs one document: once, for a time, revocable. The secret is in the link
// alone; here is its hash. The server knows no question: the sender's device gives a frozen copy in words, the champs it
// covers and a seal of their registers, which the server reckons again by itself (domain/sceau.ts).
//
// A document that changed refuses the signature without using the link up: put back as it was, the same link signs it.
// Unknown, expired, revoked, used, erased: one answer.
import type { Gele } from '../src/domain/gele.ts'
import { type DocId, type NetworkId, path, type PersonneId } from '../src/domain/id.ts'
import type { Json } from '../src/domain/json.ts'
import type { Lien, LienCree, LienDemande } from '../src/domain/lien-signature.ts'
import type { Preuve } from '../src/domain/preuve.ts'
import { shownValue } from '../src/domain/register.ts'
import { localTime } from './clock.ts'
import { type Database, place } from './database.ts'
import type { Documents } from './documents.ts'
import { notFound, Problem, tooMany } from './problem.ts'
import { hashSecret, newSecret, newShortId } from './secret.ts'
import { bodyOf, closed, etatAfter, isSealed, requireSame, sha256 } from './signature-copy.ts'
import type { SignatureLinkTable } from './signature-tables.ts'

const HOUR = 3_600_000
export const LINK_HOURS = { least: 1, usual: 72, most: 168 }
/** Links of one document that wait at the same time. */
const OPEN_MAX = 20
/** A copy that nobody signed is kept this long after the end of its link. */
const KEPT = 30 * 24 * HOUR

/** What the signer gives. */
export interface Signed {
  nom: string
  fonction: string | null
  mode: 'dessin' | 'clic'
  trace: string | null
}

const behind = (): Problem =>
  new Problem(409, 'behind', 'Le serveur n’a pas encore ce texte : envoyez d’abord vos changements.')

export type SignatureLinks = ReturnType<typeof createSignatureLinks>

/** Links for signing: one use, one copy of the content, an end. */
export function createSignatureLinks(database: Database, documents: Documents, now: () => number) {
  const { db } = database
  // Prepared: it runs in the transaction of the document, so that a link is used up with its signature or not at all.
  const take = database.prepare((kysely) =>
    kysely
      .updateTable('signature_link')
      .set({ used_at: place<number>('at') })
      .where('id', '=', place<string>('id'))
      .where('expires_at', '>', place<number>('at'))
      .where('used_at', 'is', null)
      .where('cancelled_at', 'is', null)
      .returning('id'),
  )

  const isOpen = (row: SignatureLinkTable): boolean =>
    row.used_at === null && row.cancelled_at === null && row.expires_at > now() && row.body !== ''

  /** The link that this secret opens. @throws Problem 404 */
  async function find(secret: string): Promise<SignatureLinkTable> {
    const row = await db
      .selectFrom('signature_link')
      .selectAll()
      .where('secret_hash', '=', hashSecret(secret))
      .executeTakeFirst()
    if (!row || !isOpen(row)) throw closed()
    // Who sent it must still read the document: a link carries no right that its sender lost.
    const may = await documents.mayRead(row.created_by as PersonneId, row.network as NetworkId, row.doc as DocId)
    if (!may) throw closed()
    return row
  }

  return {
    /**
     * Makes a link. @throws Problem 404 when the person may not sign there, 409 when the server does not hold what the
     * device shows, 429 when too many links of this document wait
     */
    async create(
      { personne, network }: { personne: PersonneId; network: NetworkId },
      { doc, champ, destinataire, heures, ...body }: LienDemande,
    ): Promise<LienCree> {
      if (!(await documents.mayWrite(personne, network, doc, { [path(champ)]: null }))) throw notFound()
      const registers = await documents.read(network, doc)
      const { gabarit, version } = body.document
      if (!registers || shownValue(registers, path('$gabarit')) !== gabarit || shownValue(registers, path('$gabarit_version')) !== version)
        throw notFound()
      if (!isSealed(registers, body)) throw behind()
      // As if they signed there: not before the engagements of a convention either (R-ETH-01).
      if (!(await documents.mayWrite(personne, network, doc, { [path(champ)]: {} }))) throw notFound()
      const held = await db
        .selectFrom('signature_link')
        .select('id')
        .where('network', '=', network)
        .where('doc', '=', doc)
        .where('expires_at', '>', now())
        .where('used_at', 'is', null)
        .where('cancelled_at', 'is', null)
        .execute()
      if (held.length >= OPEN_MAX) throw tooMany(60)
      const secret = newSecret()
      const hours = Math.min(LINK_HOURS.most, Math.max(LINK_HOURS.least, heures))
      const row: SignatureLinkTable = {
        id: newShortId(),
        network,
        doc,
        champ,
        secret_hash: hashSecret(secret),
        destinataire,
        created_by: personne,
        created_at: now(),
        expires_at: now() + hours * HOUR,
        used_at: null,
        cancelled_at: null,
        body: JSON.stringify(body),
      }
      await db.insertInto('signature_link').values(row).execute()
      return { id: row.id, secret, expire: row.expires_at }
    },

    /** The links of a document, newest first. */
    async list(network: NetworkId, doc: DocId): Promise<Lien[]> {
      const rows = await db
        .selectFrom('signature_link')
        .selectAll()
        .where('network', '=', network)
        .where('doc', '=', doc)
        .orderBy('created_at', 'desc')
        .limit(50)
        .execute()
      const registers = rows.some(isOpen) ? await documents.read(network, doc) : null
      const isSame = (row: SignatureLinkTable): boolean => registers !== null && isSealed(registers, bodyOf(row))
      return rows.map((row) => ({
        id: row.id,
        champ: row.champ,
        destinataire: row.destinataire,
        envoye_par: row.created_by,
        cree_le: row.created_at,
        expire: row.expires_at,
        etat: row.used_at
          ? 'signe'
          : row.cancelled_at
            ? 'annule'
            : !isOpen(row)
              ? 'expire'
              : isSame(row)
                ? 'ouvert'
                : 'modifie',
      }))
    },

    /** Closes a link that was not used; whoever may sign the document may. False: there is none, or it is closed. */
    async cancel({ personne, network }: { personne: PersonneId; network: NetworkId }, id: string): Promise<boolean> {
      const row = await db
        .selectFrom('signature_link')
        .selectAll()
        .where('network', '=', network)
        .where('id', '=', id)
        .executeTakeFirst()
      if (!row || !isOpen(row)) return false
      const may = row.created_by === personne || (await documents.mayWrite(personne, network, row.doc as DocId, { [path(row.champ)]: null }))
      if (!may) return false
      const done = await db
        .updateTable('signature_link')
        .set({ cancelled_at: now() })
        .where('id', '=', id)
        .where('used_at', 'is', null)
        .returning('id')
        .execute()
      return done.length > 0
    },

    /** Closes every open link of a person who leaves. */
    async cancelOf(network: NetworkId, personne: PersonneId): Promise<void> {
      await db
        .updateTable('signature_link')
        .set({ cancelled_at: now() })
        .where('network', '=', network)
        .where('created_by', '=', personne)
        .where('used_at', 'is', null)
        .where('cancelled_at', 'is', null)
        .execute()
    },

    /** What the signer reads. @throws Problem 404 or 409 */
    async read(secret: string): Promise<{ row: SignatureLinkTable; document: Gele; libelle: string }> {
      const row = await find(secret)
      requireSame(row, await documents.read(row.network as NetworkId, row.doc as DocId))
      const { document, libelle } = bodyOf(row)
      return { row, document, libelle }
    },

    /**
     * Signs: the link is used up and the signature is in the fiche, or neither.
     * @throws Problem 404 or 409
     */
    async sign(secret: string, signed: Signed, navigateur: string): Promise<{ id: string; signe_le: string; empreinte: string }> {
      const row = await find(secret)
      const network = row.network as NetworkId
      const at = now()
      return await documents.settle(network, row.doc as DocId, async (registers, put) => {
        requireSame(row, registers)
        if (!(await take.first({ id: row.id, at }))) throw closed()
        const body = bodyOf(row)
        const { gabarit, version } = body.document
        const preuve: Preuve = {
          gabarit,
          version,
          voie: 'lien',
          personne: null,
          compte: null,
          appareil: null,
          reperes: body.reperes,
          lien: {
            id: row.id,
            envoye_par: row.created_by,
            envoye_le: moment(row.created_at),
            destinataire: row.destinataire,
            navigateur,
            copie: sha256(JSON.stringify(body.document)),
          },
        }
        const signe_le = moment(at)
        const signature = { ...signed, signe_le, empreinte: body.empreinte, preuve } as unknown as Json // plain data, just above
        const etat = etatAfter(registers, body, signe_le)
        await put('systeme', { [path(row.champ)]: signature, ...(etat ? { [path('$etat')]: etat } : {}) })
        return { id: row.id, signe_le, empreinte: body.empreinte }
      })
    },

    /** Forgets the copies of documents that were erased, and those that nobody signed in time. */
    async sweep(): Promise<void> {
      const rows = await db.selectFrom('signature_link').select(['id', 'network', 'doc', 'used_at', 'expires_at']).where('body', '!=', '').execute()
      for (const row of rows) {
        const late = row.used_at === null && row.expires_at + KEPT < now()
        const gone = (await documents.read(row.network as NetworkId, row.doc as DocId)) === null
        if (gone) await db.deleteFrom('signature_link').where('id', '=', row.id).execute()
        else if (late) await db.updateTable('signature_link').set({ body: '' }).where('id', '=', row.id).execute()
      }
    },
  }
}

/** `AAAA-MM-JJTHH:MM:SS` in the time of the network. */
const moment = (at: number): string => localTime(at).replace(' ', 'T')
