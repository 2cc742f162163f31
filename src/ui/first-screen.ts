// The first screen goes before everything that can wait: the sync, the service worker, parts that nobody asked for yet.

/** A screen that never comes must not keep the rest waiting, ms. */
const PATIENCE = 4_000

let tell = () => {}

/** Resolves once a screen is there and the page has a moment. */
export const firstScreen = new Promise<void>((resolve) => {
  tell = resolve
  setTimeout(resolve, PATIENCE)
})

/** Said by the screens once they are drawn. */
export function screenShown(): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(() => tell())
  else setTimeout(() => tell(), 200)
}
