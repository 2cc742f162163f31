// Asks the server for what the merges that arrived were made of, so that both texts can be read with no network.
import type { OpId } from '../domain/id.ts'
import type { Json } from '../domain/json.ts'
import { isRecord } from '../domain/shape.ts'
import type { Database } from '../store/database.ts'
import { type Held, type Merge, mergesToKnow } from '../store/originals.ts'
import type { Fetch } from './transport.ts'

const PATIENCE = 30_000
/** In one go; the others at the next round. */
const MOST = 20

/** Keeps the originals of new merges. What cannot be had now is asked for again after a later round. */
export async function keepOriginals(db: Database, fetch: Fetch = (url, init) => globalThis.fetch(url, init)): Promise<void> {
  const { merges, keep } = await mergesToKnow(db)
  const found: (Merge & { values: Held[] })[] = []
  for (const merge of merges.slice(0, MOST)) {
    const values = await originalsOf(merge, fetch)
    if (values === null) return
    found.push({ ...merge, values })
  }
  if (merges.length <= MOST) await keep(found)
}

async function originalsOf({ doc, at, a }: Merge, fetch: Fetch): Promise<Held[] | null> {
  try {
    const url = `/api/historique/${encodeURIComponent(doc)}?path=${encodeURIComponent(at)}`
    const response = await fetch(url, { credentials: 'same-origin', cache: 'no-store', redirect: 'error', signal: AbortSignal.timeout(PATIENCE) })
    if (!response.ok) return response.status === 404 ? [] : null
    const answer: unknown = await response.json()
    const list = isRecord(answer) && Array.isArray(answer.valeurs) ? (answer.valeurs as unknown[]) : []
    return list.filter(isHeld).flatMap(({ o, v, t, u }) => (a.includes(o) ? [{ o, v, t, u }] : []))
  } catch {
    return null
  }
}

const isHeld = (value: unknown): value is { o: OpId; v: Json; t: number; u: string } =>
  isRecord(value) && typeof value.o === 'string' && 'v' in value && typeof value.t === 'number' && typeof value.u === 'string'
