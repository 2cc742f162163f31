// What every end-to-end test stands on: a real server process that can be killed and started again on its folder, and
// real phones: persistent browser profiles (service worker, storage and kills need one).
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { test as base, type BrowserContext, chromium, expect, type Page } from '@playwright/test'
import { findChromium } from '../../bin/chromium.ts'
import { askServer } from '../../server/control.ts'
import type { Json } from '../../src/domain/json.ts'

const root = resolve(import.meta.dirname, '../..')

/** A way in for a person, single use. */
export interface Invitation {
  personne: string
  link: string
  code: string
}

/** A server on a folder of its own. `kill` is SIGKILL; `start` again takes the same port and data. */
export class TestServer {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'carnet-e2e-'))
  readonly dist: string
  url = ''
  port = 0
  #process: ChildProcess | null = null
  #lines: AsyncIterator<string> | null = null

  constructor(dist = join(root, 'dist')) {
    this.dist = dist
  }

  /** Starts (again), with an invitation for each person named. */
  async start(...personnes: string[]): Promise<Invitation[]> {
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, 'server.ts'), this.dataDir, String(this.port), this.dist, ...personnes],
      { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, TZ: 'Europe/Paris' } },
    )
    this.#process = child
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const invitations: Invitation[] = []
    for (;;) {
      const said = (await this.#next()) as Invitation | { ready: true; port: number; url: string }
      if (!('ready' in said)) invitations.push(said)
      else {
        this.port = said.port
        this.url = said.url
        return invitations
      }
    }
  }

  async #next(): Promise<unknown> {
    const line = await this.#lines?.next()
    if (!line || line.done) throw new Error('the server of the test is up')
    return JSON.parse(line.value)
  }

  async #ask(what: unknown): Promise<unknown> {
    this.#process?.stdin?.write(`${JSON.stringify(what)}\n`)
    return this.#next()
  }

  /** One more way in, while the server is up. */
  async invite(personne: string): Promise<Invitation> {
    return (await this.#ask({ invite: personne })) as Invitation
  }

  /**
   * Writes registers of a document behind every device's back, as another device or the administration would. Without
   * `$type` the document is not made here: it is waited for until the device that makes it has sent it.
   */
  async put(auteur: string, id: string, set: Record<string, Json>): Promise<void> {
    await this.#ask({ put: { auteur, id, set } })
  }

  /** Turns the server's clock to a local time, and lets it do what it does each hour. */
  async at(local: string): Promise<void> {
    await this.#ask({ at: local })
  }

  /** What `npm run admin -- …` answers. */
  async admin(...args: string[]): Promise<string> {
    const outcome = await askServer(this.dataDir, args)
    if (!outcome?.ok) throw new Error(`the administration did it: ${outcome?.text ?? 'no server'}`)
    return outcome.text
  }

  /** Ends the process as a power cut would. */
  async kill(): Promise<void> {
    const child = this.#process
    this.#process = null
    if (!child || child.exitCode !== null) return
    const gone = new Promise((done) => child.once('exit', done))
    child.kill('SIGKILL')
    await gone
  }

  async remove(): Promise<void> {
    await this.kill()
    rmSync(this.dataDir, { recursive: true, force: true })
  }
}

export interface Shape {
  width: number
  height: number
  mobile: boolean
  dark?: boolean
  /** pixels of the screen for one of the page */
  scale?: number
  timezone?: string
}
export const PHONE: Shape = { width: 360, height: 740, mobile: true }
export const BIG_PHONE: Shape = { width: 412, height: 915, mobile: true }
export const LAPTOP: Shape = { width: 1280, height: 800, mobile: false }

/** A browser profile that can be killed and opened again. */
export class Device {
  readonly profile = mkdtempSync(join(tmpdir(), 'carnet-profil-'))
  readonly shape: Shape
  /** errors of pages: a test that leaves one unread fails */
  readonly errors: string[] = []
  #context: BrowserContext | null = null

  constructor(shape: Shape) {
    this.shape = shape
  }

  get context(): BrowserContext {
    if (!this.#context) throw new Error('the device is on')
    return this.#context
  }

  /** Opens the browser; `args` are further switches of Chromium. */
  async on(...args: string[]): Promise<Page> {
    const { width, height, mobile, dark, scale, timezone } = this.shape
    this.#context = await chromium.launchPersistentContext(this.profile, {
      executablePath: findChromium(),
      headless: true,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        ...args,
      ],
      viewport: { width, height },
      isMobile: mobile,
      hasTouch: mobile,
      deviceScaleFactor: scale ?? 1,
      colorScheme: dark ? 'dark' : 'light',
      locale: 'fr-FR',
      timezoneId: timezone ?? 'Europe/Paris',
      acceptDownloads: true,
    })
    this.#context.setDefaultTimeout(10_000)
    this.#context.on('weberror', (error) => this.errors.push(String(error.error())))
    // A violation of the policy (CSP, Trusted Types) is an error of the console too; a request that fails, or that a portal answers, is no fault.
    this.#context.on('console', (message) => {
      if (message.type() === 'error' && !/Failed to load resource|net::ERR_|EventSource's response/.test(message.text())) {
        this.errors.push(`${message.text()} (${message.location().url})`)
      }
    })
    return this.#context.pages()[0] ?? (await this.#context.newPage())
  }

  /** The network of the phone, off or on. */
  async offline(off: boolean): Promise<void> {
    await this.context.setOffline(off)
  }

  /** SIGKILL of the browser's processes: those whose command line holds this very profile, nothing broader. */
  async kill(): Promise<void> {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      try {
        if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(this.profile)) process.kill(Number(pid), 'SIGKILL')
      } catch {
        // already gone
      }
    }
    await this.#context?.close().catch(() => {})
    this.#context = null
  }

  async off(): Promise<void> {
    await this.#context?.close()
    this.#context = null
  }

  async remove(): Promise<void> {
    await this.off().catch(() => {})
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

interface Fixtures {
  server: TestServer
  device(shape?: Shape): Device
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's dependencies from this pattern
  server: async ({}, use) => {
    const server = new TestServer()
    await use(server)
    await server.remove()
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  device: async ({}, use) => {
    const devices: Device[] = []
    await use((shape = PHONE) => {
      const device = new Device(shape)
      devices.push(device)
      return device
    })
    for (const device of devices) await device.remove()
    expect(
      devices.flatMap((device) => device.errors),
      'errors raised by the pages',
    ).toEqual([])
  },
})
export { expect, type Page }

/** Opens an enrolment link on a device and waits until the app says it is ready offline. */
export async function enrol(page: Page, invitation: Invitation, appareil: string): Promise<void> {
  await page.goto(invitation.link)
  await page.getByLabel('Nom de cet appareil').fill(appareil)
  await page.getByRole('button', { name: 'Ouvrir mon carnet' }).click()
  await expect(page.getByText('Prêt hors connexion').first()).toBeVisible({ timeout: 60_000 })
}

/** « Relire et partager »: every passage looked at, then shared with its readers. */
export async function partager(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Relire et partager' }).click()
  const share = page.getByRole('button', { name: 'Partager', exact: true })
  await expect(share).toBeVisible()
  for (const box of await page.getByRole('region', { name: 'Anonymat' }).getByRole('checkbox').all()) await box.check()
  await share.click()
  await expect(page.getByText(/^Partagé/)).toBeVisible()
}
