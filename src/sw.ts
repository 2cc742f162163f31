// The service worker: keeps the whole app on the device. It never touches the API, never queues a request (the outbox
// is the queue) and never takes over an open page: a new version waits until the person agrees.
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: { url: string; revision: string | null }[] }

precacheAndRoute(self.__WB_MANIFEST)
cleanupOutdatedCaches()
registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: [/^\/api\//, /^\/health$/] }))

/** What is large and seldom asked for: kept from the first time, for as long as this version lasts. */
const SELDOM = 'carnet-rare'
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/assets/xlsx-'),
  async ({ request }) => {
    const cache = await caches.open(SELDOM)
    const kept = await cache.match(request)
    if (kept) return kept
    const response = await fetch(request)
    if (response.ok) await cache.put(request, response.clone())
    return response
  },
)

self.addEventListener('message', (event: ExtendableMessageEvent) => {
  if ((event.data as { type?: string } | null)?.type === 'SKIP_WAITING') void self.skipWaiting()
})

// The first worker serves the page that installed it, so that « Prêt hors connexion » is true at once.
self.addEventListener('activate', (event: ExtendableEvent) => {
  event.waitUntil(Promise.all([caches.delete(SELDOM), self.clients.claim()]))
})

// A reminder that is touched opens its fiche: in the page that is there, else in a new one.
self.addEventListener('notificationclick', (event: NotificationEvent) => {
  event.notification.close()
  const { lien } = (event.notification.data ?? {}) as { lien?: string }
  const url = new URL(lien ?? '/', self.location.origin).href
  event.waitUntil(
    self.clients.matchAll({ type: 'window' }).then(async ([page]) => {
      if (!page) return self.clients.openWindow(url)
      await page.navigate(url)
      return page.focus()
    }),
  )
})
