// Runs histories from the command line: node test/sync/simulate.ts --histories 2000 --seed 1 [--mutant name]
// Prints the seed of the first one that breaks a promise, and ends with 1.
import { parseArgs } from 'node:util'
import { plantMutant } from './mutants.ts'

const { values } = parseArgs({
  options: {
    histories: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    mutant: { type: 'string' },
  },
})
// Before anything of the product is loaded.
if (values.mutant) plantMutant(values.mutant)
const { runHistory } = await import('./simulator.ts')

const first = Number(values.seed)
const count = Number(values.histories)
const began = performance.now()
const sum: Record<string, number> = {}
for (let i = 0; i < count; i++) {
  try {
    for (const [name, value] of Object.entries(await runHistory(first + i))) sum[name] = (sum[name] ?? 0) + value
  } catch (error) {
    console.log(`red after ${i + 1} histories`)
    console.log(error instanceof Error ? (error.stack ?? error.message) : error)
    process.exit(1)
  }
}
console.log(`green: ${count} histories from seed ${first} in ${Math.round((performance.now() - began) / 100) / 10} s; ${JSON.stringify(sum)}`)
process.exit(0)
