// The tests of the tests: each mistake planted in the shipped source turns the simulator red, for a broken promise and
// not for an error of the planting.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { mutants } from './mutants.ts'

const run = promisify(execFile)

async function simulate(mutant: string): Promise<string> {
  const args = ['test/sync/simulate.ts', '--histories', '2000', '--seed', '9001', '--mutant', mutant]
  try {
    return (await run(process.execPath, args, { maxBuffer: 1e8 })).stdout
  } catch (error) {
    return (error as { stdout: string }).stdout
  }
}

describe('within 2,000 histories it is seen that', () => {
  test.concurrent.each(Object.keys(mutants))('%s', async (mutant) => {
    expect(await simulate(mutant)).toMatch(/^red after \d+ histories\nError: seed \d+: /)
  })
})

test('a mutant whose text is gone from the source fails loudly', async () => {
  const { plantMutant } = await import('./mutants.ts')
  expect(() => plantMutant('no such mistake')).toThrow('no mutant is called')
})
