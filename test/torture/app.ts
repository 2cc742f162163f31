// The same kills, on the built app as people have it: enrolled, then with the server dead; notes are typed in the app's
// own sheet. What IndexedDB reports as committed is the measure, so nothing in the app is made for this test.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { DEMO_NETWORK, importExemples } from '../../server/demo.ts'
import { enrolLink } from '../../server/links.ts'
import { noLog } from '../../server/log.ts'
import { startServer } from '../../server/main.ts'
import { PersonneId } from '../../src/domain/id.ts'
import { launch } from './browser-process.ts'
import { between, type KillReport, keys, KILLS_PER_TEAR, pause } from './kills.ts'
import { tearLog } from './torn-log.ts'

/**
 * Announces every operation once both copies have it: committed in IndexedDB, and flushed by the worker of the rescue
 * journal. The app says « Enregistré » then, and no earlier.
 */
function announceCommits(): void {
  interface Row {
    n: number
    h: string
  }
  const nameOf = (row: Row): string => `${row.n} ${row.h}`
  const committed = new Map<string, Row>()
  const journaled = new Set<string>()
  const tell = (name: string): void => {
    const row = committed.get(name)
    if (!row || !journaled.has(name)) return
    committed.delete(name)
    window.announce?.(JSON.stringify([row]))
  }

  const put = IDBObjectStore.prototype.put
  IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...args: Parameters<typeof put>) {
    if (this.name === 'out') {
      const row = args[0] as Row // the rows of the outbox
      this.transaction.addEventListener('complete', () => {
        committed.set(nameOf(row), row)
        tell(nameOf(row))
      })
    }
    return put.apply(this, args)
  }

  interface Request {
    id: number
    head?: { rows: Row[] }
    records?: { k: string; row?: Row }[]
  }
  window.Worker = class extends Worker {
    readonly #asked = new Map<number, Row[]>()
    constructor(...given: ConstructorParameters<typeof Worker>) {
      super(...given)
      this.addEventListener('message', ({ data }: MessageEvent<{ id: number; error: string | null }>) => {
        if (data.error !== null) return
        for (const row of this.#asked.get(data.id) ?? []) {
          journaled.add(nameOf(row))
          tell(nameOf(row))
        }
        this.#asked.delete(data.id)
      })
    }
    override postMessage(...given: unknown[]): void {
      const { id, head, records } = given[0] as Request // src/store/journal-format.ts
      this.#asked.set(id, [...(head?.rows ?? []), ...(records ?? []).flatMap(({ row }) => (row ? [row] : []))])
      super.postMessage(...(given as Parameters<Worker['postMessage']>))
    }
  }
}

/** What is shown of every document, read behind the app's back. */
function shownHere(): Promise<Record<string, Record<string, unknown>>> {
  return new Promise((resolve, reject) => {
    void indexedDB.databases().then((bases) => {
      // Not the one of the device's key, whose name begins alike.
      const name = bases.map((base) => base.name ?? '').find((base) => base.startsWith('carnet-') && base !== 'carnet-appareil')
      if (!name) return reject(new Error('the app has a database'))
      const opening = indexedDB.open(name)
      opening.onerror = () => reject(opening.error)
      opening.onsuccess = () => {
        const reading = opening.result.transaction('docs').objectStore('docs').getAll()
        reading.onsuccess = () => {
          opening.result.close()
          resolve(Object.fromEntries(reading.result.map((doc) => [doc.id, doc.shown.f])))
        }
      }
    })
  })
}

interface Committed {
  d: string
  s: Record<string, unknown>
}

/** Kills the browser `kills` times while notes are typed in the built app. Needs a build in `dist`. */
export async function tortureApp(kills: number, dist: string, tell: (line: string) => void, minutes = Number.POSITIVE_INFINITY): Promise<KillReport> {
  const end = Date.now() + minutes * 60_000
  const report: KillReport = { kills: 0, acknowledged: 0, lost: 0, charactersLost: 0, torn: 0, wipes: 0, recovered: 0, completed: 0 }
  const profile = await mkdtemp(join(tmpdir(), 'carnet-torture-app-'))
  const dataDir = await mkdtemp(join(tmpdir(), 'carnet-torture-serveur-'))
  const running = await startServer({ dataDir, port: 0, host: '127.0.0.1', dist, log: noLog, welcome: false, print: () => undefined })
  const url = `http://localhost:${running.port}`
  const texts = new Map<string, string>()
  let reached: { count: number; resolve: () => void } | null = null
  const hear = (message: string): void => {
    for (const { d, s } of JSON.parse(message) as Committed[]) {
      if (typeof s.texte !== 'string') continue
      if (s.texte.length >= (texts.get(d) ?? '').length) texts.set(d, s.texte)
      report.acknowledged++
    }
    if (reached && report.acknowledged >= reached.count) reached.resolve()
  }
  try {
    await importExemples(running.service)
    const { secret } = await running.service.invite(DEMO_NETWORK, PersonneId.parse('pro-camille'))
    await enrol(profile, enrolLink(url, secret))
    await running.stop()
    while (report.kills < kills && Date.now() < end) {
      const browser = await launch(profile, 'about:blank', hear)
      await browser.page.addInitScript(announceCommits)
      await browser.page.goto(url)
      const take = browser.page.getByRole('button', { name: 'Prendre une note' })
      await expect(take).toBeVisible({ timeout: 30_000 })
      const read = browser.page.getByRole('button', { name: 'J’ai lu' })
      if (await read.first().isVisible()) {
        report.wipes++
        await read.first().click()
      }
      await compare(browser.page, texts, report)
      await take.click()
      const target = new Promise<void>((resolve) => {
        reached = { count: report.acknowledged + between(1, 40), resolve }
      })
      void typeOn(browser.page)
      await target
      await browser.kill()
      report.kills++
      if (report.kills % KILLS_PER_TEAR === 0) {
        await tearLog(profile, url)
        report.torn++
      }
      if (report.kills % 10 === 0) tell(JSON.stringify(report))
    }
    const last = await launch(profile, url, hear)
    await expect(last.page.getByRole('button', { name: 'Prendre une note' })).toBeVisible({ timeout: 30_000 })
    await compare(last.page, texts, report)
    await last.close()
    return report
  } finally {
    await running.stop()
    for (const folder of [profile, dataDir]) await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function enrol(profile: string, link: string): Promise<void> {
  const browser = await launch(profile, link, () => undefined)
  const { page } = browser
  await page.getByLabel('Nom de cet appareil').fill('Téléphone torturé')
  await page.getByRole('button', { name: 'Ouvrir mon carnet' }).click()
  await expect(page.getByText('Prêt hors connexion').first()).toBeVisible({ timeout: 60_000 })
  await browser.close()
}

async function typeOn(page: Page): Promise<void> {
  try {
    for (let i = 0; ; i++) {
      await page.keyboard.insertText(keys[i % keys.length] ?? ' ')
      await pause(between(5, 25))
    }
  } catch {
    // killed: that is the point
  }
}

async function compare(page: Page, texts: Map<string, string>, report: KillReport): Promise<void> {
  const shown = await page.evaluate(shownHere)
  for (const [doc, typed] of texts) {
    const text = String(shown[doc]?.texte ?? '')
    if (text.startsWith(typed)) continue
    report.lost++
    report.charactersLost += Math.max(1, typed.length - text.length)
  }
}
