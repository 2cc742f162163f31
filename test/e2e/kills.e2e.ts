// The torture of test/torture at the size of every test run; `npm run torture` does more. The browser is killed while
// somebody types, and its own log is torn as a kill inside a write tears it: what was shown as kept is there again.
import { resolve } from 'node:path'
import { tortureApp } from '../torture/app.ts'
import { tornRecord } from '../torture/faults.ts'
import { serveTorture } from '../torture/site.ts'
import { expect, test } from './support.ts'

const KILLS = 12

test(`nothing shown as kept is lost in ${KILLS} kills of the browser while somebody types`, async () => {
  test.setTimeout(240_000)
  const report = await tortureApp(KILLS, resolve(import.meta.dirname, '../../dist'), () => undefined)
  console.log(`kills: ${JSON.stringify(report)}`)
  expect(report).toMatchObject({ kills: KILLS, lost: 0, charactersLost: 0 })
  expect(report.acknowledged).toBeGreaterThan(KILLS)
  expect(report.torn).toBeGreaterThan(0)
})

test('fifty notes, wiped by the browser after a torn record, are all back and announced', async () => {
  const site = await serveTorture()
  try {
    const { ok, detail } = await tornRecord(site)
    console.log(`torn record: ${detail}`)
    expect(ok, detail).toBe(true)
  } finally {
    await site.close()
  }
})
