// The cookie that holds a device's token: out of reach of scripts, never sent by another site.
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'

/** 400 days, the most a browser keeps; renewed each time the app asks who it is. */
const KEPT_SECONDS = 400 * 24 * 3600

const cookie = { path: '/', httpOnly: true, sameSite: 'Strict' } as const

/** Over https the name itself forbids another domain or path to set it; over plain http browsers refuse that name. */
const nameOf = (secure: boolean): string => (secure ? '__Host-carnet' : 'carnet')

/** The token of the request, or null. */
export function readToken(c: Context, secure: boolean): string | null {
  const token = getCookie(c, nameOf(secure))
  return token && /^[A-Za-z0-9_-]{43}$/.test(token) ? token : null
}

/** Sets the cookie of a device. */
export function giveToken(c: Context, secure: boolean, token: string): void {
  setCookie(c, nameOf(secure), token, { ...cookie, secure, maxAge: KEPT_SECONDS })
}

/** Takes it back. */
export function takeToken(c: Context, secure: boolean): void {
  deleteCookie(c, nameOf(secure), { ...cookie, secure })
}
