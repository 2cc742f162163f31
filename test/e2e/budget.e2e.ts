// The size budget of design.md section 9, on the built app as it is served: bytes and requests, which load on no machine.
import { readFileSync, statSync, existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { enrol, expect, PHONE, test } from './support.ts'

const dist = resolve(import.meta.dirname, '../../dist')
const KB = 1_000
const CHAMP = 'Trois mots qui me viennent'

test('the first load up to a working fiche weighs at most 70 kB in at most 6 requests', async ({ server, device }) => {
  const [camille] = await server.start('pro-camille')
  const page = await device(PHONE).on()
  await enrol(page, camille!, 'Téléphone')
  // As on a first visit: no service worker, nothing in the cache; only who one is and the fiche are already there.
  const fresh = await page.context().newPage()
  const session = await page.context().newCDPSession(fresh)
  await session.send('Network.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  await session.send('Network.setBypassServiceWorker', { bypass: true })
  const loaded = new Map<string, { url: string; type: string; bytes: number }>()
  // The bodies as they travel, compressed. Not their headers: over HTTP/2 or 3 those are compressed across requests, here
  // they would count for a kilobyte each.
  session.on('Network.responseReceived', ({ requestId, response, type }) => {
    const bytes = Number(response.headers['content-length'] ?? response.headers['Content-Length'] ?? Number.NaN)
    loaded.set(requestId, { url: response.url, type, bytes })
  })
  // What is asked for once the field is there comes after the first load, however late this test looks.
  await fresh.addInitScript((champ) => {
    new MutationObserver((_, observer) => {
      if (!document.body?.textContent?.includes(champ)) return
      performance.mark('champ')
      observer.disconnect()
    }).observe(document, { childList: true, subtree: true })
  }, CHAMP)
  await fresh.goto(`${server.url}/fiches/fic-003`)
  await expect(fresh.getByLabel(CHAMP)).toBeVisible()
  const before = await fresh.evaluate(() => {
    const shown = performance.getEntriesByName('champ')[0]?.startTime ?? Number.POSITIVE_INFINITY
    return [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
      .filter(({ startTime }) => startTime <= shown)
      .map(({ name }) => name)
  })
  const app = [...loaded.values()].filter(
    ({ type, url }) => ['Document', 'Script', 'Stylesheet'].includes(type) && !url.includes('/api/') && before.includes(url),
  )
  const bytes = app.reduce((sum, one) => sum + one.bytes, 0)
  console.log(`first load: ${app.length} requests, ${bytes} bytes\n${app.map((one) => `  ${String(one.bytes).padStart(6)} ${one.url.replace(server.url, '')}`).join('\n')}`)
  expect(app.length).toBeGreaterThan(2)
  expect(bytes).toBeLessThanOrEqual(70 * KB)
  expect(app.length).toBeLessThanOrEqual(6)
})

test('everything kept for offline use weighs at most 400 kB', () => {
  const worker = readFileSync(join(dist, 'sw.js'), 'utf8')
  const urls = [...worker.matchAll(/["']?url["']?:\s*["'`]([^"'`]+)["'`]/g)].map((match) => match[1] ?? '')
  expect(urls.length).toBeGreaterThan(45) // the 39 gabarits among them
  const size = (url: string) => {
    const file = join(dist, url)
    return statSync(existsSync(`${file}.br`) ? `${file}.br` : file).size
  }
  const bytes = urls.reduce((sum, url) => sum + size(url), 0)
  console.log(`precache: ${urls.length} files, ${bytes} bytes`)
  expect(bytes).toBeLessThanOrEqual(400 * KB)
})
