// Runs histories from the command line: node test/sync/simulate.ts --histories 2000 --seed 1 [--mutant name]
// Prints the seed of the first one that breaks a promise, and ends with 1; with --all goes on, and prints each. --minutes M: no longer than that.
import { parseArgs } from 'node:util'
import { printResult } from '../torture/result.ts'
import { plantMutant } from './mutants.ts'

const { values } = parseArgs({
  options: {
    histories: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    mutant: { type: 'string' },
    all: { type: 'boolean', default: false },
    minutes: { type: 'string', default: 'Infinity' },
  },
})
// Before anything of the product is loaded.
if (values.mutant) plantMutant(values.mutant)
const { runHistory } = await import('./simulator.ts')

const first = Number(values.seed)
const count = Number(values.histories)
const began = performance.now()
const seconds = (): number => Math.round((performance.now() - began) / 100) / 10
const sum: Record<string, number> = {}
const kinds: Record<string, number> = {}
const broken: number[] = []
const add = (to: Record<string, number>, name: string, value: number): void => {
  to[name] = (to[name] ?? 0) + value
}
/** what kind of promise a complaint is about */
const complaints = { lost: 0, doubled: 0, stuck: 0, other: 0 }
const kindOf = (complaint: string): keyof typeof complaints => {
  const [head = ''] = complaint.split('\n')
  if (/still owes|cannot finish/.test(head)) return 'stuck'
  if (/came back|twice|altered|nobody wrote/.test(head)) return 'doubled'
  return /lost|never arrived|acknowledged and|does not hold|lacks/.test(head) ? 'lost' : 'other'
}

let ran = 0
for (; ran < count && seconds() < Number(values.minutes) * 60; ran++) {
  try {
    const { kinds: made, ...tally } = await runHistory(first + ran)
    for (const [name, value] of Object.entries(tally)) add(sum, name, value)
    for (const [name, value] of Object.entries(made)) add(kinds, name, value)
  } catch (error) {
    console.log(`red after ${ran + 1} histories`)
    console.log(error instanceof Error ? (error.stack ?? error.message) : error)
    if (!values.all) process.exit(1)
    broken.push(first + ran)
    complaints[kindOf(String(error))]++
  }
  if ((ran + 1) % 5_000 === 0) console.log(`  ${ran + 1} histories, ${sum.steps} steps, ${sum.faults} faults, ${seconds()} s`)
}
console.log(`faults: ${JSON.stringify(kinds)}`)
printResult({
  faults: sum.faults ?? 0,
  acknowledged: sum.acknowledged ?? 0,
  ...complaints,
  seeds: `${first}…${first + ran - 1}${broken.length > 0 ? `, broken: ${broken.join(' ')}` : ''}`,
  detail: `${ran} histories, ${sum.steps ?? 0} steps`,
})
if (broken.length === 0) console.log(`green: ${ran} histories from seed ${first} in ${seconds()} s; ${JSON.stringify(sum)}`)
process.exit(broken.length === 0 ? 0 : 1)
