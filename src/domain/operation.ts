// An operation: one saved change of one document, numbered without gaps and chained by hash in its replica.
import * as z from 'zod/mini'
import { DocId, OpId, Path } from './id.ts'
import { AnyJson, schemaOf } from './schema.ts'

export { chain } from './chain.ts'

/** A head offered again to a server restored from an older copy, with the sequence it had before; `a`: see Head. */
export const Offered = z.object({
  o: schemaOf(OpId),
  v: AnyJson,
  t: z.number(),
  u: z.string(),
  s: z.int(),
  a: z.optional(z.array(schemaOf(OpId))),
})
export type Offered = z.infer<typeof Offered>

export const Operation = z.object({
  /** number in the replica: 1, 2, 3… */
  n: z.int().check(z.positive()),
  /** document */
  d: schemaOf(DocId),
  /** new values by path */
  s: z.record(z.string().check(z.regex(/^[^_]/)), AnyJson),
  /** for each path, the heads on screen when the field was opened */
  b: z.record(z.string(), z.array(schemaOf(OpId))),
  /** device time, ms, for information */
  t: z.number(),
  /** chain: hash of the previous h and of this operation */
  h: z.string().check(z.regex(/^[0-9a-f]{16}$/)),
  /** heads offered again after a restore of the server, by path; then `s` and `b` are empty */
  r: z.optional(z.record(z.string(), z.array(Offered))),
  /** with `r`: the sequence up to which this device and the restored server share their history */
  e: z.optional(z.int()),
})
export type Operation = z.infer<typeof Operation>

/** True when every path named by the operation is one. */
export const hasValidPaths = (op: Operation): boolean =>
  [...Object.keys(op.s), ...Object.keys(op.b), ...Object.keys(op.r ?? {})].every((key) => Path.safeParse(key).success)
