// A request to our own server: its cookie, nothing from a cache, no redirect (a captive portal), no endless wait.

const PATIENCE = 30_000

/** @param body posted as JSON; without it, a GET. @throws as fetch does: offline, too late, redirected */
export const request = (url: string, body?: unknown): Promise<Response> =>
  fetch(url, {
    credentials: 'same-origin',
    cache: 'no-store',
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE),
    ...(body === undefined
      ? {}
      : { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  })
