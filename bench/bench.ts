// npm run bench: what the built app costs a browser, measured in turn with the same page without the app (its HTML and its
// style, no script), so that the machine counts the same for both. Prints a table with ratios; never fails a build.
import type { CDPSession, Page } from '@playwright/test'
import { Device, enrol, PHONE, TestServer } from '../test/e2e/support.ts'
import { volume } from './volume.ts'

const FICHE = 'fic-003'
const CHAMP = 'Ce que je comprends mal ou qui me gêne'
const KEYS = 80
const WARM = 15
const EVERY = 60
const TEXT = 'Des faits et des pratiques, dans des mots que chacun pourrait lire. '.repeat(22)

interface Typing {
  /** main-thread time per key, ms; of which script */
  cpu: number
  script: number
  long: number
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
const spread = (values: readonly number[]): string =>
  `${median(values).toFixed(2)} (${Math.min(...values).toFixed(2)}–${Math.max(...values).toFixed(2)})`

async function metrics(session: CDPSession): Promise<Record<string, number>> {
  const { metrics: list } = await session.send('Performance.getMetrics')
  return Object.fromEntries(list.map(({ name, value }) => [name, value]))
}

/** Types at the end of a text of 1 500 characters, one key each 60 ms. */
async function typing(page: Page, slow: number): Promise<Typing> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  await page.getByLabel(CHAMP).fill(TEXT)
  await page.getByLabel(CHAMP).press('End')
  await page.waitForTimeout(1_500)
  await session.send('Emulation.setCPUThrottlingRate', { rate: slow })
  await page.evaluate(() => {
    const own = globalThis as unknown as { longs: number }
    own.longs = 0
    new PerformanceObserver((list) => {
      own.longs += list.getEntries().length
    }).observe({ type: 'longtask' })
  })
  const keys = async (count: number) => {
    for (let i = 0; i < count; i++) {
      await page.keyboard.press(i % 6 === 5 ? 'Space' : 'e')
      await page.waitForTimeout(EVERY)
    }
  }
  await keys(WARM)
  await page.evaluate(() => {
    ;(globalThis as unknown as { longs: number }).longs = 0
  })
  const before = await metrics(session)
  await keys(KEYS)
  const after = await metrics(session)
  const long = await page.evaluate(() => (globalThis as unknown as { longs: number }).longs)
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 })
  await session.detach()
  const per = (name: string) => (((after[name] ?? 0) - (before[name] ?? 0)) * 1_000) / KEYS
  return { cpu: per('TaskDuration'), script: per('ScriptDuration'), long }
}

/** Main-thread time until the fiche is on screen and at rest, ms. */
async function loading(page: Page, url: string): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  await page.goto(url)
  await page.getByLabel(CHAMP).waitFor()
  await page.waitForTimeout(500)
  const { TaskDuration = 0 } = await metrics(session)
  await session.detach()
  return TaskDuration * 1_000
}

/** The page as the app drew it, without the app. */
async function bareOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const copy = document.documentElement.cloneNode(true) as HTMLElement
    for (const part of copy.querySelectorAll('script, link[rel="modulepreload"], link[rel="manifest"]')) part.remove()
    return `<!doctype html>${copy.outerHTML}`
  })
}

/**
 * Runs the measures and prints them. `args`: `--dist=<folder>` for another build, `--rounds=<n>`; `--volume=<n>`: the lists
 * and the start with that many fiches on the device, instead.
 */
export async function bench(args: string[]): Promise<void> {
  const option = (name: string) => args.find((arg) => arg.startsWith(`--${name}=`))?.split('=')[1]
  const rounds = Number(option('rounds') ?? 3)
  const dist = [option('dist')].filter(Boolean) as string[]
  if (option('volume')) return volume(Number(option('volume')), rounds, dist)
  const server = new TestServer(...(dist as [string]))
  const device = new Device(PHONE)
  try {
    const [camille] = await server.start('pro-camille')
    if (!camille) throw new Error('the server of the bench invites')
    const first = await device.on()
    await enrol(first, camille, 'Téléphone')
    const fiche = `${server.url}/fiches/${FICHE}`
    await first.goto(fiche)
    await first.getByLabel(CHAMP).waitFor()
    const html = await bareOf(first)
    await first.close()
    // Under /api/ the service worker leaves navigations alone.
    const bare = `${server.url}/api/nu`
    await device.context.route(bare, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }))

    const open = async (url: string): Promise<Page> => {
      const page = await device.context.newPage()
      await page.goto(url)
      await page.getByLabel(CHAMP).waitFor()
      await page.waitForTimeout(2_500)
      return page
    }
    const results: Record<'app' | 'bare', { typed: Typing[]; slow: Typing[]; load: number[] }> = {
      app: { typed: [], slow: [], load: [] },
      bare: { typed: [], slow: [], load: [] },
    }
    for (let round = 0; round < rounds; round++) {
      for (const who of ['app', 'bare'] as const) {
        const url = who === 'app' ? fiche : bare
        const fresh = await device.context.newPage()
        results[who].load.push(await loading(fresh, url))
        await fresh.close()
        const page = await open(url)
        results[who].typed.push(await typing(page, 1))
        results[who].slow.push(await typing(page, 4))
        await page.close()
      }
    }
    const row = (name: string, pick: (of: (typeof results)['app']) => number[], limit: string) => {
      const app = pick(results.app)
      const nu = pick(results.bare)
      const ratio = median(nu) > 0 ? (median(app) / median(nu)).toFixed(2) : '–'
      console.log(`${name.padEnd(44)} ${spread(app).padStart(24)} ${spread(nu).padStart(24)} ${ratio.padStart(7)}  ${limit}`)
    }
    console.log(`\n${''.padEnd(44)} ${'app'.padStart(24)} ${'same page, no app'.padStart(24)} ${'ratio'.padStart(7)}  budget`)
    row('CPU per key, ms', ({ typed }) => typed.map((one) => one.cpu), '≤ 1.15')
    row('  of which script, ms', ({ typed }) => typed.map((one) => one.script), '')
    row('CPU per key, 4× slowed, ms', ({ slow }) => slow.map((one) => one.cpu), '≤ 1.15')
    row(`long tasks in ${KEYS} keys, 4× slowed`, ({ slow }) => slow.map((one) => one.long), '0')
    row('CPU to a fiche at rest, from the worker, ms', ({ load }) => load, '')
  } finally {
    await device.remove()
    await server.remove()
  }
}
