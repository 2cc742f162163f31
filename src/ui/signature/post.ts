// What the screens of signatures ask of the server. A failure is a word, never an exception; whatever is not our server's
// JSON is « offline ». Small and alone: the page of a link has nothing else of the app.
import { request } from '../../sync/request.ts'

export type Answer<T> = { ok: true; value: T } | { ok: false; reason: string; message: string | null }

/** Posts, or gets when there is no body. `read`: null when the answer is of another shape. */
export async function post<T>(url: string, read: (value: Record<string, unknown>) => T | null, body?: unknown): Promise<Answer<T>> {
  const offline = { ok: false, reason: 'offline', message: null } as const
  try {
    const response = await request(url, body)
    const answer = (await response.json().catch(() => null)) as Record<string, unknown> | null
    if (typeof answer !== 'object' || answer === null) return offline
    if (response.status !== 200) {
      const message = typeof answer.message === 'string' ? answer.message : null
      return { ok: false, reason: typeof answer.reason === 'string' ? answer.reason : 'server', message }
    }
    const value = read(answer)
    return value === null ? offline : { ok: true, value }
  } catch {
    return offline
  }
}
