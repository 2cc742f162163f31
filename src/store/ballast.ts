// Room kept for the day when the phone is full: given back at the first refusal, so that the visit can be ended. Four
// megabytes: the two files of the journal alone are counted for one each while they are open.
const CACHE = 'carnet-lest'
const KEY = '/lest'
const MEGABYTES = 4
const SIZE = 1_048_576

const hasCaches = (): boolean => typeof caches !== 'undefined'

/** Puts the ballast aside when it is not there yet. Says whether it is there. */
export async function layBallast(): Promise<boolean> {
  if (!hasCaches()) return false
  try {
    const cache = await caches.open(CACHE)
    if (await cache.match(KEY)) return true
    const parts: Uint8Array<ArrayBuffer>[] = []
    for (let part = 0; part < MEGABYTES; part++) {
      const bytes = new Uint8Array(SIZE)
      // Random, or the browser would store it compressed; no more than 65,536 bytes are given at a time.
      for (let at = 0; at < SIZE; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536))
      parts.push(bytes)
      // Somebody may be typing.
      await new Promise((resolve) => setTimeout(resolve))
    }
    await cache.put(KEY, new Response(new Blob(parts)))
    return true
  } catch {
    return false // no room even now: shown by storageHealth
  }
}

/** Gives the room back. False when there was none to give. */
export async function freeBallast(): Promise<boolean> {
  try {
    return hasCaches() && (await caches.delete(CACHE))
  } catch {
    return false
  }
}

/** True while the ballast is there. */
export async function hasBallast(): Promise<boolean> {
  try {
    return hasCaches() && (await (await caches.open(CACHE)).match(KEY)) !== undefined
  } catch {
    return false
  }
}
