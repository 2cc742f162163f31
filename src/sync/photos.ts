// Photos between this device and the server, after the rounds: the answer that names a photo goes first, its bytes follow.
import type { Database } from '../store/database.ts'
import { dropOrphans, photoBlob, photosIn, receivePhoto, settlePhoto } from '../store/photos.ts'
import type { Fetch } from './transport.ts'

const PATIENCE = 120_000
/** Too big, no image, not the bytes of its name: sending it again would change nothing. */
const refusals: Record<number, 'size' | 'type' | 'bytes'> = { 413: 'size', 415: 'type', 422: 'bytes' }

/** `stopped`: the network or the server gave up; what is left waits for the next round. */
export type PhotoOutcome = 'done' | 'stopped'

/** Sends the photos that wait and brings those that a screen wanted. */
export async function exchangePhotos(db: Database, fetch: Fetch = (url, init) => globalThis.fetch(url, init)): Promise<PhotoOutcome> {
  try {
    for (const { fichier, doc } of await photosIn(db, 'waiting')) {
      const body = await photoBlob(db, fichier)
      if (!body) continue
      const response = await fetch(`/api/photos/${doc}/${fichier}`, { method: 'PUT', body, ...options() })
      const refusal = refusals[response.status]
      // Anything but our server's own "kept" leaves the photo waiting: the others may still pass.
      if (response.ok && (await isReceipt(response, fichier))) await settlePhoto(db, fichier, 'sent')
      else if (refusal) await settlePhoto(db, fichier, refusal)
      else if (response.status >= 500 || response.status === 401 || response.status === 429) return 'stopped'
    }
    for (const { fichier, doc } of await photosIn(db, 'wanted')) {
      const response = await fetch(`/api/photos/${doc}/${fichier}`, options())
      if (response.ok) await receivePhoto(db, fichier, await response.blob())
      else if (response.status >= 500 || response.status === 401) return 'stopped'
    }
    await dropOrphans(db)
    return 'done'
  } catch {
    return 'stopped'
  }
}

const options = (): RequestInit => ({
  credentials: 'same-origin',
  cache: 'no-store',
  redirect: 'error',
  signal: AbortSignal.timeout(PATIENCE),
})

async function isReceipt(response: Response, fichier: string): Promise<boolean> {
  const body: unknown = await response.json().catch(() => null)
  return typeof body === 'object' && body !== null && 'sha256' in body && body.sha256 === fichier
}
