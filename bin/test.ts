// npm test: types, lint, unit, component and server tests, build and size, end-to-end tests. Ends with one plain line.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium } from './chromium.ts'
import { build } from './start.ts'

const root = join(import.meta.dirname, '..')
const reports = mkdtempSync(join(tmpdir(), 'carnet-tests-'))

interface Count {
  passed: number
  failed: number
}

function run(title: string, script: string, args: string[], env: NodeJS.ProcessEnv = {}): boolean {
  const before = Date.now()
  console.log(`\n— ${title}`)
  const done = spawnSync(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  console.log(`  ${title} : ${done.status === 0 ? 'réussi' : 'échec'} en ${Math.round((Date.now() - before) / 1000)} s`)
  return done.status === 0
}

const one = (ok: boolean): Count => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1 })

/** Counts of a JSON report; a runner that died before writing it counts as one failure. */
function counted(file: string, ok: boolean, read: (report: unknown) => Count): Count {
  try {
    const count = read(JSON.parse(readFileSync(file, 'utf8')))
    return ok || count.failed > 0 ? count : { ...count, failed: 1 }
  } catch {
    return one(false)
  }
}

const vitest = (report: unknown): Count => {
  const { numPassedTests: passed, numFailedTests: failed } = report as {
    numPassedTests: number
    numFailedTests: number
  }
  return { passed, failed }
}
const playwright = (report: unknown): Count => {
  const { stats } = report as { stats: { expected: number; unexpected: number; flaky: number } }
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky }
}

/** Runs everything and sets the exit code. `args`: `--no-e2e` leaves the browser out. */
export async function test(args: string[]): Promise<void> {
  const chromium = args.includes('--no-e2e') ? '' : findChromium()
  const counts: Count[] = []
  for (const project of ['tsconfig.json', 'tsconfig.worker.json', 'tsconfig.node.json']) {
    counts.push(one(run(`Types (${project})`, 'typescript/bin/tsc', ['-p', project])))
  }
  counts.push(one(run('Lint', '@biomejs/biome/bin/biome', ['lint', '--error-on-warnings', '.'])))

  const unit = join(reports, 'vitest.json')
  const unitOk = run('Tests unitaires, composants et serveur', 'vitest/vitest.mjs', [
    'run',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${unit}`,
  ])
  counts.push(counted(unit, unitOk, vitest))

  try {
    build()
    counts.push(one(true))
  } catch (error) {
    console.error(error)
    counts.push(one(false))
  }

  if (chromium) {
    const e2e = join(reports, 'playwright.json')
    const e2eOk = run('Tests de bout en bout', '@playwright/test/cli.js', ['test', '--reporter=line,json'], {
      CHROMIUM: chromium,
      PLAYWRIGHT_JSON_OUTPUT_NAME: e2e,
    })
    counts.push(counted(e2e, e2eOk, playwright))
  }
  rmSync(reports, { recursive: true, force: true })

  const passed = counts.reduce((sum, count) => sum + count.passed, 0)
  const failed = counts.reduce((sum, count) => sum + count.failed, 0)
  console.log(`\n${passed} passed, ${failed} failed`)
  process.exitCode = failed === 0 ? 0 : 1
}
