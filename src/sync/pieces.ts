// One file to the server, in chunks, by the tus protocol: it goes on from the byte that the server holds, whatever cut
// it. A chunk is read when it is sent; a file is never in memory. Loaded when something waits.
import { type DetailedError, type HttpRequest, type HttpResponse, Upload } from 'tus-js-client'
import type { Database, PhotoRow } from '../store/database.ts'
import { type Held, isWhole, PIECE, partOf, settlePhoto } from '../store/photos.ts'
import type { Fetch } from './transport.ts'

/** A chunk that takes longer is given up, ms. */
const PATIENCE = 120_000
const RETRIES = [0, 1_000, 3_000]

/** left: not now, the others may pass · stopped: the network or the server gave up */
type PieceOutcome = 'done' | 'left' | 'stopped'

/** Sends what the server lacks of this file. */
export async function sendPiece(db: Database, held: Held, fetch: Fetch): Promise<PieceOutcome> {
  const status = await upload(db, held, fetch)
  if (status === null) {
    await settlePhoto(db, held.fichier, 'sent')
    return 'done'
  }
  const why = refusals[status]
  // Damaged on the way, it is sent again; damaged here, it never arrives.
  if (why && (status !== 422 || !(await isWhole(db, held.fichier)))) {
    await settlePhoto(db, held.fichier, why)
    return 'left'
  }
  // The document is not there yet, or no more.
  return status === 404 || status === 422 ? 'left' : 'stopped'
}

/** Sending it again by itself would change nothing: what can be done is for the person to choose. */
const refusals: Record<number, NonNullable<PhotoRow['why']>> = { 413: 'size', 415: 'type', 422: 'bytes', 507: 'quota' }

const statusOf = (error: Error | DetailedError): number =>
  'originalResponse' in error ? (error.originalResponse?.getStatus() ?? 0) : 0

/** 0: no answer · null: it is there */
type Status = number | null

function upload(db: Database, { fichier, doc, size }: Held, fetch: Fetch): Promise<Status> {
  const endpoint = new URL('/api/pieces/envois', globalThis.location?.href ?? 'http://localhost').href
  return new Promise((resolve) => {
    const sending = new Upload(new Blob(), {
      endpoint,
      // The same address for the same file and device: what was begun is found again after any restart.
      uploadUrl: `${endpoint}/${doc}/${fichier}`,
      uploadSize: size,
      chunkSize: PIECE,
      retryDelays: RETRIES,
      metadata: { doc, sha256: fichier },
      storeFingerprintForResuming: false,
      fingerprint: async () => fichier,
      fileReader: {
        openFile: async () => ({
          size,
          slice: async (start, end) => ({ value: await partOf(db, fichier, start, Math.min(end, size)), done: end >= size }),
          close: () => undefined,
        }),
      },
      httpStack: { createRequest: (method, url) => request(fetch, method, url), getName: () => 'fetch' },
      onShouldRetry(error) {
        const status = statusOf(error)
        return status === 0 || status === 409 || status === 423 || (status >= 500 && status !== 507)
      },
      onSuccess: () => resolve(null),
      onError: (error) => resolve(statusOf(error)),
    })
    sending.start()
  })
}

/** A request of tus over the fetch of everything else: same cookie, same patience, no redirection. */
function request(fetch: Fetch, method: string, url: string): HttpRequest {
  const headers: Record<string, string> = {}
  const giveUp = new AbortController()
  return {
    getMethod: () => method,
    getURL: () => url,
    setHeader(name, value) {
      headers[name] = value
    },
    getHeader: (name) => headers[name],
    setProgressHandler: () => undefined,
    getUnderlyingObject: () => null,
    abort: async () => giveUp.abort(),
    async send(body: Blob | null): Promise<HttpResponse> {
      const timer = setTimeout(() => giveUp.abort(), PATIENCE)
      try {
        const response = await fetch(new URL(url).pathname, {
          method,
          headers,
          ...(body ? { body } : {}),
          credentials: 'same-origin',
          cache: 'no-store',
          redirect: 'error',
          signal: giveUp.signal,
        })
        const text = await response.text()
        return {
          getStatus: () => response.status,
          getHeader: (name) => response.headers.get(name) ?? undefined,
          getBody: () => text,
          getUnderlyingObject: () => null,
        }
      } finally {
        clearTimeout(timer)
      }
    },
  }
}
