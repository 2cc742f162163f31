// The few requests of tus that a device makes: announce a file, bring a part of it, ask how much is there.
import { createHash } from 'node:crypto'
import type { Asked } from './world.ts'

/** A signed-in device, or anybody. */
interface Asker {
  ask(path: string, asked?: Asked): Promise<Response>
}

export const CHUNK = 262_144
export const TUS = { 'tus-resumable': '1.0.0' }
export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
export const b64 = (text: string): string => Buffer.from(text).toString('base64')

/** The announcement of a file, as a request. */
export const announcement = (doc: string, sha256: string, size: number): [string, Asked] => [
  '/api/pieces/envois',
  { method: 'POST', headers: { ...TUS, 'upload-length': String(size), 'upload-metadata': `doc ${b64(doc)},sha256 ${b64(sha256)}` } },
]
/** A part of a file, as a request. */
export const part = (doc: string, sha256: string, at: number, bytes: Uint8Array<ArrayBuffer>): [string, Asked] => [
  `/api/pieces/envois/${doc}/${sha256}`,
  {
    method: 'PATCH',
    headers: { ...TUS, 'upload-offset': String(at), 'content-type': 'application/offset+octet-stream', 'content-length': String(bytes.byteLength) },
    body: bytes,
  },
]

export const announce = (device: Asker, doc: string, sha256: string, size: number) => device.ask(...announcement(doc, sha256, size))
export const bring = (device: Asker, doc: string, sha256: string, at: number, bytes: Uint8Array<ArrayBuffer>) =>
  device.ask(...part(doc, sha256, at, bytes))

/** How much of the file the server says that it holds; null: nothing it would tell of. */
export async function offset(device: Asker, doc: string, sha256: string): Promise<number | null> {
  const answer = await device.ask(`/api/pieces/envois/${doc}/${sha256}`, { method: 'HEAD', headers: TUS })
  return answer.status === 200 ? Number(answer.headers.get('upload-offset')) : null
}

/** Sends a whole file; gives the last answer. */
export async function send(device: Asker, doc: string, bytes: Uint8Array<ArrayBuffer>): Promise<Response> {
  const sha256 = hashOf(bytes)
  let answer = await announce(device, doc, sha256, bytes.byteLength)
  for (let at = 0; at < bytes.byteLength && answer.ok; at += CHUNK) answer = await bring(device, doc, sha256, at, bytes.slice(at, at + CHUNK))
  return answer
}
