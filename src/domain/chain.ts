// The chain of the operations of a replica: each hash covers the one before it.
import { canonical, hash64, type Json } from './json.ts'
import type { Operation } from './operation.ts'

/** The hash that chains an operation to the one before it (`''` before the first). */
export function chain(previous: string, op: Omit<Operation, 'h'>): string {
  const { n, d, s, b, t, r, e } = op
  return hash64(previous + canonical({ n, d, s, b, t, r, e } as unknown as Json))
}
