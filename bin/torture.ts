// npm run torture: the same promises as the tests, for as long as one likes. The simulator (real engine, real server
// functions, hostile wire), a real server killed over real TCP on each database, a real Chromium killed while typing and
// put through what a browser can do to an app. Ends with one table, and with 1 when anything was lost.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { readResult, type Result } from '../test/torture/result.ts'
import { findChromium } from './chromium.ts'
import { build } from './start.ts'

const root = join(import.meta.dirname, '..')
const help = `npm run torture -- [options]        about fifteen minutes on two cores without options
  --histories N      histories of the simulator, about 20 faults each (default 10000; 0: none)
  --server-kills N   SIGKILLs of a real server, for each database (default 100; 0: none)
  --engine E         sqlite or postgres (default: both)
  --browser-kills N  SIGKILLs of Chromium while typing in the built app (default 60; 0: no browser at all)
  --hours H          instead of counts: each part gets its share of so many hours (0.5 is half an hour)
  --seed S           seed of the first history, and of the wire (default: drawn from the clock, printed)
`

interface Row {
  part: string
  faults: number
  acknowledged: number
  lost: number
  doubled: number
  stuck: number
  other: number
  seeds: string
  seconds: number
}

/** Runs a script to its end, its lines passed on; gives the result it printed, or one failure. */
async function part(name: string, script: string, args: string[]): Promise<Row> {
  console.log(`\n— ${name}: node ${script} ${args.join(' ')}`)
  const began = Date.now()
  const child = spawn(process.execPath, [join(root, script), ...args], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  let result: Result | null = null
  for await (const line of createInterface({ input: child.stdout })) {
    const read = readResult(line)
    if (read) result = read
    else console.log(line)
  }
  const code = await ended
  const nothing: Result = { faults: 0, acknowledged: 0, lost: 0, doubled: 0, stuck: 0, other: 1, seeds: '', detail: '' }
  const { detail, ...counts } = result ?? nothing
  const broken = counts.lost + counts.doubled + counts.stuck + counts.other
  if (detail) console.log(`  ${detail}`)
  return {
    part: name,
    ...counts,
    other: code !== 0 && broken === 0 ? 1 : counts.other,
    seconds: Math.round((Date.now() - began) / 1000),
  }
}

/** The faults that are tests of the whole app: old tab, new worker, clock, storage, portal. Each step is one. */
async function appFaults(): Promise<Row> {
  const name = 'app: old tab, worker, clock, storage…'
  const folder = mkdtempSync(join(tmpdir(), 'carnet-torture-'))
  const report = join(folder, 'report.json')
  const began = Date.now()
  const files = ['faults', 'update', 'pwa'].map((file) => `test/e2e/${file}.e2e.ts`)
  console.log(`\n— ${name}: playwright test ${files.join(' ')}`)
  const child = spawn(process.execPath, [join(root, 'node_modules/@playwright/test/cli.js'), 'test', '--reporter=line,json', ...files], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, CHROMIUM: findChromium(), PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  })
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  let stats = { expected: 0, unexpected: 1, flaky: 0 }
  try {
    stats = (JSON.parse(readFileSync(report, 'utf8')) as { stats: typeof stats }).stats // written by Playwright
  } catch {
    // it ended before it could say so: one failure
  }
  rmSync(folder, { recursive: true, force: true })
  return {
    part: name,
    faults: stats.expected + stats.unexpected + stats.flaky,
    acknowledged: 0,
    lost: 0,
    doubled: 0,
    stuck: 0,
    other: stats.unexpected + stats.flaky + (code === 0 || stats.unexpected > 0 ? 0 : 1),
    seeds: '',
    seconds: Math.round((Date.now() - began) / 1000),
  }
}

/** Runs the parts asked for and sets the exit code: 0 when nothing was lost, doubled or stuck. */
export async function torture(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      help: { type: 'boolean' },
      histories: { type: 'string', default: '10000' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
      'server-kills': { type: 'string', default: '100' },
      engine: { type: 'string' },
      'browser-kills': { type: 'string', default: '60' },
      hours: { type: 'string' },
    },
  })
  if (values.help) return console.log(help)
  const { seed } = values
  const many = String(Number.MAX_SAFE_INTEGER)
  const minutes = values.hours === undefined ? null : Number(values.hours) * 60
  const amount = (flag: string, count: string, share: number): string[] =>
    minutes === null ? [flag, count] : [flag, many, '--minutes', String(minutes * share)]
  const rows: Row[] = []
  console.log(`seed ${seed}`)

  if (values.histories !== '0') {
    rows.push(await part('simulator', 'test/sync/simulate.ts', [...amount('--histories', values.histories, 0.3), '--seed', seed, '--all']))
  }
  if (values['server-kills'] !== '0') {
    for (const engine of ['sqlite', 'postgres']) {
      if (values.engine && values.engine !== engine) continue
      const kills = amount('--kills', values['server-kills'], 0.2)
      rows.push(await part(`server, ${engine}`, 'test/torture/server.ts', ['--engine', engine, '--seed', seed, ...kills]))
    }
  }
  if (values['browser-kills'] !== '0') {
    build()
    process.env.CHROMIUM = findChromium()
    rows.push(await part('app killed while typing', 'test/torture/browser.ts', ['--app', ...amount('--kills', values['browser-kills'], 0.2)]))
    rows.push(await part('store: torn record, crash, quota, cleared, two tabs', 'test/torture/browser.ts', ['--kills', '12']))
    rows.push(await appFaults())
  }
  console.table(rows)
  const broken = rows.reduce((sum, { lost, doubled, stuck, other }) => sum + lost + doubled + stuck + other, 0)
  console.log(broken === 0 ? 'Nothing lost, nothing doubled, nothing stuck.' : `${broken} promises broken: see above.`)
  process.exitCode = broken === 0 ? 0 : 1
}
