// What can go wrong when something is kept on this device, in five words that src/ui turns into sentences.

/**
 * quota: no room left · disk: the device's disk failed or is full · closed: the connection to the database died and
 * could not be reopened · outdated-tab: a newer version of the app owns the database · unknown: anything else
 */
export type SaveReason = 'quota' | 'disk' | 'closed' | 'outdated-tab' | 'unknown'

/** Nothing was kept: the text must stay on screen. Never swallow it. */
export class SaveError extends Error {
  readonly reason: SaveReason
  constructor(reason: SaveReason, cause?: unknown) {
    super(`not saved: ${reason}`, { cause })
    this.name = 'SaveError'
    this.reason = reason
  }
}

interface Named {
  name?: unknown
  message?: unknown
  inner?: unknown
}
const isNamed = (error: unknown): error is Named => typeof error === 'object' && error !== null

/** The names and messages of an error and of those it wraps: Dexie hides the browser's under `inner`. */
function textOf(error: unknown, depth = 0): string {
  if (!isNamed(error) || depth > 3) return ''
  return `${String(error.name)} ${String(error.message)} ${textOf(error.inner, depth + 1)}`
}

// The first that matches wins. Messages as seen in the field: Chromium, WebKit, then Firefox.
const signs: [SaveReason, RegExp][] = [
  ['outdated-tab', /VersionError|newer version/i],
  ['quota', /QuotaExceeded/i],
  ['disk', /full disk|Internal error|backing store|NotReadableError|disk I\/O|CorruptionError|corrupt/i],
  [
    'closed',
    /DatabaseClosed|InvalidState|TransactionInactive|Connection (to Indexed Database server )?lost|connection is clos|is closing|without an in-progress transaction|Cannot inject key|TimeoutError|OpenFailed|MissingAPI/i,
  ],
  // An abort that names no cause is what Chromium reports on a full disk.
  ['disk', /^AbortError/],
]

/** The reason of a failure of the database. */
export function reasonOf(error: unknown): SaveReason {
  if (error instanceof SaveError) return error.reason
  const text = textOf(error)
  return signs.find(([, pattern]) => pattern.test(text))?.[0] ?? 'unknown'
}

/** The failure as a SaveError, once. */
export const toSaveError = (error: unknown): SaveError =>
  error instanceof SaveError ? error : new SaveError(reasonOf(error), error)
