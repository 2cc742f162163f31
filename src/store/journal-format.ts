// The rescue journal as bytes: records of length + CRC-32 + JSON, one after the other. Pure; shared by the worker that
// writes and the page that reads. A record is whole or it is not there.
import type { ReplicaId } from '../domain/id.ts'
import type { MemoHead, MemoPart } from './copy-format.ts'
import type { OutRow } from './port.ts'
import type { Session } from './session.ts'

/** Starts a file: who writes, the number and hash of the last operation ever journaled, what is still owed. */
export interface JournalHead {
  k: 'head'
  /** the file with the higher generation counts */
  gen: number
  session: Session | null
  replica: ReplicaId
  n: number
  h: string
  rows: OutRow[]
}

export type JournalRecord =
  | JournalHead
  /** an operation as it was committed; a later one of the same number replaces it */
  | { k: 'op'; p: ReplicaId; row: OutRow }
  /** these have left the outbox */
  | { k: 'out'; p: ReplicaId; ns: number[] }
  | { k: 'session'; session: Session | null }

/** What a journal says when it is read to its end. */
export interface JournalContent extends Omit<JournalHead, 'k'> {
  /** length of what could be read; whatever follows was torn */
  length: number
  torn: boolean
}

/** What the page asks of the journal's worker; each is answered with its number. */
export type JournalAsk =
  | { do: 'append'; head: JournalHead; records: JournalRecord[] }
  | { do: 'rewrite'; head: JournalHead }
  // Of the copies of attachments (copies.ts): beside the journal, without its lock.
  | { do: 'copy'; name: string; type: string; bytes: Blob }
  | { do: 'part'; name: string; head: MemoHead; part: MemoPart }
export type JournalRequest = JournalAsk & { id: number }
export type JournalReply = { id: number; error: string | null }

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c
})

/** CRC-32 (IEEE) of some bytes. */
export function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff
  for (const byte of bytes) c = (crcTable[(c ^ byte) & 255] ?? 0) ^ (c >>> 8)
  return (c ^ 0xffffffff) >>> 0
}

const PREFIX = 8

/** A record as bytes. */
export function encode(record: JournalRecord): Uint8Array<ArrayBuffer> {
  const body = new TextEncoder().encode(JSON.stringify(record))
  const bytes = new Uint8Array(PREFIX + body.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, body.length, true)
  view.setUint32(4, crc32(body), true)
  bytes.set(body, PREFIX)
  return bytes
}

/** The whole records at the start of some bytes, and where they end. Stops at the first that is torn. */
export function decode(bytes: Uint8Array): { records: JournalRecord[]; length: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const records: JournalRecord[] = []
  let at = 0
  while (at + PREFIX <= bytes.length) {
    const length = view.getUint32(at, true)
    const end = at + PREFIX + length
    if (length === 0 || end > bytes.length) break
    const body = bytes.subarray(at + PREFIX, end)
    if (crc32(body) !== view.getUint32(at + 4, true)) break
    records.push(JSON.parse(new TextDecoder().decode(body)) as JournalRecord) // written by `encode`, held by its CRC
    at = end
  }
  return { records, length: at }
}

/** The content after one more record. Records of another replica than the head's are older than a fork: passed over. */
export function follow(content: JournalContent, record: JournalRecord): JournalContent {
  switch (record.k) {
    case 'head':
      return { ...record, length: content.length, torn: content.torn }
    case 'session':
      return { ...content, session: record.session }
    case 'out':
      return record.p === content.replica ? { ...content, rows: content.rows.filter((row) => !record.ns.includes(row.n)) } : content
    case 'op': {
      if (record.p !== content.replica) return content
      const { row } = record
      const last = row.n >= content.n ? { n: row.n, h: row.h } : {}
      return { ...content, ...last, rows: [...content.rows.filter((other) => other.n !== row.n), row] }
    }
  }
}

/** What a file holds, or null when it does not start with a head. */
export function readJournal(bytes: Uint8Array): JournalContent | null {
  const { records, length } = decode(bytes)
  const [head, ...rest] = records
  if (head?.k !== 'head') return null
  return rest.reduce(follow, { ...head, length, torn: length < bytes.length })
}

/** The current one of the two files of a journal. */
export const newest = (a: JournalContent | null, b: JournalContent | null): JournalContent | null =>
  a && b ? (a.gen >= b.gen ? a : b) : (a ?? b)
