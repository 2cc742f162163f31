// JSON values: one canonical text for equality and hashes. Knows nothing of documents.

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** The canonical text of a value: keys sorted, strings in NFC, nothing undefined. Equal values have equal texts. */
export function canonical(value: Json | undefined): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'string') return JSON.stringify(value.normalize('NFC'))
  if (typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  const keys = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`
}

/** Do two values say the same, whatever the order of their keys? */
export const sameValue = (a: Json | undefined, b: Json | undefined): boolean => a === b || canonical(a) === canonical(b)

/**
 * A 64-bit hash of a text as 16 hexadecimal digits (cyrb53's mixing, both halves kept). It detects accidents, not
 * attackers. Synchronous on purpose: awaiting crypto.subtle inside an IndexedDB transaction would close it.
 */
export function hash64(text: string): string {
  let a = 0xdeadbeef
  let b = 0x41c6ce57
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    a = Math.imul(a ^ code, 2654435761)
    b = Math.imul(b ^ code, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return (b >>> 0).toString(16).padStart(8, '0') + (a >>> 0).toString(16).padStart(8, '0')
}
