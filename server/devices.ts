// Devices and their sessions: who is at the other end of a request. The token is in the cookie, its hash here.
import type { Kysely, Selectable } from 'kysely'
import type { NetworkId, PersonneId } from '../src/domain/id.ts'
import type { Schema } from './database.ts'
import { hashSecret, newSecret, newShortId } from './secret.ts'

/** A signed-in device. */
export interface Session {
  personne: PersonneId
  network: NetworkId
  /** id of the device */
  appareil: string
  /** name its owner gave to it */
  appareil_nom: string
  admin: boolean
}

export type Found = { kind: 'signed-in' | 'revoked'; session: Session } | { kind: 'signed-out' }

interface DeviceView {
  id: string
  personne: string
  nom: string
  cree_le: number
  vu_le: number
  revoque_le: number | null
}
const viewOf = (row: Selectable<Schema['device']>): DeviceView => ({
  id: row.id,
  personne: row.person,
  nom: row.nom,
  cree_le: row.created_at,
  vu_le: row.last_seen,
  revoque_le: row.ended_at,
})

/** A session is read from the database again after this long, so that even another process is heard. */
const KEPT = 2_000
/** `last_seen` is written this rarely: it must not cost a flush per request. */
const SEEN_EVERY = 300_000

/** `ended` is told of a device whose token stopped working, for the other processes. */
export function createDevices(db: Kysely<Schema>, now: () => number, ended: (device: string) => void) {
  const known = new Map<string, { at: number; found: Found }>()

  async function lookUp(hash: string): Promise<Found> {
    const row = await db
      .selectFrom('device')
      .innerJoin('account', (join) =>
        join.onRef('account.person', '=', 'device.person').onRef('account.network', '=', 'device.network'),
      )
      .select([
        'device.id',
        'device.person',
        'device.network',
        'device.nom',
        'device.ended',
        'device.last_seen',
        'account.admin',
      ])
      .where('token_hash', '=', hash)
      .executeTakeFirst()
    if (!row || row.ended === 'signed-out') return { kind: 'signed-out' }
    const session: Session = {
      personne: row.person as PersonneId, // written by `create`
      network: row.network as NetworkId,
      appareil: row.id,
      appareil_nom: row.nom,
      admin: row.admin === 1,
    }
    if (row.ended === 'revoked') return { kind: 'revoked', session }
    if (now() - row.last_seen > SEEN_EVERY) {
      await db.updateTable('device').set({ last_seen: now() }).where('id', '=', row.id).execute()
    }
    return { kind: 'signed-in', session }
  }

  async function end(id: string, how: 'revoked' | 'signed-out', network: NetworkId): Promise<boolean> {
    const done = await db
      .updateTable('device')
      .set({ ended: how, ended_at: now() })
      .where('id', '=', id)
      .where('network', '=', network)
      .where('ended', 'is', null)
      .returning('id')
      .execute()
    known.clear()
    if (done.length > 0) ended(id)
    return done.length > 0
  }

  return {
    /** A new device of a person; the token is given here once and never again. `keyHash`: of its public key, if it has one. */
    async create(
      tx: Kysely<Schema>,
      network: NetworkId,
      personne: PersonneId,
      nom: string,
      keyHash: string | null = null,
    ): Promise<string> {
      const token = newSecret()
      const id = newShortId()
      const at = now()
      await tx
        .insertInto('device')
        .values({
          id,
          token_hash: hashSecret(token),
          person: personne,
          network,
          nom,
          created_at: at,
          last_seen: at,
          ended_at: null,
          ended: null,
          key_hash: keyHash,
        })
        .execute()
      return token
    },

    /** A new token for the device that proved it holds this key; the former one stops working. Null: no such device. */
    async renew(keyHash: string): Promise<string | null> {
      const token = newSecret()
      // A revoked device comes back as revoked: what it still sends goes to quarantine, as with its first cookie.
      const done = await db
        .updateTable('device')
        .set({ token_hash: hashSecret(token) })
        .where('key_hash', '=', keyHash)
        .where((eb) => eb.or([eb('ended', 'is', null), eb('ended', '=', 'revoked')]))
        .returning('id')
        .executeTakeFirst()
      known.clear()
      if (done) ended(done.id)
      return done ? token : null
    },

    /** Who holds this token. */
    async find(token: string): Promise<Found> {
      const hash = hashSecret(token)
      const held = known.get(hash)
      if (held && now() - held.at < KEPT && now() >= held.at) return held.found
      const found = await lookUp(hash)
      // What nobody knows is not remembered: it would let anyone fill the memory.
      if (found.kind !== 'signed-out') {
        known.set(hash, { at: now(), found })
        if (known.size > 5_000) known.clear()
      }
      return found
    },

    /** What was kept of sessions may be wrong: another process changed one. */
    forget: (): void => known.clear(),

    /** Devices of a network, of one person or of all, newest first. Signed-out ones are gone. */
    async list(network: NetworkId, personne: PersonneId | null): Promise<DeviceView[]> {
      const rows = await db
        .selectFrom('device')
        .selectAll()
        .where('network', '=', network)
        .where((eb) => eb.or([eb('ended', 'is', null), eb('ended', '=', 'revoked')]))
        .$if(personne !== null, (query) => query.where('person', '=', personne as string))
        .orderBy('created_at', 'desc')
        .execute()
      return rows.map(viewOf)
    },

    async findById(network: NetworkId, id: string): Promise<DeviceView | null> {
      const row = await db
        .selectFrom('device')
        .selectAll()
        .where('network', '=', network)
        .where('id', '=', id)
        .executeTakeFirst()
      return row ? viewOf(row) : null
    },

    /** Takes the device's right to read away; what it still sends goes to quarantine. False: no such device, or done already. */
    revoke: (network: NetworkId, id: string): Promise<boolean> => end(id, 'revoked', network),
    signOut: (session: Session): Promise<boolean> => end(session.appareil, 'signed-out', session.network),
  }
}
export type Devices = ReturnType<typeof createDevices>
