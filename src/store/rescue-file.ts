// The rescue file: what one device owed the server, as one JSON text that any device of the same person reads back.
// Format, version 1: { format, version, made, personne, network, nom, appareil, replica, epoch, prev, operations,
// documents, photos }. `operations` are those of src/domain/operation.ts, numbered and chained from `prev`, so that a
// damaged file is found out. `documents` are packed (src/domain/register.ts), for reading and for archives: only the
// operations come in. `photos` are what was not sent, in base64. A file with a passphrase: see rescue-cipher.ts.
import * as z from 'zod/mini'
import { NetworkId, OpId, PersonneId, ReplicaId } from '../domain/id.ts'
import { chain } from '../domain/chain.ts'
import { hasValidPaths, Operation } from '../domain/operation.ts'
import { PackedDocument } from '../domain/protocol.ts'
import { schemaOf } from '../domain/schema.ts'

export const FORMAT = 'carnet-secours'
export const VERSION = 1

const Photo = z.object({ fichier: z.string().check(z.regex(/^[0-9a-f]{64}$/)), type: z.string(), data: z.string().check(z.regex(/^[A-Za-z0-9+/]*={0,2}$/)) })

export const RescueFile = z.object({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  /** device time, ms */
  made: z.number(),
  personne: schemaOf(PersonneId),
  network: schemaOf(NetworkId),
  nom: z.string(),
  appareil: z.nullable(z.string()),
  replica: schemaOf(ReplicaId),
  epoch: z.nullable(z.string()),
  /** chain hash before the first operation */
  prev: z.string(),
  operations: z.array(Operation),
  documents: z.array(PackedDocument),
  photos: z.array(Photo),
})
export type RescueFile = z.infer<typeof RescueFile>

/** Encrypted: everything but the way to the key is inside `data`. Numbers and texts in base64. */
export const SealedFile = z.object({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  cipher: z.literal('AES-256-GCM'),
  kdf: z.literal('PBKDF2-SHA-256'),
  iterations: z.int().check(z.minimum(600_000), z.maximum(10_000_000)),
  salt: z.string(),
  iv: z.string(),
  data: z.string(),
})
export type SealedFile = z.infer<typeof SealedFile>

/** newer: made by a later version of the app · damaged: no rescue file, or not whole */
type Unreadable = 'newer' | 'damaged'
export type Read =
  | { ok: true; file: RescueFile }
  | { ok: true; sealed: SealedFile }
  | { ok: false; reason: Unreadable }

const isOurs = (value: unknown): value is { format: string; version: unknown } =>
  typeof value === 'object' && value !== null && 'format' in value && value.format === FORMAT && 'version' in value

/** What the text of a file holds. Nothing of it is taken when any of it is damaged. */
export function readRescue(text: string): Read {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { ok: false, reason: 'damaged' }
  }
  if (!isOurs(value)) return { ok: false, reason: 'damaged' }
  if (typeof value.version === 'number' && value.version > VERSION) return { ok: false, reason: 'newer' }
  const sealed = SealedFile.safeParse(value)
  if (sealed.success) return { ok: true, sealed: sealed.data }
  const file = RescueFile.safeParse(value)
  if (!file.success || !isChained(file.data)) return { ok: false, reason: 'damaged' }
  return { ok: true, file: file.data }
}

function isChained({ prev, operations }: RescueFile): boolean {
  let h = prev
  const first = operations[0]?.n ?? 0
  return operations.every((op, i) => {
    const isNext = op.n === first + i && op.h === chain(h, op) && hasValidPaths(op)
    h = op.h
    return isNext
  })
}

/** The name of an operation of the file. */
export const idIn = ({ replica }: RescueFile, op: Operation): OpId => OpId.parse(`${replica}.${op.n}`)
