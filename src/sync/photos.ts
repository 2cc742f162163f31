// Files between this device and the server, after the rounds and apart from them: the answer that names a file goes
// first, its bytes follow, and what is written meanwhile does not wait for them.
import type { Database } from '../store/database.ts'
import { dropOrphans, isWifiOnly, offerAgain, photosIn, receivePhoto } from '../store/photos.ts'
import type { Fetch } from './transport.ts'

const PATIENCE = 120_000

/** `stopped`: the network or the server gave up; what is left waits for the next round. `later`: it waits for Wi-Fi. */
export type PhotoOutcome = 'done' | 'later' | 'stopped'

/** Sends the files that wait and brings those that a screen wanted, one at a time. */
export async function exchangePhotos(db: Database, fetch: Fetch = (url, init) => globalThis.fetch(url, init)): Promise<PhotoOutcome> {
  try {
    await offerAgain(db)
    const waiting = await photosIn(db, 'waiting')
    const later = waiting.length > 0 && isOnMobileData() && (await isWifiOnly(db))
    if (waiting.length > 0 && !later) {
      const { sendPiece } = await import('./pieces.ts')
      for (const each of waiting) if ((await sendPiece(db, each, fetch)) === 'stopped') return 'stopped'
    }
    for (const { fichier, doc } of await photosIn(db, 'wanted')) {
      const response = await fetch(`/api/pieces/${doc}/${fichier}`, options())
      if (response.ok) await receivePhoto(db, fichier, await response.blob())
      else if (response.status >= 500 || response.status === 401) return 'stopped'
    }
    await dropOrphans(db)
    return later ? 'later' : 'done'
  } catch {
    return 'stopped'
  }
}

/** False where the browser does not tell: only Chromium on phones does. */
export function isOnMobileData(): boolean {
  const connection: unknown = Reflect.get(globalThis.navigator ?? {}, 'connection')
  return typeof connection === 'object' && connection !== null && Reflect.get(connection, 'type') === 'cellular'
}

const options = (): RequestInit => ({
  credentials: 'same-origin',
  cache: 'no-store',
  redirect: 'error',
  signal: AbortSignal.timeout(PATIENCE),
})
