// What a revoked device still sends: kept as it came, for an administrator to take up or dismiss. Never wasted, never
// mixed with the documents by itself.
import type { Kysely } from 'kysely'
import type { NetworkId, PersonneId, ReplicaId } from '../src/domain/id.ts'
import { hash64 } from '../src/domain/json.ts'
import { type Operation, Operation as OperationSchema } from '../src/domain/operation.ts'
import type { PushAnswer, PushRequest, Verdict } from '../src/domain/protocol.ts'
import type { Session } from './devices.ts'
import type { Schema } from './database.ts'
import { Problem } from './problem.ts'

/** Operations kept for one device; a phone's weeks of work are a few thousand. */
const MOST = 20_000

interface QuarantineView {
  appareil: string
  appareil_nom: string
  personne: string
  operations: number
  premiere: number
  derniere: number
}

/** What a revoked device still sends: kept apart until an administrator decides. */
export function createQuarantine(db: Kysely<Schema>, now: () => number) {
  return {
    /** Keeps the operations of a push and answers so that the device counts them as received, held. */
    async keep(session: Session, request: PushRequest): Promise<PushAnswer> {
      const at = now()
      const held = await db
        .selectFrom('quarantine')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('device', '=', session.appareil)
        .executeTakeFirstOrThrow()
      if (Number(held.count) > MOST) {
        throw new Problem(507, 'quota', 'La quarantaine de cet appareil est pleine. Prévenez l’administration.')
      }
      const rows = request.ops.map((op: unknown) => {
        const body = JSON.stringify(op)
        const { n, h } = (typeof op === 'object' && op !== null ? op : {}) as { n?: unknown; h?: unknown }
        return {
          replica: request.replica,
          n: typeof n === 'number' && Number.isSafeInteger(n) ? n : 0,
          h: typeof h === 'string' && /^[0-9a-f]{16}$/.test(h) ? h : hash64(body),
          network: session.network,
          person: session.personne,
          device: session.appareil,
          body,
          received_at: at,
          state: 'held' as const,
        }
      })
      await db
        .insertInto('quarantine')
        .values(rows)
        .onConflict((oc) => oc.doNothing())
        .execute()
      const verdicts: Verdict[] = rows.map(({ n }) => ({ n, v: 'held' }))
      const last = rows.reduce((a, b) => (b.n >= a.n ? b : a))
      return { kind: 'pushed', ack: last.n, ackh: last.h, verdicts, now: at }
    },

    /** What waits, by device. */
    async list(network: NetworkId): Promise<QuarantineView[]> {
      const rows = await db
        .selectFrom('quarantine')
        .innerJoin('device', 'device.id', 'quarantine.device')
        .where('quarantine.network', '=', network)
        .where('state', '=', 'held')
        .groupBy(['quarantine.device', 'device.nom', 'quarantine.person'])
        .select((eb) => [
          'quarantine.device',
          'device.nom',
          'quarantine.person',
          eb.fn.countAll<number>().as('count'),
          eb.fn.min('received_at').as('first'),
          eb.fn.max('received_at').as('last'),
        ])
        .execute()
      return rows.map((row) => ({
        appareil: row.device,
        appareil_nom: row.nom,
        personne: row.person,
        operations: Number(row.count),
        premiere: Number(row.first),
        derniere: Number(row.last),
      }))
    },

    /** The operations of a device that wait, in order, by replica; `unreadable` ones cannot be taken up. */
    async of(network: NetworkId, device: string) {
      const rows = await db
        .selectFrom('quarantine')
        .selectAll()
        .where('network', '=', network)
        .where('device', '=', device)
        .where('state', '=', 'held')
        .orderBy('replica')
        .orderBy('n')
        .execute()
      const replicas = new Map<ReplicaId, Operation[]>()
      const unreadable: string[] = []
      for (const row of rows) {
        const parsed = OperationSchema.safeParse(JSON.parse(row.body))
        const replica = row.replica as ReplicaId // parsed when it was received
        if (parsed.success) replicas.set(replica, [...(replicas.get(replica) ?? []), parsed.data])
        else unreadable.push(row.body)
      }
      return {
        personne: (rows[0]?.person ?? null) as PersonneId | null,
        replicas,
        unreadable,
        bodies: rows.map((row) => row.body),
      }
    },

    /** Says what became of everything that waits for this device. */
    async close(network: NetworkId, device: string, state: 'resumed' | 'dismissed'): Promise<number> {
      const done = await db
        .updateTable('quarantine')
        .set({ state })
        .where('network', '=', network)
        .where('device', '=', device)
        .where('state', '=', 'held')
        .returning('n')
        .execute()
      return done.length
    },
  }
}
export type Quarantine = ReturnType<typeof createQuarantine>
