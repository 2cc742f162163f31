// The property of sync: after any history every device shows exactly what the model allows, nothing is lost, nothing
// is owed. In processes of their own, which run the shipped source as it is.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { onPostgres } from '../support/engine.ts'
import { seeds } from './seeds.ts'

const run = promisify(execFile)
const simulate = async (args: string[]) => {
  try {
    // Ended with the test, should the machine be too slow for it.
    return (await run(process.execPath, ['test/sync/simulate.ts', ...args], { maxBuffer: 1e8, timeout: 300_000 })).stdout
  } catch (error) {
    return (error as { stdout: string }).stdout
  }
}

// A history asks PostgreSQL a few hundred times, over a connection.
const COUNT = onPostgres ? '50' : '600'

test.concurrent(`keeps every version through ${COUNT} random histories`, { timeout: 310_000 }, async () => {
  expect(await simulate(['--histories', COUNT, '--seed', '1'])).toMatch(/^green: \d+ histories/m)
})

test.concurrent(`keeps every version through ${COUNT} others`, { timeout: 310_000 }, async () => {
  expect(await simulate(['--histories', COUNT, '--seed', '50001'])).toMatch(/^green: \d+ histories/m)
})

test.concurrent.each(Object.entries(seeds))('%s, which was red: %s', async (seed) => {
  expect(await simulate(['--histories', '1', '--seed', seed])).toMatch(/^green: 1 histories/m)
})
