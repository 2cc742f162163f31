// What this device says of itself: a name to propose, iOS or not, installed or in a tab.
const agent = (): string => globalThis.navigator?.userAgent ?? ''

/** An iPad says that it is a Mac. */
export const isIOS = (): boolean =>
  /iPhone|iPad|iPod/.test(agent()) || (/Macintosh/.test(agent()) && (navigator.maxTouchPoints ?? 0) > 1)

/** Is the page open as an app of its own? */
export const isInstalled = (): boolean =>
  (typeof matchMedia === 'function' && matchMedia('(display-mode: standalone)').matches) ||
  (navigator as { standalone?: boolean }).standalone === true // Safari's own

/** « Téléphone Android », « iPhone »: a first proposal, changed at will. */
export function deviceName(): string {
  const ua = agent()
  if (/iPhone/.test(ua)) return 'iPhone'
  if (isIOS()) return 'iPad'
  if (/Android/.test(ua)) return /Mobile/.test(ua) ? 'Téléphone Android' : 'Tablette Android'
  if (/Windows/.test(ua)) return 'Ordinateur Windows'
  if (/Macintosh/.test(ua)) return 'Mac'
  return 'Mon appareil'
}
