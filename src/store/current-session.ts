// Who is enrolled here, asked of every place that may remember: also of the rescue journals, when the rest was cleared.
import { journalsHere } from './journal-opfs.ts'
import type { Session } from './session.ts'
import { hasLeft, putSession, rememberedSession } from './session-places.ts'

/** The session of this device; null: nobody is enrolled here. */
export async function getSession(): Promise<Session | null> {
  const session = await rememberedSession()
  if (session) return session
  if (await hasLeft()) return null
  const journals = await journalsHere().catch(() => [])
  const found = journals.find((journal) => journal.session !== null)?.session ?? null
  if (found) await putSession(found)
  return found
}
