// The history of one answer: the values that the server accepted for a register, with who and when. What somebody did
// not choose between two versions stays here. Nothing is kept for it: it is read off the log of operations.
import type { Hono } from 'hono'
import type { Kysely } from 'kysely'
import { DocId, networkChannel, type OpId, opId, Path, personalChannel, type ReplicaId } from '../src/domain/id.ts'
import type { Json } from '../src/domain/json.ts'
import type { Offered } from '../src/domain/operation.ts'
import { schemaOf } from '../src/domain/schema.ts'
import { answer } from './answer.ts'
import { expect } from './body.ts'
import type { Schema } from './database.ts'
import type { Session } from './devices.ts'
import type { Documents } from './documents.ts'
import { createLimiter, type Rate } from './limits.ts'
import { notFound } from './problem.ts'
import type { Sessions } from './sessions.ts'

/** Most values of one answer. */
const MOST = 50
/** Most operations looked at for them: those that offer a register again give values that are here already. */
const LOOKED_AT = 4 * MOST

/** A value that a register had. */
export interface Valeur {
  o: OpId
  v: Json
  /** device time, ms */
  t: number
  u: string
  /** for a merge made here: what it was made of */
  a?: OpId[]
}

type History = ReturnType<typeof createHistory>

/** The values of one answer in turn, with who and when. */
export function createHistory(db: Kysely<Schema>) {
  return {
    /**
     * The accepted values of a register, newest first, as far as this person may know them: all that came since the
     * document is theirs to read, and what it said on that day. What its author had put in order before sharing a note
     * is not shown to those it was shared with.
     */
    async valuesOf(session: Pick<Session, 'personne' | 'network'>, doc: DocId, path: Path): Promise<Valeur[]> {
      const { personne, network } = session
      const channels = await db
        .selectFrom('doc_channel')
        .select('since')
        .where('network', '=', network)
        .where('doc', '=', doc)
        .where('ch', 'in', [personalChannel(personne), networkChannel(network)])
        .where('removed', '=', 0)
        .execute()
      if (channels.length === 0) return []
      const since = Math.min(...channels.map((row) => row.since))
      const rows = await db
        .selectFrom('oplog')
        .select(['seq', 'replica', 'n', 'personne', 'device_time', 'body'])
        .where('network', '=', network)
        .where('doc', '=', doc)
        .where('verdict', '=', 'ok')
        // Coarse, for speed: the name of a register is between quotes in every body that concerns it.
        .where('body', 'like', `%"${path}"%`)
        .orderBy('seq', 'desc')
        .limit(LOOKED_AT)
        .execute()
      const found = new Map<OpId, Valeur>()
      let atEntry = false
      for (const row of rows) {
        const values = valuesIn(row, path)
        if (values.length === 0) continue
        const isFirst = row.seq < since && !atEntry
        if (row.seq < since) atEntry = true
        if (row.seq < since && !isFirst) break
        for (const one of values) if (!found.has(one.o)) found.set(one.o, one)
        if (found.size >= MOST) break
      }
      return [...found.values()].slice(0, MOST)
    },
  }
}

interface Row {
  replica: string
  n: number
  personne: string
  device_time: number
  body: string
}

/** What an operation gave this register; an offer made after a restore may give several values. */
function valuesIn({ replica, n, personne, device_time, body }: Row, path: Path): Valeur[] {
  // Written by push.ts.
  const { s, r, a } = JSON.parse(body) as { s: Record<string, Json>; r?: Record<string, Offered[]>; a?: OpId[] }
  const offered = r?.[path] ?? []
  if (!Object.hasOwn(s, path)) return offered.map((one) => ({ o: one.o, v: one.v, t: one.t, u: one.u, ...merged(one.a) }))
  return [{ o: opId(replica as ReplicaId, n), v: s[path] ?? null, t: device_time, u: personne, ...merged(a) }]
}

const merged = (a: OpId[] | undefined): { a?: OpId[] } => (a?.length ? { a } : {})

export interface HistoryParts {
  sessions: Sessions
  documents: Documents
  history: History
  rates: { pull: Rate }
  now: () => number
}

const Doc = schemaOf(DocId)
const Register = schemaOf(Path)

/** GET of the history of an answer, for whoever may read it. */
export function historyRoutes(app: Hono, { sessions, documents, history, rates, now }: HistoryParts): void {
  const limit = createLimiter(rates.pull, now)

  app.get('/api/historique/:doc', async (c) => {
    const session = await sessions.sessionOf(c)
    limit(session.appareil)
    const doc = expect(Doc, c.req.param('doc'))
    const path = expect(Register, c.req.query('path'))
    if (!(await documents.mayRead(session.personne, session.network, doc))) throw notFound()
    return answer(c, { valeurs: await history.valuesOf(session, doc, path) })
  })
}
