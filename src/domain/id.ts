// Branded ids; the one place where a string becomes an id. Ids are made on the device and never tell the time.
import { type Shape, shape } from './shape.ts'

declare const brand: unique symbol
type Branded<Name extends string> = string & { readonly [brand]: Name }

/** A document: 22 base64url characters when made here; a complement adds `~<acces>` (see acces.ts). */
export type DocId = Branded<'DocId'>
/** A person; also the id of the document that describes them. */
export type PersonneId = Branded<'PersonneId'>
/** One browser database of one person. */
export type ReplicaId = Branded<'ReplicaId'>
/** `<replica>.<n>`, n = 1, 2, 3… without a gap. */
export type OpId = Branded<'OpId'>
/** A tenant: several structures that share one server; nothing crosses from one to another. */
export type NetworkId = Branded<'NetworkId'>
/** What a person may read, as one partial sync: `u:<personne>` or `n:<network>`. */
export type Channel = Branded<'Channel'>
/** The flat name of a register in a document. */
export type Path = Branded<'Path'>

// The casts in this file are the ones the rest of the code is spared.
const id = <Name extends string>(pattern: RegExp): Shape<Branded<Name>> =>
  shape((value): value is Branded<Name> => typeof value === 'string' && pattern.test(value))

export const DocId = id<'DocId'>(/^[A-Za-z0-9_-]{3,64}(~[a-z_]{3,20})?$/)
export const PersonneId = id<'PersonneId'>(/^[A-Za-z0-9_-]{3,64}$/)
export const ReplicaId = id<'ReplicaId'>(/^[A-Za-z0-9_-]{8,32}$/)
export const OpId = id<'OpId'>(/^[A-Za-z0-9_-]{8,32}\.[1-9][0-9]{0,9}$/)
export const NetworkId = id<'NetworkId'>(/^[A-Za-z0-9_-]{3,64}$/)
export const Channel = id<'Channel'>(/^[un]:[A-Za-z0-9_-]{3,64}$/)
/** `bilan`, `$deleted`, `actions/k3J9`, `actions/k3J9/quoi`. Names that objects inherit are no paths. */
export const Path = id<'Path'>(
  /^(?!(?:constructor|prototype|toString|valueOf|hasOwnProperty)(?:\/|$))\$?[a-z][A-Za-z0-9_]{0,63}(\/[A-Za-z0-9_-]{1,32}(\/[a-z][A-Za-z0-9_]{0,63})?)?$/,
)

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const random = (characters: number): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(characters))
  return Array.from(bytes, (byte) => alphabet[byte & 63]).join('')
}

/** A new document id: 132 random bits. */
export const newDocId = (): DocId => random(22) as DocId
/** A new row id: 60 random bits. */
export const newRowId = (): string => random(10)
/** A new replica id: 96 random bits. */
export const newReplicaId = (): ReplicaId => random(16) as ReplicaId

/** The id of an operation: its replica and its number there. */
export const opId = (replica: ReplicaId, n: number): OpId => `${replica}.${n}` as OpId
/** The replica and the number of an operation. */
export const partsOf = (op: OpId): { replica: ReplicaId; n: number } => {
  const dot = op.lastIndexOf('.')
  return { replica: op.slice(0, dot) as ReplicaId, n: Number(op.slice(dot + 1)) }
}
/** The channel of a person. */
export const personalChannel = (personne: PersonneId): Channel => `u:${personne}` as Channel
/** The channel of the directory of a network. */
export const networkChannel = (network: NetworkId): Channel => `n:${network}` as Channel

/** Paths of a register, of a row's presence and of a cell. */
export const path = (champ: string): Path => champ as Path
/** Where the presence of a row is kept. */
export const rowPath = (table: string, row: string): Path => `${table}/${row}` as Path
/** Where a cell is kept. */
export const cellPath = (table: string, row: string, colonne: string): Path => `${table}/${row}/${colonne}` as Path
