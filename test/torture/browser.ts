// The torture of the store in a real Chromium: node test/torture/browser.ts --kills 300
import { parseArgs } from 'node:util'
import { cleared, type FaultReport, quota, rendererCrash, tornRecord, twoTabs } from './faults.ts'
import { torture } from './kills.ts'
import { serveTorture } from './site.ts'

/** Runs everything; prints one table; false when something was lost. */
export async function run(args: string[]): Promise<boolean> {
  const { values } = parseArgs({ args, options: { kills: { type: 'string', default: '60' }, quiet: { type: 'boolean', default: false } } })
  const site = await serveTorture()
  try {
    const faults: FaultReport[] = []
    for (const fault of [tornRecord, rendererCrash, quota, cleared, twoTabs]) faults.push(await fault(site))
    const kills = await torture(site, Number(values.kills), values.quiet ? () => undefined : console.log)
    console.table(faults.map(({ name, ok, detail }) => ({ fault: name, result: ok ? 'ok' : 'FAILED', detail })))
    console.table([kills])
    return faults.every((fault) => fault.ok) && kills.lost === 0
  } finally {
    await site.close()
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

if (import.meta.main) process.exitCode = (await run(process.argv.slice(2))) ? 0 : 1
