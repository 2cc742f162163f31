// The copy of an attachment as bytes, in a file of its own beside the rescue journal. A whole one: its bytes, then its MIME
// type and the length of that; the end is written after the rest is on the disk, so that a file with its end has it all. A
// memo being recorded: what it is, then its seconds as they come, each of length + CRC-32. Pure; shared by worker and page.
import type { DocId } from '../domain/id.ts'
import { crc32 } from './journal-format.ts'
import type { SyncFile } from './journal-log.ts'

/** A copy that is written in place. */
export type CopyFile = Pick<SyncFile, 'write' | 'truncate' | 'flush'> & { size(): number }

/** Bytes in memory at a time. */
const PART = 262_144

const text = (value: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(value)

/** How long the copy of a file is, once it is whole. */
export const copySize = (size: number, type: string): number => size + text(type).length + 1

/** Writes a file and its end; resolves once both are on the disk. A whole one is left as it is. */
export async function writeCopy(file: CopyFile, type: string, bytes: Blob): Promise<void> {
  if (file.size() === copySize(bytes.size, type)) return
  file.truncate(0)
  for (let at = 0; at < bytes.size; at += PART) {
    file.write(new Uint8Array(await bytes.slice(at, at + PART).arrayBuffer()), at)
  }
  file.flush()
  const name = text(type)
  file.write(new Uint8Array([...name, name.length]), bytes.size)
  file.flush()
}

/** The file that a copy holds; its hash says whether it is whole. */
export async function readCopy(copy: Blob): Promise<Blob> {
  const [length = 0] = new Uint8Array(await copy.slice(-1).arrayBuffer())
  const end = Math.max(0, copy.size - 1 - length)
  return copy.slice(0, end, await copy.slice(end, -1).text())
}

/** What a memo being recorded is. */
export interface MemoHead {
  note: DocId
  type: string
}
/** A second of it. */
export interface MemoPart {
  /** which one, from 0 */
  i: number
  /** seconds so far */
  duree: number
  bytes: Uint8Array<ArrayBuffer>
}

const PREFIX = 16

function frame({ i, duree, bytes }: MemoPart): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(PREFIX + bytes.length)
  const view = new DataView(whole.buffer)
  for (const [at, value] of [bytes.length, crc32(bytes), i, duree].entries()) view.setUint32(at * 4, value, true)
  whole.set(bytes, PREFIX)
  return whole
}

/** Adds a second behind the others and flushes it; the first one starts the file. What could not be written leaves no trace. */
export function writePart(file: CopyFile, head: MemoHead, part: MemoPart): void {
  const end = part.i === 0 ? 0 : file.size()
  try {
    file.truncate(end)
    const start = part.i === 0 ? frame({ i: 0, duree: 0, bytes: text(JSON.stringify(head)) }) : new Uint8Array()
    file.write(start, end)
    file.write(frame(part), end + start.length)
    file.flush()
  } catch (error) {
    file.truncate(end)
    throw error
  }
}

/** The whole seconds at the start of the copy of a memo, up to the first that is torn or missing; null: not even what it is. */
export function readParts(bytes: Uint8Array<ArrayBuffer>): { head: MemoHead; parts: MemoPart[] } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const frames: MemoPart[] = []
  for (let at = 0; at + PREFIX <= bytes.length; ) {
    const end = at + PREFIX + view.getUint32(at, true)
    const body = bytes.slice(at + PREFIX, end)
    const i = view.getUint32(at + 8, true)
    if (end > bytes.length || crc32(body) !== view.getUint32(at + 4, true) || i !== Math.max(0, frames.length - 1)) break
    frames.push({ i, duree: view.getUint32(at + 12, true), bytes: body })
    at = end
  }
  const [head, ...parts] = frames
  if (!head) return null
  return { head: JSON.parse(new TextDecoder().decode(head.bytes)) as MemoHead, parts } // written by `writePart`, held by its CRC
}
