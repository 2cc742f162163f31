// The headers of every answer: what a page from here may load and do. Source: threat model of the project, section C3.

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "font-src 'self'",
  "media-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  // The one Trusted Types policy of the app: the address of its own service worker.
  'trusted-types carnet',
].join('; ')

const always: [name: string, value: string][] = [
  ['Content-Security-Policy', policy],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Referrer-Policy', 'no-referrer'],
  ['X-Content-Type-Options', 'nosniff'],
  ['Permissions-Policy', 'camera=(self), microphone=(self), geolocation=(), payment=(), usb=(), browsing-topics=()'],
]
const overHttps: [name: string, value: string] = ['Strict-Transport-Security', 'max-age=31536000; includeSubDomains']

/** The security headers of an answer. A promise of https is made only over https, else plain localhost would break. */
export const securityHeaders = (secure: boolean): [name: string, value: string][] =>
  secure ? [...always, overHttps] : always

/** For a file that people gave: it may show itself and do nothing. */
export const SANDBOX = "default-src 'none'; sandbox"
