// The row of a document on this device, made of what the server gave and of what is still owed to it.
import { collectionOf } from '../domain/collections.ts'
import { type DocId, path, type PersonneId } from '../domain/id.ts'
import { applyOffer } from '../domain/offer.ts'
import type { Operation } from '../domain/operation.ts'
import { applyChange, noRegisters, pack, type Registers, shownValue, unpack } from '../domain/register.ts'
import type { DocRow, OutRow } from './port.ts'

/** The operation as the server knows it, without what only this device notes. */
export const operationOf = ({ n, d, s, b, t, h, r, e }: OutRow): Operation => ({
  n,
  d,
  s,
  b,
  t,
  h,
  ...(r ? { r } : {}),
  ...(e === undefined ? {} : { e }),
})

/** The registers after an operation of this device. */
export const applyRow = (registers: Registers, row: OutRow, personne: PersonneId): Registers =>
  row.r ? applyOffer(registers, row) : applyChange(registers, row, { o: row.id, t: row.t, u: personne })

/** What screens show: the server's state with the operations owed on top, in order. */
export function view(server: Registers, owed: OutRow[], personne: PersonneId): Registers {
  return [...owed].sort((a, b) => a.n - b.n).reduce((registers, row) => applyRow(registers, row, personne), server)
}

/** The row with this content, and what screens look documents up by. */
export function withShown(row: Pick<DocRow, 'id' | 'channels' | 'server'>, shown: Registers, updated: number): DocRow {
  const text = (key: string): string | null => {
    const value = shownValue(shown, path(key))
    return typeof value === 'string' ? value : null
  }
  return {
    id: row.id,
    channels: row.channels,
    server: row.server,
    shown: pack(row.id, shown),
    kind: collectionOf(shown),
    immersion: text('$immersion'),
    gabarit: text('$gabarit'),
    auteur: text('$auteur'),
    fiche: text('$fiche'),
    updated,
  }
}

/** The row brought up to date with what the server gave and what is owed. */
export function refreshed(row: DocRow, owed: OutRow[], personne: PersonneId): DocRow {
  const server = row.server ? unpack(row.server) : noRegisters()
  return withShown(row, view(server, owed, personne), row.updated)
}

/** A document that this device did not know. */
export const blankRow = (id: DocId): DocRow => withShown({ id, channels: [], server: null }, noRegisters(), 0)

/** Operations by document. */
export function byDocument(rows: OutRow[]): Map<DocId, OutRow[]> {
  const groups = new Map<DocId, OutRow[]>()
  for (const row of rows) {
    const group = groups.get(row.d)
    if (group) group.push(row)
    else groups.set(row.d, [row])
  }
  return groups
}
