// The averages that only the server may count for a group; the last answer is kept and read offline.
import { isRecord } from '../domain/shape.ts'

const CACHE = 'carnet-indicateurs'
const PATIENCE = 6_000

interface MoyenneServeur {
  n: number
  valeur: number
}
export interface MoyennesServeur {
  progression: MoyenneServeur | null
  satisfaction: MoyenneServeur | null
}

const isMoyenne = (value: unknown): value is MoyenneServeur | null =>
  value === null || (isRecord(value) && typeof value.n === 'number' && typeof value.valeur === 'number')
const read = (json: unknown): MoyennesServeur | null =>
  isRecord(json) && isMoyenne(json.progression) && isMoyenne(json.satisfaction)
    ? { progression: json.progression, satisfaction: json.satisfaction }
    : null

/**
 * The averages of a group over `2026` or `2026-T2`.
 * @returns null: not for this person, or no network and never asked
 */
export async function moyennesDuServeur(groupe: string, periode: string): Promise<MoyennesServeur | null> {
  const url = `/api/indicateurs/${groupe}/${periode}`
  const cache = 'caches' in globalThis ? await caches.open(CACHE).catch(() => null) : null
  try {
    const response = await fetch(url, { credentials: 'same-origin', cache: 'no-store', redirect: 'error', signal: AbortSignal.timeout(PATIENCE) })
    if (response.status === 200) {
      const found = read(await response.clone().json())
      if (found) await cache?.put(url, response).catch(() => undefined)
      return found
    }
    // No longer for this person: what was kept goes.
    if (response.status === 404) {
      await cache?.delete(url)
      return null
    }
  } catch {
    // no network: what was kept
  }
  const kept = await cache?.match(url).catch(() => undefined)
  return kept ? read(await kept.json().catch(() => null)) : null
}
