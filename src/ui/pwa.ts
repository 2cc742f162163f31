// The service worker as screens know it: is everything on the device, is a new version waiting, put it in place.
import type { Workbox } from 'workbox-window'
import { createSubject, type Observable } from '../sync/status.ts'

interface AppVersion {
  /** every file of the app is on this device */
  precached: boolean
  /** a new version is here and waits for the person */
  waiting: boolean
}

const subject = createSubject<AppVersion>({ precached: false, waiting: false })
let workbox: Workbox | null = null
let agreed = false

export const appVersion: Observable<AppVersion> = subject

/**
 * Registers the worker. `trusted` makes the one address that Trusted Types lets through.
 * The page reloads only after the person agreed to the new version: never under somebody who writes.
 */
export async function registerWorker(trusted: (url: string) => string): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  // Not before the first screen: what is on screen comes first.
  const { Workbox } = await import('workbox-window')
  workbox = new Workbox(trusted('/sw.js'))
  workbox.addEventListener('waiting', () => subject.set({ waiting: true }))
  workbox.addEventListener('controlling', () => {
    if (agreed) location.reload()
  })
  // Active means that the installation, hence the whole precache, went through.
  void navigator.serviceWorker.ready.then(() => subject.set({ precached: true }))
  await workbox.register().catch(() => undefined) // offline, or a browser that refuses: the app works without
  // A phone keeps an installed app open for days: it asks for a new version when it comes back to the front.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible' && navigator.onLine) void workbox?.update().catch(() => undefined)
  })
}

/** The person agreed: the waiting version takes over, then this page reloads. */
export function takeNewVersion(): void {
  agreed = true
  workbox?.messageSkipWaiting()
}
