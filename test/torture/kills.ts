// SIGKILL of the browser at the instant something was announced as kept, again and again on the same profiles: whatever
// was announced must be there at the next start, even when the browser has wiped its database meanwhile.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launch, type Running } from './browser-process.ts'
import type { Torture } from './page.ts'
import type { Site } from './site.ts'
import { tearLog } from './torn-log.ts'

type Opened = Awaited<ReturnType<Torture['start']>>

export interface KillReport {
  kills: number
  /** saves announced as kept */
  acknowledged: number
  /** of them, those that were missing at the next start */
  lost: number
  /** characters announced as kept and missing at the next start */
  charactersLost: number
  /** kills after which a torn record was left in the browser's log, as one kill in some hundred does by itself */
  torn: number
  /** starts that found the database wiped, and changes that came back from the journal */
  wipes: number
  recovered: number
  /** starts that found the end of the database missing */
  completed: number
}

/** A profile is left after this many kills: what was never sent fills the journal. */
const KILLS_PER_PROFILE = 25
/** So often the kill is made to have hit inside a write of the browser's own log. */
export const KILLS_PER_TEAR = 6
export const keys = 'Accueil, écoute, orientation : « ce qui étonne ». '

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
export const between = (least: number, most: number): number => least + Math.floor(Math.random() * (most - least + 1))

export const startPage = (running: Running): Promise<Opened> => running.page.evaluate(() => window.torture.start())

/** What was announced on one profile. */
class Announced {
  readonly notes = new Set<string>()
  readonly typed = new Map<string, string>()
  count = 0
  private awaited: { count: number; resolve: () => void } | null = null

  readonly hear = (message: string): void => {
    const said = JSON.parse(message) as { note?: string; doc?: string; typed?: string; failed?: string }
    if (said.failed !== undefined) throw new Error(`a save failed: ${said.failed}`)
    if (said.note !== undefined) this.notes.add(said.note)
    if (said.doc !== undefined) this.typed.set(said.doc, said.typed ?? '')
    this.count++
    if (this.awaited && this.count >= this.awaited.count) this.awaited.resolve()
  }

  /** Resolves the moment `more` further saves were announced. */
  after(more: number): Promise<void> {
    return new Promise((resolve) => {
      this.awaited = { count: this.count + more, resolve }
    })
  }
}

/** Types until the browser is gone. */
async function typeOn(running: Running): Promise<void> {
  try {
    await running.page.evaluate(() => window.torture.type())
    for (let i = 0; ; i++) {
      await running.page.keyboard.insertText(keys[i % keys.length] ?? ' ')
      await pause(between(0, 12))
    }
  } catch {
    // killed: that is the point
  }
}

async function compare(running: Running, opened: Opened, announced: Announced, report: KillReport): Promise<void> {
  if (opened.recovered?.kind === 'rebuilt') {
    report.wipes++
    report.recovered += opened.recovered.operations
  }
  if (opened.recovered?.kind === 'completed') report.completed++
  const here = new Set(opened.notes)
  for (const note of announced.notes) {
    if (here.has(note)) continue
    report.lost++
    report.charactersLost += note.length
  }
  for (const [doc, typed] of announced.typed) {
    const text = (await running.page.evaluate((id) => window.torture.textOf(id), doc as never)) ?? ''
    if (text.startsWith(typed)) continue
    report.lost++
    report.charactersLost += Math.max(1, typed.length - text.length)
  }
}

/** Kills Chromium `kills` times while notes are written and an answer is typed, and counts what was lost. */
export async function torture(site: Site, kills: number, tell: (line: string) => void): Promise<KillReport> {
  const report: KillReport = { kills: 0, acknowledged: 0, lost: 0, charactersLost: 0, torn: 0, wipes: 0, recovered: 0, completed: 0 }
  while (report.kills < kills) {
    const profile = await mkdtemp(join(tmpdir(), 'carnet-torture-'))
    const announced = new Announced()
    try {
      for (let round = 0; round < KILLS_PER_PROFILE && report.kills < kills; round++) {
        const running = await launch(profile, site.url, announced.hear)
        await compare(running, await startPage(running), announced, report)
        const reached = announced.after(between(1, 40))
        if (round % 2 === 0) void typeOn(running)
        else running.page.evaluate((name) => window.torture.writeNotes(name, 10_000), `n${report.kills}`).catch(() => undefined)
        await reached
        await running.kill()
        report.kills++
        if (round % KILLS_PER_TEAR === KILLS_PER_TEAR - 1) {
          await tearLog(profile, site.url)
          report.torn++
        }
        if (report.kills % 10 === 0) tell(JSON.stringify({ ...report, acknowledged: report.acknowledged + announced.count }))
      }
      const last = await launch(profile, site.url, announced.hear)
      await compare(last, await startPage(last), announced, report)
      await last.close()
    } finally {
      report.acknowledged += announced.count
      await rm(profile, { recursive: true, force: true, maxRetries: 5 })
    }
  }
  return report
}
