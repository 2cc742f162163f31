// The torture of the store in a real Chromium: node test/torture/browser.ts --kills 300
// With --app, the kills are those of the built app (in dist) with its server dead.
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { tortureApp } from './app.ts'
import { cleared, type FaultReport, quota, rendererCrash, tornRecord, twoTabs } from './faults.ts'
import { type KillReport, torture } from './kills.ts'
import { printResult, type Result } from './result.ts'
import { serveTorture } from './site.ts'

/** Runs everything; prints one table; false when something was lost. */
export async function run(args: string[]): Promise<boolean> {
  const { values } = parseArgs({
    args,
    options: { kills: { type: 'string', default: '60' }, minutes: { type: 'string', default: 'Infinity' }, app: { type: 'boolean', default: false }, quiet: { type: 'boolean', default: false } },
  })
  const tell = values.quiet ? () => undefined : console.log
  if (values.app) {
    const report = await tortureApp(Number(values.kills), join(import.meta.dirname, '..', '..', 'dist'), tell, Number(values.minutes))
    console.table([report])
    printResult(resultOf(report, report.kills + report.torn))
    return report.lost === 0
  }
  const site = await serveTorture()
  try {
    const faults: FaultReport[] = []
    for (const fault of [tornRecord, rendererCrash, quota, cleared, twoTabs]) faults.push(await fault(site))
    const kills = await torture(site, Number(values.kills), tell)
    console.table(faults.map(({ name, ok, detail }) => ({ fault: name, result: ok ? 'ok' : 'FAILED', detail })))
    console.table([kills])
    const result = resultOf(kills, kills.kills + kills.torn + faults.length)
    printResult({ ...result, other: faults.filter((fault) => !fault.ok).length })
    return faults.every((fault) => fault.ok) && kills.lost === 0
  } finally {
    await site.close()
  }
}

const resultOf = ({ acknowledged, lost, charactersLost, kills, torn, wipes }: KillReport, faults: number): Result => ({
  faults,
  acknowledged,
  lost,
  doubled: 0,
  stuck: 0,
  other: 0,
  seeds: '',
  detail: `${kills} SIGKILLs, ${torn} torn records, ${wipes} databases wiped by the browser, ${charactersLost} characters lost`,
})

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

if (import.meta.main) process.exitCode = (await run(process.argv.slice(2))) ? 0 : 1
