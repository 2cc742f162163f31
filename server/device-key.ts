// A device's own key: browsers write cookies to disk late, and a phone killed just after enrolment would be signed out.
// The device proves who it is by signing a challenge with a private key that never leaves it, and gets a new cookie.
import { createHash, createHmac, createPublicKey, randomBytes, timingSafeEqual, verify } from 'node:crypto'

/** How long a challenge may be answered, ms. */
const ANSWERED_WITHIN = 120_000

/** A public key as it is stored: its SPKI bytes, base64url. Null when it is not a P-256 key. */
export function readPublicKey(spki: string): ReturnType<typeof createPublicKey> | null {
  try {
    const key = createPublicKey({ key: Buffer.from(spki, 'base64url'), format: 'der', type: 'spki' })
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? key : null
  } catch {
    return null
  }
}

/** How a key is looked up. */
export const hashKey = (spki: string): string => createHash('sha256').update(spki).digest('base64url')

/** What is signed: the words keep a signature from serving for anything else. */
const words = (defi: string): Buffer => Buffer.from(`carnet-d-immersion/reprise/1:${defi}`)

/** Challenges that need no memory: the hour and its seal, with a secret that the processes of a server share. */
export function createChallenges(now: () => number, secret: string) {
  const seal = (text: string) => createHmac('sha256', secret).update(text).digest('base64url')
  return {
    give(): string {
      const text = `${now()}.${randomBytes(12).toString('base64url')}`
      return `${text}.${seal(text)}`
    },
    /** Was this challenge given here lately, and signed by the holder of this key? */
    isAnswered(defi: string, spki: string, signature: string): boolean {
      const cut = defi.lastIndexOf('.')
      const text = defi.slice(0, cut)
      const given = Buffer.from(defi.slice(cut + 1))
      const expected = Buffer.from(seal(text))
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false
      const age = now() - Number(text.split('.')[0])
      if (!(age >= 0 && age <= ANSWERED_WITHIN)) return false
      const key = readPublicKey(spki)
      return (
        key !== null &&
        verify('sha256', words(defi), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'))
      )
    },
  }
}
