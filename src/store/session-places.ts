// Where the session is remembered: twice outside the database, because it must be known before a database is opened and
// survive its loss; the rescue journal bears it a third time (current-session.ts).
import type { PersonneId } from '../domain/id.ts'
import { Session } from './session.ts'

const KEY = 'carnet-session'
const CACHE = 'carnet-reperes'

const parse = (json: string | null): Session | null => {
  if (!json) return null
  try {
    const parsed = Session.safeParse(JSON.parse(json))
    return parsed.success ? parsed.data : null
  } catch {
    return null // not JSON: as good as absent, the next copy is asked
  }
}

// Storage that is switched off throws at the first touch.
async function attempt<T>(read: () => T | Promise<T>): Promise<T | null> {
  try {
    return await read()
  } catch {
    return null
  }
}

const inCache = async (): Promise<string | null> => {
  const found = await (await caches.open(CACHE)).match(`/${KEY}`)
  return found ? await found.text() : null
}

/** The session of this device, from the first copy that is left; null: nobody is enrolled here. */
export async function rememberedSession(): Promise<Session | null> {
  return parse(await attempt(() => localStorage.getItem(KEY))) ?? parse(await attempt(inCache))
}

/** Remembers who is enrolled. Copies that this browser refuses are done without; the journal bears one more. */
export async function putSession(session: Session): Promise<void> {
  const json = JSON.stringify(session)
  await attempt(() => localStorage.setItem(KEY, json))
  await attempt(async () => (await caches.open(CACHE)).put(`/${KEY}`, new Response(json)))
}

const LEFT = 'left'

/**
 * Forgets who was enrolled; the database stays, for what was not yet received. Says so in each place: the rescue journal
 * still bears the name and would bring it back.
 */
export async function clearSession(): Promise<void> {
  await attempt(() => localStorage.setItem(KEY, LEFT))
  await attempt(async () => (await caches.open(CACHE)).put(`/${KEY}`, new Response(LEFT)))
}

/** True when the person left this device on purpose. */
export async function hasLeft(): Promise<boolean> {
  return (await attempt(() => localStorage.getItem(KEY))) === LEFT || (await attempt(inCache)) === LEFT
}

/** True when this browser once held a database for the person (see open.ts). */
export async function hasMarker(personne: PersonneId): Promise<boolean> {
  const marker = `carnet-base-${personne}`
  const kept = await attempt(() => localStorage.getItem(marker))
  return kept !== null || (await attempt(async () => (await caches.open(CACHE)).match(`/${marker}`))) != null
}

/** Leaves the marker that says: there is a database for this person here. */
export async function putMarker(personne: PersonneId): Promise<void> {
  const marker = `carnet-base-${personne}`
  await attempt(() => localStorage.setItem(marker, '1'))
  await attempt(async () => (await caches.open(CACHE)).put(`/${marker}`, new Response('1')))
}
