// The key of this device: proves to the server who it is when the cookie is lost (browsers write cookies to disk late; a
// phone killed soon after enrolment would be signed out). The private half cannot be exported, not even by a script.
import { createStore, get, set } from 'idb-keyval'

const store = () => createStore('carnet-appareil', 'cle')
const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }

const base64url = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

const publicKeyOf = async (pair: CryptoKeyPair): Promise<string> =>
  base64url(await crypto.subtle.exportKey('spki', pair.publicKey))

/**
 * A new key for an enrolment: its public half (SPKI, base64url), kept before it is sent so that a lost answer loses
 * nothing. The same invitation tried again gets the same key. Null where the browser gives no keys (plain http).
 */
export async function deviceKeyFor(invitation: string): Promise<string | null> {
  if (!globalThis.crypto?.subtle) return null
  try {
    const held = await get<{ invitation: string; pair: CryptoKeyPair }>('pair', store())
    if (held?.invitation === invitation) return await publicKeyOf(held.pair)
    const pair = (await crypto.subtle.generateKey(algorithm, false, ['sign'])) as CryptoKeyPair // an asymmetric algorithm gives a pair
    await set('pair', { invitation, pair }, store())
    return await publicKeyOf(pair)
  } catch {
    return null // a browser that keeps no keys: the cookie is all there is, as before
  }
}

/** Was a key made for this invitation already, that is: is it tried again? */
export async function hasDeviceKeyFor(invitation: string): Promise<boolean> {
  try {
    return (await get<{ invitation: string }>('pair', store()))?.invitation === invitation
  } catch {
    return false
  }
}

/** The public key of this device and the signature of a challenge with it, or null when it has no key. */
export async function signChallenge(defi: string): Promise<{ cle: string; signature: string } | null> {
  try {
    const held = await get<{ pair: CryptoKeyPair }>('pair', store())
    if (!held) return null
    const words = new TextEncoder().encode(`carnet-d-immersion/reprise/1:${defi}`)
    const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, held.pair.privateKey, words)
    return { cle: await publicKeyOf(held.pair), signature: base64url(signature) }
  } catch {
    return null
  }
}
