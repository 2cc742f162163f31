// The tests of the tests of the device: each mistake planted turns a test red that is named beside it.
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { storeMutants } from './mutants.ts'

const run = promisify(execFile)

interface Report {
  testResults: { assertionResults: { status: string; fullName: string }[] }[]
}

/** The names of the tests that fail with this mistake. */
async function failing(mutant: string): Promise<string[]> {
  const { test: file } = storeMutants[mutant] ?? { test: '' }
  const folder = mkdtempSync(join(tmpdir(), 'carnet-mutant-'))
  const output = join(folder, 'report.json')
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/store/mutants.config.ts', '--reporter=json', `--outputFile=${output}`, file]
  try {
    await run(process.execPath, args, { maxBuffer: 1e8, env: { ...process.env, MUTANT: mutant } }).catch(() => undefined) // red is what is wanted
    const { testResults } = JSON.parse(readFileSync(output, 'utf8')) as Report
    return testResults.flatMap(({ assertionResults }) =>
      assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

test.concurrent.each(Object.entries(storeMutants))('%s: seen', async (mutant, { seenBy }) => {
  expect(await failing(mutant)).toContainEqual(expect.stringContaining(seenBy))
})
