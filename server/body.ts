// Bodies of requests: read no further than the limit, inflated no further than the limit, parsed once.
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import * as z from 'zod/mini'
import { Problem, tooBig } from './problem.ts'

const inflate = promisify(gunzip)
const decoder = new TextDecoder('utf-8', { fatal: true })

const malformed = (message: string): Problem => new Problem(400, 'malformed', message)

/** Levels of nesting in a body; answers need five. Deeper, a recursive reader would exhaust its stack. */
const MAX_DEPTH = 40

/**
 * The bytes of a request, at most `limit`.
 * @throws Problem 413, before reading anything when the length is announced
 */
export async function readBytes(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const announced = Number(request.headers.get('content-length') ?? 0)
  if (announced > limit) throw tooBig()
  const chunks: Uint8Array[] = []
  let size = 0
  if (request.body) {
    const reader = request.body.getReader()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      size += value.byteLength
      if (size > limit) {
        // Not awaited: a peer that goes on sending must not hold the answer back.
        reader.cancel().catch(() => undefined)
        throw tooBig()
      }
      chunks.push(value)
    }
  }
  const bytes = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return bytes
}

async function inflated(bytes: Uint8Array, encoding: string, limit: number): Promise<Uint8Array> {
  if (encoding === '' || encoding === 'identity') return bytes
  if (encoding !== 'gzip')
    throw new Problem(415, 'malformed', 'Cet envoi est compressé d’une façon que le serveur ne lit pas.')
  try {
    return await inflate(bytes, { maxOutputLength: limit })
  } catch (error) {
    if (error instanceof RangeError) throw tooBig()
    throw malformed('L’envoi compressé est abîmé : il n’a pas pu être lu.')
  }
}

function isTooDeep(text: string): boolean {
  let depth = 0
  let inText = false
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (inText) {
      if (code === 0x5c) i++
      else if (code === 0x22) inText = false
    } else if (code === 0x22) inText = true
    else if (code === 0x5b || code === 0x7b) {
      if (++depth > MAX_DEPTH) return true
    } else if (code === 0x5d || code === 0x7d) depth--
  }
  return false
}

/** @throws Problem 415 when the body is not announced as JSON */
export function requireJson(request: Request): void {
  if (/^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? '')) return
  throw new Problem(415, 'malformed', 'Le serveur n’accepte ici que du JSON (Content-Type : application/json).')
}

/** The JSON value of a request, gzip accepted. @throws Problem 400, 413 or 415, each with its sentence */
export async function readJson(request: Request, limit: number): Promise<unknown> {
  requireJson(request)
  const encoding = (request.headers.get('content-encoding') ?? '').trim().toLowerCase()
  const bytes = await inflated(await readBytes(request, limit), encoding, limit)
  let text: string
  try {
    text = decoder.decode(bytes)
  } catch {
    throw malformed('L’envoi n’est pas un texte lisible (UTF-8 attendu).')
  }
  if (isTooDeep(text)) throw malformed('L’envoi est imbriqué trop profondément pour être lu.')
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw malformed('L’envoi n’est pas du JSON lisible : il est vide, coupé ou abîmé.')
  }
}

/** The value, of the shape that is expected. @throws Problem 400 naming the first place that is not */
export function expect<Schema extends z.ZodMiniType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = z.safeParse(schema, value)
  if (parsed.success) return parsed.data
  // The place is a name of the protocol, never a value: values are what people wrote.
  const place = parsed.error.issues[0]?.path.map(String).join('.') ?? ''
  throw malformed(
    place
      ? `L’envoi n’a pas la forme attendue : « ${place.slice(0, 60)} » manque ou ne convient pas.`
      : 'L’envoi n’a pas la forme attendue.',
  )
}
