// The passphrase of a rescue file: PBKDF2-SHA-256, then AES-256-GCM, by the browser. Comes only when one is given.
// 600,000 rounds is what OWASP asks of PBKDF2-SHA-256: guessing costs, opening one's own file takes about a second.
import { fromBase64, toBase64 } from './base64.ts'
import { FORMAT, type SealedFile, VERSION } from './rescue-file.ts'

const ITERATIONS = 600_000

async function keyOf(passphrase: string, salt: Uint8Array<ArrayBuffer>, iterations: number): Promise<CryptoKey> {
  // The same words typed on another keyboard may come in another form of Unicode.
  const words = new TextEncoder().encode(passphrase.normalize('NFKC'))
  const raw = await crypto.subtle.importKey('raw', words, 'PBKDF2', false, ['deriveKey'])
  const from = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations }
  return crypto.subtle.deriveKey(from, raw, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
}

/** The text of a rescue file, sealed. */
export async function sealRescue(text: string, passphrase: string): Promise<SealedFile> {
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const key = await keyOf(passphrase, salt, ITERATIONS)
  const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, new TextEncoder().encode(text))
  return {
    format: FORMAT,
    version: VERSION,
    cipher: 'AES-256-GCM',
    kdf: 'PBKDF2-SHA-256',
    iterations: ITERATIONS,
    salt: toBase64(salt),
    iv: toBase64(iv),
    data: toBase64(new Uint8Array(data)),
  }
}

/** The text inside, or null when the passphrase is another one (or the file was changed: GCM cannot tell which). */
export async function openRescue({ salt, iv, iterations, data }: SealedFile, passphrase: string): Promise<string | null> {
  try {
    const key = await keyOf(passphrase, fromBase64(salt), iterations)
    const text = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: fromBase64(iv) }, key, fromBase64(data))
    return new TextDecoder().decode(text)
  } catch {
    return null
  }
}
