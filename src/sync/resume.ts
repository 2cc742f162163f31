// A lost cookie is asked for again by signing a challenge with the device's key (src/store/device-key.ts).
import { signChallenge } from '../store/device-key.ts'

type Fetch = (url: string, init: RequestInit) => Promise<Response>

const post = (fetch: Fetch, url: string, body: unknown): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    credentials: 'same-origin',
    cache: 'no-store',
    redirect: 'error',
    signal: AbortSignal.timeout(30_000),
  })

/** Gets this device's cookie back. The answer of the server (who this device is), or null when it does not know it. */
export async function resumeSession(
  fetch: Fetch = (url, init) => globalThis.fetch(url, init),
): Promise<Response | null> {
  try {
    const asked = await post(fetch, '/api/defi', {})
    if (asked.status !== 200) return null
    const { defi } = (await asked.json()) as { defi?: unknown } // checked on the next line
    const signed = typeof defi === 'string' ? await signChallenge(defi) : null
    if (!signed) return null
    const answer = await post(fetch, '/api/reprise', { ...signed, defi })
    return answer.status === 200 ? answer : null
  } catch {
    return null
  }
}
