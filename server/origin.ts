// Where a request comes from: its address, whether it came by https, and whether our own page made it.
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import { Problem } from './problem.ts'

export interface OriginOptions {
  /** a proxy of ours is in front: only then are its X-Forwarded-* headers believed */
  trustProxy: boolean
  /** the address people use, when it is not the one the request names */
  publicUrl: string | null
}

const last = (list: string | undefined): string | undefined => list?.split(',').at(-1)?.trim()

/** Did the person's browser come by https? */
export const isSecure = (c: Context, { trustProxy }: OriginOptions): boolean =>
  trustProxy && last(c.req.header('x-forwarded-proto')) === 'https'

/** The address to count tries by: the one our own proxy saw, never one the client claims. */
export function addressOf(c: Context, { trustProxy }: OriginOptions): string {
  const forwarded = trustProxy ? last(c.req.header('x-forwarded-for')) : undefined
  if (forwarded) return subscriberOf(forwarded)
  // In memory, in tests, there is no socket.
  return c.env?.incoming ? subscriberOf(getConnInfo(c).remote.address ?? 'unknown') : 'unknown'
}

/** Who an address stands for. An IPv6 subscriber has a network of 2⁶⁴ of them, and could try from each. */
function subscriberOf(address: string): string {
  const [, mapped] = /^::ffff:([\d.]+)$/i.exec(address) ?? []
  if (mapped !== undefined || !address.includes(':')) return mapped ?? address
  const [head = '', tail = ''] = address.toLowerCase().split('::')
  const [first, rest] = [head, tail].map((part) => (part === '' ? [] : part.split(':'))) as [string[], string[]]
  const zeros = Array.from({ length: Math.max(0, 8 - first.length - rest.length) }, () => '0')
  return [...first, ...zeros, ...rest].slice(0, 4).map((group) => group.replace(/^0+(?=.)/, '')).join(':')
}

const foreign = (): Problem =>
  new Problem(403, 'cross-site', 'Cette demande ne vient pas de l’application : elle est refusée.')

/**
 * Refuses a change asked for by another site. Browsers say where a request comes from in Sec-Fetch-Site; older ones in
 * Origin; a program that says nothing holds no cookie of ours by accident.
 * @throws Problem 403
 */
export function requireOwnPage(c: Context, { trustProxy, publicUrl }: OriginOptions): void {
  const site = c.req.header('sec-fetch-site')
  if (site !== undefined) {
    if (site !== 'same-origin' && site !== 'none') throw foreign()
    return
  }
  const origin = c.req.header('origin')
  if (origin === undefined) return
  const host = (trustProxy ? last(c.req.header('x-forwarded-host')) : undefined) ?? c.req.header('host')
  const own = [host, publicUrl && URL.canParse(publicUrl) ? new URL(publicUrl).host : null]
  if (!URL.canParse(origin) || !own.includes(new URL(origin).host)) throw foreign()
}
