// One Chromium on one profile of this test, in a process group of its own: it can be closed, or killed like Android kills.
import { type ChildProcess, spawn } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { findChromium } from '../../bin/chromium.ts'

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const exited = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once('exit', () => resolve()))

export interface Running {
  browser: Browser
  page: Page
  /** SIGKILL of the whole process group, at once */
  kill(): Promise<void>
  /** leaves in order */
  close(): Promise<void>
}

/** Starts Chromium on a profile and opens `url`; `announced` hears what the page announces. */
export async function launch(profile: string, url: string, announced: (message: string) => void): Promise<Running> {
  const portFile = join(profile, 'DevToolsActivePort')
  await rm(portFile, { force: true })
  const child = spawn(
    findChromium(),
    [
      `--user-data-dir=${profile}`,
      '--headless=new',
      '--no-sandbox',
      '--no-first-run',
      '--disable-gpu',
      '--disable-extensions',
      '--disable-background-networking',
      '--disable-component-update',
      '--remote-debugging-port=0',
      'about:blank',
    ],
    { detached: true, stdio: 'ignore' },
  )
  const { pid } = child
  if (pid === undefined) throw new Error('Chromium did not start')
  const killGroup = () => {
    try {
      process.kill(-pid, 'SIGKILL')
    } catch {
      // gone already
    }
  }
  // A test that is stopped leaves no browser behind.
  process.once('exit', killGroup)
  void exited(child).then(() => process.off('exit', killGroup))
  try {
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${await portOf(portFile, child)}`)
    const context = browser.contexts()[0]
    if (!context) throw new Error('a browser has a context')
    const page = context.pages()[0] ?? (await context.newPage())
    const session = await context.newCDPSession(page)
    session.on('Runtime.bindingCalled', ({ payload }) => announced(payload))
    await session.send('Runtime.enable')
    await session.send('Runtime.addBinding', { name: 'announce' })
    await page.goto(url)
    return {
      browser,
      page,
      async kill() {
        killGroup()
        await exited(child)
        await browser.close().catch(() => undefined)
      },
      async close() {
        const whole = await browser.newBrowserCDPSession()
        await whole.send('Browser.close').catch(() => undefined)
        await Promise.race([exited(child), pause(10_000)])
        killGroup()
        await browser.close().catch(() => undefined)
      },
    }
  } catch (error) {
    killGroup()
    throw error
  }
}

async function portOf(file: string, child: ChildProcess): Promise<number> {
  for (let tries = 0; tries < 600; tries++) {
    const port = Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0])
    if (port > 0) return port
    if (child.exitCode !== null) throw new Error(`Chromium left with code ${child.exitCode}`)
    await pause(50)
  }
  throw new Error('Chromium did not open its port')
}
