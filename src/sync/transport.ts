// Requests to the server as values: a failure is one of six reasons, never an exception. Whatever is not the protocol's
// JSON is "no network": captive portals answer 200 with a page of their own.
import type * as z from 'zod/mini'
import { PullAnswer, type PullRequest, PushAnswer, type PushRequest } from '../domain/protocol.ts'
import { resumeSession } from './resume.ts'
import type { Outcome, Transport } from './round.ts'

/** A request that takes longer is given up, ms. */
const PATIENCE = 30_000
/** Bodies above this are sent compressed, bytes. */
const WORTH_COMPRESSING = 2_000

export type Fetch = (url: string, init: RequestInit) => Promise<Response>

const seconds = (header: string | null): number | undefined => {
  const value = Number(header)
  return header !== null && Number.isFinite(value) && value >= 0 ? value : undefined
}

async function reasonIn(response: Response): Promise<string | null> {
  try {
    const body: unknown = await response.json()
    return typeof body === 'object' && body !== null && 'reason' in body ? String(body.reason) : null
  } catch {
    return null // no JSON: not our server
  }
}

/** What an answer that is not 200 means. */
async function failureOf(response: Response): Promise<Outcome<never>> {
  const { status } = response
  const retryAfter = seconds(response.headers.get('Retry-After'))
  const later = retryAfter === undefined ? {} : { retryAfter }
  const reason = await reasonIn(response)
  if (reason === null) return { ok: false, reason: status >= 500 ? 'server' : 'offline', ...later }
  if (status === 401) return { ok: false, reason: reason === 'revoked' ? 'revoked' : 'signed-out' }
  if (status === 413) return { ok: false, reason: 'too-big' }
  if (status === 426) return { ok: false, reason: 'outdated' }
  return { ok: false, reason: 'server', ...later }
}

async function compressed(text: string): Promise<{ body: BodyInit; headers: Record<string, string> }> {
  if (text.length < WORTH_COMPRESSING || typeof CompressionStream === 'undefined') return { body: text, headers: {} }
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))
  // Whole, not streamed: a streamed body needs HTTP/2, which a local server does not speak.
  return { body: await new Response(stream).arrayBuffer(), headers: { 'Content-Encoding': 'gzip' } }
}

async function send<T>(fetch: Fetch, url: string, request: unknown, schema: z.ZodMiniType<T>): Promise<Outcome<T>> {
  try {
    const { body, headers } = await compressed(JSON.stringify(request))
    const post = () =>
      fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body,
        credentials: 'same-origin',
        cache: 'no-store',
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE),
      })
    let response = await post()
    if (response.status !== 200) {
      const failure = await failureOf(response)
      const lost = !failure.ok && failure.reason === 'signed-out'
      // The cookie may be gone while the device is still known (a browser killed before it wrote it down).
      if (!lost || !(await resumeSession(fetch))) return failure
      response = await post()
      if (response.status !== 200) return await failureOf(response)
    }
    const answer = schema.safeParse(await response.json())
    return answer.success ? { ok: true, value: answer.data } : { ok: false, reason: 'offline' }
  } catch {
    return { ok: false, reason: 'offline' }
  }
}

/** The server behind the page's own origin. `fetch` is for tests. */
export function createTransport(fetch: Fetch = (url, init) => globalThis.fetch(url, init)): Transport {
  return {
    push: (request: PushRequest) => send(fetch, '/api/push', request, PushAnswer),
    pull: (request: PullRequest) => send(fetch, '/api/pull', request, PullAnswer),
  }
}
