// Equality of plain data without making texts of it: compared at each key, where `canonical` would cost too much.

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Do two plain values say the same? Functions are compared as objects. */
export function samePlain(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (!isRecord(a) || !isRecord(b) || Array.isArray(a) !== Array.isArray(b)) return false
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length) return false
  for (const key of keys) if (!samePlain(a[key], b[key])) return false
  return true
}
