// A real server killed again and again under real devices and a hostile wire:
// node test/torture/server.ts --engine sqlite|postgres --kills 100 [--seed S] [--minutes M] [--mutant name]
// Storms of kills alternate with calm, in which everything is checked: what was answered is there once, every device
// shows what the model says, nothing is owed, nobody was sent what they may not read. The server comes back from an
// older backup now and then.
import { parseArgs } from 'node:util'
import { canonical, type Json } from '../../src/domain/json.ts'
import { type Registers, unpack } from '../../src/domain/register.ts'
import { randomFrom } from '../sync/random.ts'
import { type Backend, postgresBackend, sqliteBackend } from './backends.ts'
import { createFleet, type Fleet } from './fleet.ts'
import { createProxy, type HostileWire } from './proxy.ts'
import { printResult, type Result } from './result.ts'
import { type ServerProcess, startProcess } from './server-process.ts'

const KILLS_PER_STORM = 25
/** Storms between two backups, and between two returns to the last one. */
const STORMS = { copy: 2, restore: 5 }
/** PostgreSQL itself is stopped short after so many kills. */
const KILLS_PER_CRASH = 25
/** A device that cannot finish a round in so long, on a good wire, is stuck, ms. */
const CALM_WITHIN = 120_000
/** A kill waits for the new server to have answered a few pushes, but not for ever, ms. */
const AT_WORK_WITHIN = 3_000
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

export interface Options {
  backend: Backend
  kills: number
  seed: number
  /** no new storm after so many */
  minutes?: number
  env?: NodeJS.ProcessEnv
  tell?: (line: string) => void
}

interface Broken {
  lost: string[]
  doubled: string[]
  stuck: string[]
  other: string[]
}

/** Runs the storms; what was broken is in the result, and told. The backend is removed by the caller. */
export async function tortureServer({ backend, kills, seed, minutes = Number.POSITIVE_INFINITY, env = {}, tell = () => undefined }: Options): Promise<Result> {
  const random = randomFrom(seed)
  const servers: ServerProcess[] = []
  const proxy = await createProxy(random, () => (servers.length > 0 ? random.pick(servers).port : 1))
  const fleet = await createFleet(backend, random, proxy.url)
  const broken: Broken = { lost: [], doubled: [], stuck: [], other: [] }
  const start = async (): Promise<ServerProcess> => await startProcess({ ...backend.env, ...env })
  const told = { lost: 0, doubled: 0, stuck: 0, other: 0 }
  let made = 0
  let crashes = 0
  let restores = 0
  let acknowledged = 0
  let lenient = false

  try {
    for (let i = 0; i < backend.processes; i++) servers.push(await start())
    const end = Date.now() + minutes * 60_000
    for (let storm = 1; made < kills && Date.now() < end; storm++) {
      await calm(fleet, proxy, broken)
      await fleet.newFiche()
      await calm(fleet, proxy, broken)
      const wanted = Math.min(KILLS_PER_STORM, kills - made)
      let over = false
      proxy.hostile = true
      fleet.patience = 400
      const lives = fleet.devices.map(async (device) => {
        while (!over) {
          await fleet.live(device)
          await pause(random.below(60))
        }
      })
      const copyAt = storm % STORMS.copy === 1 && backend.name === 'SQLite' ? made + Math.ceil(wanted / 2) : -1
      for (const until = made + wanted; made < until; ) {
        await atWork(fleet)
        await pause(random.below(130))
        const victim = made % servers.length
        const answered = new Map(fleet.answered)
        await servers[victim]?.kill()
        servers[victim] = await start()
        made++
        await checkAnswered(backend, answered, broken)
        if (made === copyAt) await backend.copy(false)
        if (backend.crash && made % KILLS_PER_CRASH === 0) {
          await backend.crash()
          crashes++
        }
      }
      over = true
      await Promise.all(lives)
      await calm(fleet, proxy, broken)
      await check(backend, fleet, broken, lenient)
      const isLast = made >= kills || Date.now() >= end
      const restored = storm % STORMS.restore === 0 && backend.hasCopy() && !isLast
      const copies = storm % STORMS.copy === 1 && backend.name === 'PostgreSQL'
      if (restored || copies) {
        for (const server of servers.splice(0)) if ((await server.stop()) !== 0) broken.other.push('the server did not end in order')
        if (copies) await backend.copy(true)
        if (restored) {
          acknowledged += fleet.acknowledged.size
          await backend.restore()
          restores++
          // What the server answered before is judged by what is shown from here on; a replaced value may be back.
          fleet.acknowledged.clear()
          fleet.answered.clear()
          lenient = true
        }
        for (let i = 0; i < backend.processes; i++) servers.push(await start())
        await calm(fleet, proxy, broken)
        await check(backend, fleet, broken, lenient)
      }
      for (const [kind, list] of Object.entries(broken)) for (const what of list.slice(told[kind as keyof Broken]).slice(0, 5)) tell(`${kind}: ${what}`)
      for (const kind of Object.keys(told) as (keyof Broken)[]) told[kind] = broken[kind].length
      const counts = Object.entries(broken).map(([kind, list]) => `${list.length} ${kind}`)
      tell(`  ${made} kills, ${crashes} stops of the database, ${restores} backups put back, ${faultsOf(proxy)} faults of the wire, ${fleet.acknowledged.size + acknowledged} operations; ${counts.join(', ')}`)
    }
    for (const server of servers.splice(0)) if ((await server.stop()) !== 0) broken.other.push('the server did not end in order')
  } finally {
    for (const server of servers) await server.kill()
    await proxy.close()
  }
  broken.other.push(...fleet.leaks)
  for (const what of fleet.leaks.slice(0, 5)) tell(`other: ${what}`)
  tell(`  wire: ${JSON.stringify(Object.fromEntries(proxy.fates))}, no server there: ${proxy.away}`)
  return {
    faults: made + crashes + restores + fleet.crashes + faultsOf(proxy),
    acknowledged: acknowledged + fleet.acknowledged.size,
    lost: broken.lost.length,
    doubled: broken.doubled.length,
    stuck: broken.stuck.length,
    other: broken.other.length,
    seeds: String(seed),
    detail: `${made} SIGKILLs, ${crashes} stops of the database, ${restores} backups put back, ${fleet.crashes} devices stopped, ${faultsOf(proxy)} faults of the wire`,
  }
}

const faultsOf = (proxy: HostileWire): number => [...proxy.fates].reduce((sum, [fate, count]) => sum + (fate === 'passes' ? 0 : count), 0)

/** The wire is good again: every device sends what it owes and receives what the others sent. */
async function calm(fleet: Fleet, proxy: HostileWire, broken: Broken): Promise<void> {
  proxy.hostile = false
  fleet.patience = 30_000
  for (const device of fleet.devices) device.editor = null
  const owes = (): boolean => fleet.devices.some((device) => device.store.disk.out.size > 0)
  const began = Date.now()
  for (let last = false; !last; ) {
    // The last cycle is one that began with nothing owed: everybody then receives what the others sent before.
    last = !owes()
    const results = await Promise.all(fleet.devices.map((device) => fleet.round(device)))
    if (results.every((result) => result.ok)) continue
    last = false
    if (Date.now() - began > CALM_WITHIN) {
      for (const [i, result] of results.entries()) if (!result.ok) broken.stuck.push(`${fleet.devices[i]?.name} cannot finish a round: ${result.reason}`)
      break
    }
    // What the wire kept back may still arrive, and be answered by a server that is starting.
    await pause(200)
  }
  for (const device of fleet.devices) {
    const owed = device.store.disk.out.size
    if (owed > 0) broken.stuck.push(`${device.name} still owes ${owed} operations`)
  }
}

/** Some pushes were answered since: a server that nobody has reached yet has nothing to lose. */
async function atWork(fleet: Fleet): Promise<void> {
  const before = fleet.pushes
  const end = Date.now() + AT_WORK_WITHIN
  while (fleet.pushes < before + 2 && Date.now() < end) await pause(5)
}

/** What was answered before the kill is in the database as the next server found it. */
async function checkAnswered(backend: Backend, answered: Map<string, number>, broken: Broken): Promise<void> {
  const rows = await backend.look('select id, last from replica')
  const last = new Map(rows.map((row) => [row.id, Number(row.last)]))
  for (const [replica, n] of answered) {
    const held = last.get(replica) ?? 0
    if (held < n) broken.lost.push(`${replica} was answered up to ${n} before a kill, and is there up to ${held} after`)
  }
}

const plain = (registers: Registers): string =>
  canonical(Object.fromEntries(Object.entries(registers).sort(([a], [b]) => (a < b ? -1 : 1))) as unknown as Json)

async function check(backend: Backend, fleet: Fleet, broken: Broken, lenient: boolean): Promise<void> {
  const log = await backend.look('select replica, n, h from oplog')
  const held = new Map<string, string[]>()
  for (const row of log) held.set(`${row.replica}.${row.n}`, [...(held.get(`${row.replica}.${row.n}`) ?? []), String(row.h)])
  for (const [id, h] of fleet.acknowledged) {
    const found = held.get(id) ?? []
    if (!found.includes(h)) broken.lost.push(`${id} was answered and is not in the log`)
  }
  for (const [id, found] of held) if (found.length > 1) broken.doubled.push(`${id} is in the log ${found.length} times`)

  const server = new Map((await backend.look('select id, state from doc')).map((row) => [String(row.id), unpack(JSON.parse(String(row.state)))]))
  const docs = new Set([...fleet.fiches, ...fleet.notes.keys()].slice(-400))
  for (const doc of docs) {
    const registers = server.get(doc)
    // Written, and never sent because its author's device was stopped in the middle of making it: then nobody knows it.
    if (!registers) {
      if (fleet.devices.some((device) => device.store.disk.docs.has(doc)) || fleet.model.all().some((written) => written.doc === doc)) broken.lost.push(`${doc} never arrived`)
      continue
    }
    for (const complaint of fleet.model.judge(doc, registers, lenient)) {
      const list = /: lost /.test(complaint) ? broken.lost : /: (came back|nobody wrote|altered)/.test(complaint) ? broken.doubled : broken.other
      list.push(complaint)
    }
    for (const device of fleet.devices) {
      const isHere = device.store.disk.docs.has(doc)
      const expected = fleet.mayRead(device.personne, doc)
      if (isHere !== expected) (expected ? broken.lost : broken.other).push(`${device.name} ${expected ? 'lacks' : 'holds'} ${doc}`)
      else if (isHere && plain(fleet.shown(device, doc)) !== plain(registers)) broken.other.push(`${device.name} shows ${doc} otherwise than the server has it`)
    }
  }
  for (const device of fleet.devices) if (device.store.disk.rejected.size > 0) broken.other.push(`${device.name} was refused ${JSON.stringify([...device.store.disk.rejected.values()][0])}`)
}

if (import.meta.main) {
  // Ended from outside, it leaves no server behind.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
  const { values } = parseArgs({
    options: {
      engine: { type: 'string', default: 'sqlite' },
      kills: { type: 'string', default: '100' },
      seed: { type: 'string', default: '1' },
      minutes: { type: 'string', default: 'Infinity' },
      mutant: { type: 'string' },
    },
  })
  const backend = values.engine === 'postgres' ? await postgresBackend() : sqliteBackend()
  try {
    const result = await tortureServer({
      backend,
      kills: Number(values.kills),
      seed: Number(values.seed),
      minutes: Number(values.minutes),
      env: values.mutant ? { MUTANT: values.mutant } : {},
      tell: console.log,
    })
    printResult(result)
    process.exitCode = result.lost + result.doubled + result.stuck + result.other === 0 ? 0 : 1
  } finally {
    await backend.remove()
  }
  process.exit()
}
