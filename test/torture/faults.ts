// Faults that are made to happen once, each the same every time: the torn record that makes Chromium wipe a database,
// a crash of the page's process, storage without room, a site whose data was cleared by hand.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launch } from './browser-process.ts'
import { startPage } from './kills.ts'
import type { Site } from './site.ts'
import { tearLog } from './torn-log.ts'

export interface FaultReport {
  name: string
  ok: boolean
  detail: string
}

async function onProfile(name: string, work: (profile: string) => Promise<[boolean, string]>): Promise<FaultReport> {
  const profile = await mkdtemp(join(tmpdir(), 'carnet-faute-'))
  try {
    const [ok, detail] = await work(profile)
    return { name, ok, detail }
  } catch (error) {
    return { name, ok: false, detail: String(error) }
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

const ignore = (): void => undefined

/** The browser wipes the whole database; everything comes back from the journal and is announced. */
export const tornRecord = (site: Site): Promise<FaultReport> =>
  onProfile('torn record, database wiped', async (profile) => {
    const write = async (prefix: string, count: number) => {
      const running = await launch(profile, site.url, ignore)
      const opened = await startPage(running)
      await running.page.evaluate(([name, n]) => window.torture.writeNotes(name, n), [prefix, count] as const)
      await running.close()
      return opened
    }
    await write('cinquante', 50)
    await tearLog(profile, site.url)
    const second = await write('cinq', 5)
    const before = performance.now()
    const third = await launch(profile, site.url, ignore)
    const opened = await startPage(third)
    const ms = Math.round(performance.now() - before)
    await third.close()
    const { recovered, notes } = opened
    return [
      second.notes.length === 50 && recovered?.kind === 'rebuilt' && recovered.notes === 55 && new Set(notes).size === 55,
      `${second.notes.length} notes at the second start, ${notes.length} at the third, announced: ${recovered?.kind ?? 'nothing'} ` +
        `${recovered?.notes ?? 0} (${ms} ms with the browser, ${Math.round(opened.ms)} ms in the store)`,
    ]
  })

/** The page's process dies, as when Android discards a tab. */
export const rendererCrash = (site: Site): Promise<FaultReport> =>
  onProfile('crash of the page while typing', async (profile) => {
    let typed = ''
    let doc = ''
    const running = await launch(profile, site.url, (message) => {
      const said = JSON.parse(message) as { doc?: string; typed?: string }
      if (said.doc) doc = said.doc
      if (said.typed !== undefined) typed = said.typed
    })
    await startPage(running)
    await running.page.evaluate(() => window.torture.type())
    await running.page.keyboard.type('Ce qui m’a étonné au guichet', { delay: 15 })
    const session = await running.page.context().newCDPSession(running.page)
    // Never answered: who would answer is dead.
    const crashed = new Promise<void>((resolve) => running.page.once('crash', () => resolve()))
    session.send('Page.crash').catch(ignore)
    await crashed
    const page = await running.page.context().newPage()
    await page.goto(site.url)
    await page.evaluate(() => window.torture.start())
    const text = await page.evaluate((id) => window.torture.textOf(id), doc as never)
    await running.close()
    const lost = Math.max(0, typed.length - (text?.length ?? 0))
    return [typed.length > 0 && text?.startsWith(typed) === true, `${typed.length} characters announced, ${lost} lost`]
  })

/** No room: the ballast lets the visit be finished, then the refusal is said. */
export const quota = (site: Site): Promise<FaultReport> =>
  onProfile('storage without room', async (profile) => {
    const before = await launch(profile, site.url, ignore)
    await startPage(before)
    // The first save lays the ballast, when the person has stopped writing.
    await before.page.evaluate(() => window.torture.writeNotes('lest', 1))
    await before.page.evaluate(async () => {
      while ((await caches.match('/lest')) === undefined) await new Promise((resolve) => setTimeout(resolve, 100))
    })
    await before.close()
    // Chromium remembers for half a minute how much room an open database has: the limit is set before it is opened.
    const running = await launch(profile, 'about:blank', ignore)
    const session = await running.page.context().newCDPSession(running.page)
    const { origin } = new URL(site.url)
    const { usage } = await session.send('Storage.getUsageAndQuota', { origin })
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage + 400_000 })
    await running.page.goto(site.url)
    await startPage(running)
    const answers: (string | null)[] = []
    for (let i = 0; i < 400 && answers.at(-1) !== 'quota'; i++) {
      answers.push(await running.page.evaluate(() => window.torture.fill(20_000)))
    }
    const kept = answers.filter((answer) => answer === null).length
    const others = answers.filter((answer) => answer !== null && answer !== 'quota')
    const ballast = await running.page.evaluate(() => caches.has('carnet-lest'))
    await session.send('Storage.overrideQuotaForOrigin', { origin })
    const after = await running.page.evaluate(() => window.torture.fill(20_000))
    const notes = await running.page.evaluate(() => window.torture.texts())
    await running.close()
    return [
      answers.at(-1) === 'quota' && others.length === 0 && !ballast && kept >= 20 && after === null && notes.length === kept + 2,
      `${kept} saves of 20 kB kept with 400 kB free and the ballast, then « ${answers.at(-1)} »${others.length > 0 ? `, others: ${others.join(', ')}` : ''}; ` +
        `${notes.length} notes there, ${after === null ? 'saves again' : `still fails: ${after}`} with room`,
    ]
  })

/** The person, or the browser, cleared everything: said, not hidden. */
export const cleared = (site: Site): Promise<FaultReport> =>
  onProfile('databases deleted behind the app', async (profile) => {
    const running = await launch(profile, site.url, ignore)
    await startPage(running)
    await running.page.evaluate(() => window.torture.writeNotes('avant', 3))
    const session = await running.page.context().newCDPSession(running.page)
    await running.page.goto('about:blank')
    await session.send('Storage.clearDataForOrigin', { origin: new URL(site.url).origin, storageTypes: 'indexeddb,file_systems' })
    await running.page.goto(site.url)
    const opened = await startPage(running)
    await running.close()
    return [opened.recovered !== null, `announced: ${opened.recovered?.kind ?? 'nothing'}, ${opened.notes.length} notes`]
  })

/** Two tabs write at once: both copies hold everything, neither waits for ever. */
export const twoTabs = (site: Site): Promise<FaultReport> =>
  onProfile('two tabs writing at once, then wiped', async (profile) => {
    const running = await launch(profile, site.url, ignore)
    const other = await running.page.context().newPage()
    await other.goto(site.url)
    const tabs = [running.page, other]
    for (const tab of tabs) await tab.evaluate(() => window.torture.start())
    await Promise.all(tabs.map((tab, i) => tab.evaluate((name) => window.torture.writeNotes(name, 100), `onglet${i}`)))
    const states = await Promise.all(tabs.map((tab) => tab.evaluate(() => window.torture.journal())))
    for (const tab of tabs) await tab.goto('about:blank')
    const session = await running.page.context().newCDPSession(running.page)
    await session.send('Storage.clearDataForOrigin', { origin: new URL(site.url).origin, storageTypes: 'indexeddb' })
    await running.page.goto(site.url)
    const { recovered, notes } = await startPage(running)
    await running.close()
    return [
      states.every((state) => state === 'ok') && recovered?.notes === 200 && new Set(notes).size === 200,
      `${recovered?.notes ?? 0} of 200 notes back from the journal, which was ${states.join(' and ')}`,
    ]
  })
