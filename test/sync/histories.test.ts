// The property of sync: after any history every device shows exactly what the model allows, nothing is lost, nothing
// is owed. In processes of their own, which run the shipped source as it is.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const run = promisify(execFile)
const simulate = async (args: string[]) => {
  try {
    return (await run(process.execPath, ['test/sync/simulate.ts', ...args], { maxBuffer: 1e8 })).stdout
  } catch (error) {
    return (error as { stdout: string }).stdout
  }
}

test.concurrent('keeps every version through 1,000 random histories', async () => {
  expect(await simulate(['--histories', '1000', '--seed', '1'])).toMatch(/^green: 1000 histories/)
})

test.concurrent('keeps every version through 1,000 others', async () => {
  expect(await simulate(['--histories', '1000', '--seed', '50001'])).toMatch(/^green: 1000 histories/)
})
