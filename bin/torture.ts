// npm run torture: the same promises as the tests, for as long as one likes. The simulator (real engine, real server
// functions, hostile wire), a real server killed under load, a real Chromium killed while typing. Ends with one table.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { findChromium } from './chromium.ts'
import { build } from './start.ts'

const root = join(import.meta.dirname, '..')
const help = `npm run torture -- [options]
  --histories N      histories of the simulator (default 20000; 0: none)
  --seed S           seed of the first (default: drawn from the clock, printed)
  --server-kills N   SIGKILLs of a real server under load (default 100)
  --browser-kills N  SIGKILLs of Chromium while typing in the built app (default 100)
`

/** Runs the parts asked for and sets the exit code: 0 when nothing was lost, doubled or stuck. */
export async function torture(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      help: { type: 'boolean' },
      histories: { type: 'string', default: '20000' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
      'server-kills': { type: 'string', default: '100' },
      'browser-kills': { type: 'string', default: '100' },
    },
  })
  if (values.help) return console.log(help)
  const table: { part: string; detail: string; result: string; seconds: number }[] = []
  const part = (name: string, detail: string, script: string, more: string[], env: NodeJS.ProcessEnv = {}) => {
    console.log(`\n— ${name}: ${detail}`)
    const before = Date.now()
    const { status } = spawnSync(process.execPath, [join(root, script), ...more], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...env },
    })
    table.push({
      part: name,
      detail,
      result: status === 0 ? 'nothing lost' : 'FAILED',
      seconds: Math.round((Date.now() - before) / 1000),
    })
  }

  if (Number(values.histories) > 0) {
    part('simulator', `${values.histories} histories from seed ${values.seed}`, 'test/sync/simulate.ts', [
      '--histories',
      values.histories,
      '--seed',
      values.seed,
    ])
  }
  if (Number(values['server-kills']) > 0) {
    part(
      'server',
      `${values['server-kills']} SIGKILLs under load`,
      'node_modules/vitest/vitest.mjs',
      ['run', 'test/server/kills.test.ts', '--disable-console-intercept'],
      {
        KILLS: values['server-kills'],
      },
    )
  }
  if (Number(values['browser-kills']) > 0) {
    build()
    const CHROMIUM = findChromium()
    part(
      'browser',
      `${values['browser-kills']} SIGKILLs while typing in the app`,
      'test/torture/browser.ts',
      ['--app', '--kills', values['browser-kills']],
      { CHROMIUM },
    )
    part('store', 'torn record, crash, quota, cleared, two tabs', 'test/torture/browser.ts', ['--kills', '12'], {
      CHROMIUM,
    })
  }
  console.table(table)
  process.exitCode = table.every(({ result }) => result === 'nothing lost') ? 0 : 1
}
