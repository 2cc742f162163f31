// Files between this device and the server, after the rounds and apart from them: the answer that names a file goes
// first, its bytes follow, and what is written meanwhile does not wait for them.
import { tidyCopies } from '../store/copies.ts'
import type { Database } from '../store/database.ts'
import { HEAD, smallIn } from '../store/jpeg-small.ts'
import { dropOrphans, isWifiOnly, offerAgain, receivePhoto, receiveSmall, waitingPhotos, wantedPhotos } from '../store/photos.ts'
import type { Fetch } from './transport.ts'

const PATIENCE = 120_000

/** `stopped`: the network or the server gave up; what is left waits for the next round. `later`: it waits for Wi-Fi. */
type PhotoOutcome = 'done' | 'later' | 'stopped'

/** Sends the files that wait and brings those that a screen wanted, one at a time. */
export async function exchangePhotos(db: Database, fetch: Fetch = (url, init) => globalThis.fetch(url, init)): Promise<PhotoOutcome> {
  try {
    await offerAgain(db)
    const waiting = await waitingPhotos(db)
    const later = waiting.length > 0 && isOnMobileData() && (await isWifiOnly(db))
    if (waiting.length > 0 && !later) {
      const { sendPiece } = await import('./pieces.ts')
      for (const each of waiting) if ((await sendPiece(db, each, fetch)) === 'stopped') return 'stopped'
    }
    for (const wanted of await wantedPhotos(db)) if ((await bring(db, wanted, fetch)) === 'stopped') return 'stopped'
    await dropOrphans(db)
    await tidyCopies(db)
    return later ? 'later' : 'done'
  } catch {
    return 'stopped'
  }
}

/** Brings a file: its small picture first, all of it when somebody opened it or when it has no small one. */
async function bring(
  db: Database,
  { fichier, doc, whole }: Awaited<ReturnType<typeof wantedPhotos>>[number],
  fetch: Fetch,
): Promise<'done' | 'stopped'> {
  const url = `/api/pieces/${doc}/${fichier}`
  const response = await fetch(url, options(whole ? {} : { Range: `bytes=0-${HEAD - 1}` }))
  // Not there yet, or no more: it is asked for again at the next round.
  if (!response.ok) return response.status >= 500 || response.status === 401 ? 'stopped' : 'done'
  const bytes = await response.blob()
  if (response.status !== 206) {
    await receivePhoto(db, fichier, bytes)
    return 'done'
  }
  const small = smallIn(new Uint8Array(await bytes.arrayBuffer()))
  if (!small) return bring(db, { fichier, doc, whole: true, size: 0 }, fetch)
  await receiveSmall(db, fichier, small)
  return 'done'
}

/** False where the browser does not tell: only Chromium on phones does. */
function isOnMobileData(): boolean {
  const connection: unknown = Reflect.get(globalThis.navigator ?? {}, 'connection')
  return typeof connection === 'object' && connection !== null && Reflect.get(connection, 'type') === 'cellular'
}

const options = (headers: Record<string, string>): RequestInit => ({
  headers,
  credentials: 'same-origin',
  cache: 'no-store',
  redirect: 'error',
  signal: AbortSignal.timeout(PATIENCE),
})
