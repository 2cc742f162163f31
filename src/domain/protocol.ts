// The requests and answers of push and pull (reference: sync protocol, version 1). Shared by both sides; parsed at
// each edge. Anything that is not one of these answers is "no network": captive portals answer 200 with HTML.
import * as z from 'zod/mini'
import { Channel, DocId, ReplicaId } from './id.ts'
import { PROTOCOL, PULL_PAGE, PUSH_MAX_OPS } from './limits.ts'
import type { Operation } from './operation.ts'
import type { Packed } from './register.ts'
import { AnyJson, schemaOf } from './schema.ts'

export * from './limits.ts'

export const PushRequest = z.object({
  v: z.literal(PROTOCOL),
  replica: schemaOf(ReplicaId),
  epoch: z.nullable(z.string()),
  /** device time when sent, ms */
  now: z.number(),
  ops: z.array(z.unknown()).check(z.maxLength(PUSH_MAX_OPS)),
})
export type PushRequest = Omit<z.infer<typeof PushRequest>, 'ops'> & { ops: Operation[] }

/** Why an operation was not accepted. The words are turned into sentences in src/ui. */
export const Refusal = z.enum(['forbidden', 'gone', 'malformed', 'quota', 'held'])
export type Refusal = z.infer<typeof Refusal>

export const Verdict = z.object({
  n: z.int(),
  v: z.union([z.literal('ok'), Refusal]),
  /** paths that now have several versions */
  conflict: z.optional(z.array(z.string())),
})
export type Verdict = z.infer<typeof Verdict>

export const PushAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pushed'), ack: z.int(), ackh: z.string(), verdicts: z.array(Verdict), now: z.number() }),
  /** the same replica id was used twice; the server holds its numbers up to `at` */
  z.object({ kind: z.literal('forked'), at: z.int() }),
  z.object({ kind: z.literal('gap'), expected: z.int() }),
  /** the server was restored from an older copy, whose last sequence was `seq` */
  z.object({ kind: z.literal('epoch'), epoch: z.string(), seq: z.int() }),
])
export type PushAnswer = z.infer<typeof PushAnswer>

export const Cursor = z.object({
  /** everything up to here was received whole, in a complete pull */
  base: z.int(),
  /** where the current pull stands */
  after: z.int(),
})
export type Cursor = z.infer<typeof Cursor>

export const PullRequest = z.object({
  v: z.literal(PROTOCOL),
  replica: schemaOf(ReplicaId),
  epoch: z.nullable(z.string()),
  cursors: z.record(z.string(), Cursor),
  /** sequence of the last refusal this device knows */
  rejectedAfter: z.int(),
  limit: z.int().check(z.positive(), z.maximum(PULL_PAGE)),
})
export type PullRequest = z.infer<typeof PullRequest>

const Origin = z.tuple([z.string(), z.number(), z.string()], z.union([z.number(), z.array(z.string())]))
export const PackedDocument = z.object({
  id: schemaOf(DocId),
  o: z.array(Origin),
  f: z.record(z.string(), AnyJson),
  g: z.optional(z.record(z.string(), z.int())),
  c: z.optional(z.record(z.string(), z.array(z.tuple([z.int(), AnyJson])))),
}) as unknown as z.ZodMiniType<Packed>

/** A refused operation, kept on the server for its author and shown until it is dealt with. */
export const Rejected = z.object({
  seq: z.int(),
  d: schemaOf(DocId),
  s: z.record(z.string(), AnyJson),
  t: z.number(),
  reason: Refusal,
  /** the rule that forbids it (`R-BEP-01`), when it is no matter of rights */
  regle: z.optional(z.string()),
})
export type Rejected = z.infer<typeof Rejected>

export const PulledChannel = z.object({
  id: schemaOf(Channel),
  after: z.int(),
  more: z.boolean(),
  docs: z.array(PackedDocument),
  /** documents that left the channel: the right was lost, or the content was erased for good */
  gone: z.array(z.object({ id: schemaOf(DocId), why: z.enum(['channel', 'erased']) })),
})
export type PulledChannel = z.infer<typeof PulledChannel>

export const PullAnswer = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('pulled'),
    epoch: z.string(),
    now: z.number(),
    /** last number the server holds of this replica, and its chain hash */
    ack: z.int(),
    ackh: z.string(),
    rejected: z.array(Rejected),
    channels: z.array(PulledChannel),
  }),
  z.object({ kind: z.literal('epoch'), epoch: z.string(), seq: z.int() }),
])
export type PullAnswer = z.infer<typeof PullAnswer>
