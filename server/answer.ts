// JSON answers, compressed when that is worth it and the client can read it. Never kept by any cache.
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/** Below this a packet is sent anyway: compressing would cost and gain nothing. */
const WORTH_COMPRESSING = 1400

/** The best encoding of a list that the client accepts; null: as it is. */
export function negotiate<Encoding extends string>(
  accepted: string | undefined,
  offered: readonly Encoding[],
): Encoding | null {
  const weights = new Map<string, number>()
  for (const part of (accepted ?? '').toLowerCase().split(',')) {
    const [name, ...parameters] = part.split(';').map((piece) => piece.trim())
    const q = parameters.find((parameter) => parameter.startsWith('q='))
    if (name) weights.set(name, q ? Number(q.slice(2)) || 0 : 1)
  }
  const weight = (name: string): number => weights.get(name) ?? weights.get('*') ?? 0
  const best = offered.reduce<Encoding | null>((a, b) => (weight(b) > (a ? weight(a) : 0) ? b : a), null)
  return best
}

/** Answers the value as JSON. */
export async function answer(c: Context, value: unknown, status: ContentfulStatusCode = 200): Promise<Response> {
  const text = JSON.stringify(value)
  c.header('Content-Type', 'application/json; charset=utf-8')
  c.header('Cache-Control', 'no-store')
  c.header('Vary', 'Accept-Encoding')
  if (text.length > WORTH_COMPRESSING) {
    const encoding = negotiate(c.req.header('accept-encoding'), ['br', 'gzip'])
    if (encoding) {
      // Quality 4: as small as gzip 9 here, at the cost of gzip 4; both run outside the event loop.
      const bytes =
        encoding === 'br' ? await brotli(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }) : await zip(text)
      c.header('Content-Encoding', encoding)
      c.header('Content-Length', String(bytes.byteLength))
      return c.body(new Uint8Array(bytes), status)
    }
  }
  c.header('Content-Length', String(Buffer.byteLength(text)))
  return c.body(text, status)
}
