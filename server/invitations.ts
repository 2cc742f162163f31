// Invitations: how a person's device comes in. A secret for a link, a short code for what is read and typed; both open
// once, for a time, and are kept as hashes. Unknown, expired, used: one answer, by one path, in the same time.
import { createHash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { NetworkId, PersonneId } from '../src/domain/id.ts'
import type { Schema } from './database.ts'
import { Problem, tooMany } from './problem.ts'
import { hashCode, hashSecret, newCode, newSecret, newShortId, readCode, showCode } from './secret.ts'

const MINUTE = 60_000
export const LINK_MINUTES = 72 * 60
export const CODE_MINUTES = { least: 15, most: LINK_MINUTES }

/** Tries of one address in a quarter of an hour, and codes tried by everyone in an hour. */
export const TRIES = { address: 10, addressWindow: 15 * MINUTE, everyone: 400, everyoneWindow: 60 * MINUTE }

export interface Invitation {
  id: string
  /** for the fragment of a link */
  secret: string
  /** `XXXXX-XXXXX` */
  code: string
  /** ms: when the link, and when the code, stop working */
  expire: number
  code_expire: number
}

interface InvitationView {
  id: string
  personne: string
  cree_le: number
  expire: number
  etat: 'ouverte' | 'utilisee' | 'annulee' | 'expiree'
}

/** One answer for an invitation that is unknown, expired or used: nothing is told apart. */
export const refused = (): Problem =>
  new Problem(404, 'unknown', 'Cette invitation n’est plus valable, ou ne l’a jamais été. Demandez-en une nouvelle.')

/** Invitations: made, tried, used once, revoked. */
export function createInvitations(db: Kysely<Schema>, now: () => number) {
  /** Counts a try before it is made, so that tries sent at once count too. @throws Problem 429 */
  async function count(key: string, length: number, most: number): Promise<() => Promise<void>> {
    const window = Math.floor(now() / length)
    const row = await db
      .insertInto('attempt')
      .values({ key, window, tries: 1 })
      .onConflict((oc) => oc.columns(['key', 'window']).doUpdateSet({ tries: sql`attempt.tries + 1` }))
      .returning('tries')
      .executeTakeFirstOrThrow()
    if (row.tries > most) throw tooMany(((window + 1) * length - now()) / 1000)
    return async () => {
      await db
        .updateTable('attempt')
        .set({ tries: sql`attempt.tries - 1` })
        .where('key', '=', key)
        .where('window', '=', window)
        .execute()
    }
  }

  return {
    /** A new invitation for a person who has an account. The minutes are brought between 15 and 72 hours. */
    async create(
      network: NetworkId,
      personne: PersonneId,
      by: string,
      { codeMinutes = LINK_MINUTES, linkMinutes = LINK_MINUTES }: { codeMinutes?: number; linkMinutes?: number } = {},
    ): Promise<Invitation> {
      const secret = newSecret()
      const code = newCode()
      const at = now()
      const within = (minutes: number) => Math.min(CODE_MINUTES.most, Math.max(CODE_MINUTES.least, minutes)) * MINUTE
      const invitation = {
        id: newShortId(),
        network,
        person: personne,
        secret_hash: hashSecret(secret),
        code_hash: await hashCode(code),
        created_by: by,
        created_at: at,
        expires_at: at + within(linkMinutes),
        code_expires_at: at + within(codeMinutes),
        used_at: null,
        cancelled_at: null,
      }
      await db.insertInto('invitation').values(invitation).execute()
      return {
        id: invitation.id,
        secret,
        code: showCode(code),
        expire: invitation.expires_at,
        code_expire: invitation.code_expires_at,
      }
    },

    /**
     * Uses an invitation up and lets its person in, both or neither: `admit` runs in the same transaction.
     * @throws Problem 404 when it opens nothing, 429 after too many tries
     */
    async redeem<T>(
      given: { secret: string } | { code: string },
      address: string,
      admit: (tx: Kysely<Schema>, network: NetworkId, personne: PersonneId) => Promise<T>,
    ): Promise<T> {
      // An address is personal data: its hash is enough to count, and goes with its window.
      const key = createHash('sha256').update(`address:${address}`).digest('base64url')
      const undo = [await count(key, TRIES.addressWindow, TRIES.address)]
      if ('code' in given) undo.push(await count('everyone', TRIES.everyoneWindow, TRIES.everyone))
      const at = now()
      const byCode = 'code' in given
      // What is no code at all is hashed like one: the time tells nothing.
      const hash = byCode ? await hashCode(readCode(given.code) ?? given.code.slice(0, 32)) : hashSecret(given.secret)
      const admitted = await db.transaction().execute(async (tx) => {
        // One statement finds, checks and uses up: two devices cannot both come in.
        const found = await tx
          .updateTable('invitation')
          .set({ used_at: at })
          .where(byCode ? 'code_hash' : 'secret_hash', '=', hash)
          .where(byCode ? 'code_expires_at' : 'expires_at', '>', at)
          .where('used_at', 'is', null)
          .where('cancelled_at', 'is', null)
          .returning(['network', 'person'])
          .executeTakeFirst()
        // Written by `create`.
        return found ? await admit(tx, found.network as NetworkId, found.person as PersonneId) : null
      })
      if (admitted === null) throw refused()
      for (const forget of undo) await forget()
      await db
        .deleteFrom('attempt')
        .where('window', '<', Math.floor(at / TRIES.everyoneWindow) - 24)
        .where('key', '=', 'everyone')
        .execute()
      await db
        .deleteFrom('attempt')
        .where('window', '<', Math.floor(at / TRIES.addressWindow) - 96)
        .where('key', '!=', 'everyone')
        .execute()
      return admitted
    },

    /** The invitations of a network, newest first. */
    async list(network: NetworkId): Promise<InvitationView[]> {
      const rows = await db
        .selectFrom('invitation')
        .selectAll()
        .where('network', '=', network)
        .orderBy('created_at', 'desc')
        .execute()
      return rows.map((row) => ({
        id: row.id,
        personne: row.person,
        cree_le: row.created_at,
        expire: row.expires_at,
        etat: row.used_at ? 'utilisee' : row.cancelled_at ? 'annulee' : row.expires_at <= now() ? 'expiree' : 'ouverte',
      }))
    },

    /** Closes an invitation that was not used. False: there is none of that id, or it is closed already. */
    async cancel(network: NetworkId, id: string): Promise<boolean> {
      const done = await db
        .updateTable('invitation')
        .set({ cancelled_at: now() })
        .where('network', '=', network)
        .where('id', '=', id)
        .where('used_at', 'is', null)
        .where('cancelled_at', 'is', null)
        .returning('id')
        .execute()
      return done.length > 0
    },

    /** Closes every open invitation of a person who leaves. */
    async cancelOf(network: NetworkId, personne: PersonneId): Promise<void> {
      await db
        .updateTable('invitation')
        .set({ cancelled_at: now() })
        .where('network', '=', network)
        .where('person', '=', personne)
        .where('used_at', 'is', null)
        .where('cancelled_at', 'is', null)
        .execute()
    },
  }
}
export type Invitations = ReturnType<typeof createInvitations>
