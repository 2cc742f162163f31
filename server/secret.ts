// Secrets made by the server: random, shown once, kept only as hashes.
import { createHash, randomBytes, scrypt } from 'node:crypto'

/** A token or a secret of 256 random bits, 43 characters that need no escaping in an address. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** A short id for rows that people may name on a command line. */
export const newShortId = (): string => randomBytes(9).toString('base64url').replaceAll(/[-_]/g, 'x')

/** For secrets of 256 bits a fast hash is enough: there is nothing to guess. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('base64url')

// Crockford's base 32: no I, L, O, U; what is read wrong or typed in lower case still arrives.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A code of 10 characters, 50 random bits. */
export function newCode(): string {
  // 256 is a multiple of 32: every character is equally likely.
  return Array.from(randomBytes(10), (byte) => alphabet[byte & 31]).join('')
}

/** `K7QX2-9MTBF`, as it is shown. */
export const showCode = (code: string): string => `${code.slice(0, 5)}-${code.slice(5)}`

/** The code that was meant, whatever the case, spaces and dashes, or null when it is none. */
export function readCode(typed: string): string | null {
  const code = typed
    .toUpperCase()
    .replaceAll(/[\s\u2010-\u2015-]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
  return /^[0-9A-HJKMNP-TV-Z]{10}$/.test(code) ? code : null
}

/** A slow hash: fifty bits would be found again from a fast one. The salt is fixed because codes are looked up by hash. */
export const hashCode = (code: string): Promise<string> =>
  new Promise((resolve, reject) => {
    scrypt(code, 'carnet-d-immersion/code/1', 24, { N: 16_384, r: 8, p: 1 }, (error, key) => {
      if (error) reject(error)
      else resolve(key.toString('base64url'))
    })
  })
