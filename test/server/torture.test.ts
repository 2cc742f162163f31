// The torture of a real server at the size of every test run; `npm run torture` does more. Killed under real devices and
// a hostile wire, it loses nothing; and a server that answers before it has committed is seen to.
import { expect, onTestFinished, test } from 'vitest'
import { onPostgres } from '../support/engine.ts'
import { serverMutants } from '../sync/mutants.ts'
import { postgresBackend, sqliteBackend } from '../torture/backends.ts'
import { tortureServer } from '../torture/server.ts'

const KILLS = 8

async function torture(env: NodeJS.ProcessEnv = {}) {
  const backend = onPostgres ? await postgresBackend() : sqliteBackend()
  onTestFinished(() => backend.remove())
  const said: string[] = []
  const result = await tortureServer({ backend, kills: KILLS, seed: 7, env, tell: (line) => said.push(line) })
  return { result, said: said.join('\n') }
}

test(`${KILLS} times killed under a hostile wire, nothing is lost, doubled or stuck`, { timeout: 120_000 }, async () => {
  const { result, said } = await torture()
  expect(result, said).toMatchObject({ lost: 0, doubled: 0, stuck: 0, other: 0 })
  expect(result.faults).toBeGreaterThan(KILLS * 5)
  expect(result.acknowledged).toBeGreaterThan(KILLS * 5)
})

test.each(Object.keys(serverMutants))('%s: seen', { timeout: 120_000 }, async (mutant) => {
  const { result } = await torture({ MUTANT: mutant })
  expect(result.lost).toBeGreaterThan(0)
})
