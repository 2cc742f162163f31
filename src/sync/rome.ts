// The ROME on this device: what was asked of the server once is kept and read offline. In the Cache API, apart from what
// people write: it is public, large, and comes back from the server whenever it is gone.
import { isRecord } from '../domain/shape.ts'

const CACHE = 'carnet-rome'
/** Offline is decided after this, ms: what is kept is then used. */
const PATIENCE = 6_000

export interface Metier {
  code: string
  titre: string
  appellations: string[]
}
export interface Rome {
  version: string
  metiers: Metier[]
}
export interface ItemRome {
  ogr: string
  genre: 'savoir_faire' | 'savoir_etre' | 'savoir' | 'contexte'
  libelle: string
  categorie: string
  coeur: '' | 'principale' | 'emergente'
}
export interface FicheMetier {
  version: string
  code: string
  titre: string
  items: ItemRome[]
}
export interface VersionRome {
  version: string
  /** ms */
  importe_le: number
  metiers: number
  appellations: number
  items: number
}

const kept = async (): Promise<Cache | null> => ('caches' in globalThis ? await caches.open(CACHE).catch(() => null) : null)

/** The JSON that our server gives at this address, or null: no network, no such thing, or a page of somebody else. */
async function fetched(url: string): Promise<{ json: Record<string, unknown>; response: Response } | null> {
  try {
    const response = await fetch(url, { credentials: 'same-origin', redirect: 'error', signal: AbortSignal.timeout(PATIENCE) })
    if (response.status !== 200) return null
    const copy = response.clone()
    const json: unknown = await response.json()
    return isRecord(json) ? { json, response: copy } : null
  } catch {
    return null
  }
}

async function keep(url: string, response: Response): Promise<void> {
  // Full or refused: it can be asked for again.
  await (await kept())?.put(url, response).catch(() => undefined)
}

async function held(url: string): Promise<Record<string, unknown> | null> {
  const response = await (await kept())?.match(url, { ignoreVary: true }).catch(() => undefined)
  const json: unknown = await response?.json().catch(() => null)
  return isRecord(json) ? json : null
}

/** What is kept, else what the server gives, which is then kept. */
async function heldOrFetched(url: string): Promise<Record<string, unknown> | null> {
  const here = await held(url)
  if (here) return here
  const found = await fetched(url)
  if (found) await keep(url, found.response)
  return found?.json ?? null
}

const isVersion = (value: unknown): value is VersionRome => isRecord(value) && typeof value.version === 'string'

/** The versions that the server has, the newest first; offline, those it had. Empty: none, or never asked. */
export async function versionsRome(): Promise<VersionRome[]> {
  const url = '/api/rome'
  const found = await fetched(url)
  if (found) await keep(url, found.response)
  const { versions } = found?.json ?? (await held(url)) ?? {}
  return Array.isArray(versions) ? versions.filter(isVersion) : []
}

const isRow = (row: unknown): row is [string, string, ...string[]] =>
  Array.isArray(row) && row.length >= 2 && row.every((cell) => typeof cell === 'string')

/** The occupations of the newest version that can be read here; null: there is none yet. */
export async function openRome(): Promise<Rome | null> {
  for (const { version } of await versionsRome()) {
    const json = await heldOrFetched(`/api/rome/${version}/sommaire`)
    if (!Array.isArray(json?.metiers)) continue
    const metiers = json.metiers.filter(isRow).map(([code, titre, ...appellations]) => ({ code, titre, appellations }))
    return { version, metiers }
  }
  return null
}

/** An occupation with its skills, kept once it was opened; null: not here and no network. */
export async function ficheMetier(version: string, code: string): Promise<FicheMetier | null> {
  const json = await heldOrFetched(`/api/rome/${version}/metiers/${code}`)
  // Our own server's, or what it gave before.
  return json && Array.isArray(json.items) ? (json as unknown as FicheMetier) : null
}

/** The occupations that have a skill with these words, asked of the server; null: no network. */
export async function metiersParCompetence(version: string, mots: string): Promise<{ code: string; titre: string; libelles: string[] }[] | null> {
  const found = await fetched(`/api/rome/${version}/recherche?mots=${encodeURIComponent(mots)}`)
  return found && Array.isArray(found.json.metiers) ? (found.json.metiers as { code: string; titre: string; libelles: string[] }[]) : null // our own server's
}

/** The occupations opened here before, with their skills: what a search among skills can look at offline. */
export async function fichesGardees(version: string): Promise<FicheMetier[]> {
  const cache = await kept()
  const found: FicheMetier[] = []
  for (const request of (await cache?.keys()) ?? []) {
    if (!new URL(request.url).pathname.startsWith(`/api/rome/${version}/metiers/`)) continue
    const json = await held(request.url)
    if (json && Array.isArray(json.items)) found.push(json as unknown as FicheMetier) // kept from our own server
  }
  return found
}

/** Sends the official archive to the server. Gives what was imported, or the sentence that says why not. */
export async function importRome(archive: Blob): Promise<{ ok: true; version: VersionRome } | { ok: false; message: string }> {
  try {
    const response = await fetch('/api/rome', {
      method: 'PUT',
      credentials: 'same-origin',
      redirect: 'error',
      headers: { 'Content-Type': 'application/zip' },
      body: archive,
    })
    const json: unknown = await response.json().catch(() => null)
    if (response.status === 200 && isVersion(json)) {
      await (await kept())?.delete(`/api/rome/${json.version}/sommaire`)
      return { ok: true, version: json }
    }
    const message = isRecord(json) && typeof json.message === 'string' ? json.message : null
    return { ok: false, message: message ?? 'Le serveur n’a pas répondu. Réessayez dans un moment.' }
  } catch {
    return { ok: false, message: 'Pas de réseau : l’import se fait connecté à votre serveur.' }
  }
}
