// Random histories of the real engine and the real server, and what must hold once everything is calm again: every
// device shows exactly what the model allows, no version is lost, nothing is owed, nothing was applied twice.
import type { DocId } from '../../src/domain/id.ts'
import { canonical, type Json } from '../../src/domain/json.ts'
import { type Registers, unpack } from '../../src/domain/register.ts'
import { acceptedTimes, step } from './steps.ts'
import { createWorld, type Device, mayRead, runRound, type World } from './world.ts'

interface Tally {
  steps: number
  writes: number
  refused: number
  conflicts: number
  merges: number
  forks: number
  restores: number
  /** operations answered by the server, and faults made, in all and each kind */
  acknowledged: number
  faults: number
  kinds: Record<string, number>
}

/**
 * Runs one history.
 * @throws when the engine or the server broke a promise; the message bears the seed and the steps
 */
export async function runHistory(seed: number): Promise<Tally> {
  const world = await createWorld(seed)
  let depth = 0
  world.interlude = async (device) => {
    if (depth > 1 || !world.random.chance(0.3)) return
    depth++
    await step(world, device)
    depth--
  }
  // Now and then a long one: what was put right is put right again, and again.
  const steps = 5 + world.random.below(world.random.chance(0.1) ? 200 : 40)
  for (let i = 0; i < steps; i++) await step(world, null)
  await heal(world)
  const kinds = Object.fromEntries(world.faults)
  return {
    ...check(world),
    steps: world.steps,
    acknowledged: world.acknowledged.size,
    faults: Object.values(kinds).reduce((sum, count) => sum + count, 0),
    kinds,
  }
}

async function heal(world: World): Promise<void> {
  world.hostile = false
  for (const device of world.devices) {
    device.editor = null
    device.store.before = () => {}
  }
  // Once to send everything, once to receive what the others sent; more when a restored server is filled again.
  for (let cycle = 0; cycle < 5; cycle++) {
    for (const device of world.devices) {
      const result = await runRound(world, device)
      if (!result?.ok) world.fail(`${device.name} cannot finish a round: ${JSON.stringify(result)}`)
    }
    if (cycle > 0 && world.devices.every((device) => device.store.disk.out.size === 0)) break
  }
  for (const device of world.devices) await runRound(world, device)
}

const plain = (registers: Registers): string =>
  canonical(Object.fromEntries(Object.entries(registers).sort(([a], [b]) => (a < b ? -1 : 1))) as unknown as Json)

function check(world: World): Omit<Tally, 'steps' | 'acknowledged' | 'faults' | 'kinds'> {
  const server = world.server()
  judgeWrites(world)
  const tally = { writes: 0, refused: 0, conflicts: 0, merges: 0, forks: 0, restores: world.restored ? 1 : 0 }
  for (const [id, doc] of server) {
    if (doc.erased || world.erased.has(id)) continue
    const complaints = world.model.judge(id, doc.registers, world.restored)
    if (complaints[0]) world.fail(complaints.join('\n'))
    for (const heads of Object.values(doc.registers)) {
      if (heads.length > 1) tally.conflicts++
      if (heads.some((head) => head.a)) tally.merges++
    }
  }
  for (const device of world.devices) checkDevice(world, device, server)
  if (!world.restored) checkAcknowledged(world)
  for (const written of world.model.all()) {
    tally.writes++
    if (written.refused) tally.refused++
    // Of a document that the server does not have, everything was refused or destroyed.
    const { doc, path, t, refused, destroyed, absorbed } = written
    if (!server.has(doc) && !refused && !destroyed && !absorbed && !world.erased.has(doc) && !world.restored) world.fail(`${doc} ${path} written at ${t} never arrived`)
  }
  tally.forks = world.devices.filter((device) => Object.keys(device.store.disk.meta.aliases ?? {}).length > 0).length
  return tally
}

/** Which writes were not accepted: they must be in the list of their author, on each of the author's devices. */
function judgeWrites(world: World): void {
  const accepted = acceptedTimes(world)
  const rows = world.database.raw.prepare("select seq, personne, doc, device_time, body from oplog where network = ? and verdict <> 'ok'").all(world.network)
  const refused = rows as { personne: string; doc: DocId; device_time: number; body: string }[]
  const held = world.devices.flatMap(({ store }) => [...store.disk.rejected.values()].map(({ d, s, t }) => ({ d, s, t })))
  for (const written of world.model.all()) {
    const { doc, path, t, value } = written
    const isHere = accepted.has(`${doc} ${path} ${t}`)
    written.accepted ||= isHere
    if (isHere || written.destroyed) continue
    const isValue = (given: Json | undefined) =>
      given !== undefined && (canonical(given) === canonical(value) || (Array.isArray(given) && given.some((one) => canonical(one) === canonical(value))))
    written.refused =
      refused.some((row) => row.doc === doc && row.device_time === t) || held.some((row) => row.d === doc && (row.t === t || isValue(row.s[path])))
  }
  for (const device of world.devices) {
    for (const { d, s } of device.store.disk.rejected.values()) {
      if (world.server().get(d)?.erased && Object.keys(s).length > 0) world.fail(`${device.name} keeps what was erased: ${JSON.stringify(s)}`)
    }
    const owed = refused.filter((row) => row.personne === device.personne)
    const list = [...device.store.disk.rejected.values()]
    for (const row of owed) {
      const { s } = JSON.parse(row.body) as { s: Json }
      // A copy from before an erasure has the content again; the device has not (the erasure is to be made again).
      if (world.restored && world.erased.has(row.doc)) continue
      if (!list.some((one) => one.d === row.doc && one.t === row.device_time && canonical(one.s) === canonical(s))) {
        world.fail(`${device.name} is not told of what was refused: ${JSON.stringify(row)} but of ${JSON.stringify(list)}, ${JSON.stringify(device.store.disk.meta)}`)
      }
    }
  }
}

function checkDevice(world: World, device: Device, server: ReturnType<World['server']>): void {
  const { disk } = device.store
  if (disk.out.size > 0) world.fail(`${device.name} still owes ${JSON.stringify([...disk.out.values()])}`)
  for (const [id, doc] of server) {
    const row = disk.docs.get(id)
    const expected = mayRead(server, device.personne, id)
    if (expected !== (row !== undefined)) world.fail(`${device.name} ${expected ? 'lacks' : 'still holds'} ${id}`)
    if (!row) continue
    if (plain(unpack(row.shown)) !== plain(doc.registers)) {
      world.fail(`${device.name} shows ${id} as ${plain(unpack(row.shown))}\nthe server has ${plain(doc.registers)}`)
    }
  }
  for (const id of disk.docs.keys()) if (!server.has(id)) world.fail(`${device.name} holds ${id}, unknown to the server`)
}

/** Every operation acknowledged is in the server's log, once, as it was sent. */
function checkAcknowledged(world: World): void {
  const rows = world.database.raw.prepare('select replica, n, h from oplog where network = ?').all(world.network)
  const log = new Map((rows as { replica: string; n: number; h: string }[]).map((row) => [`${row.replica}.${row.n}`, row.h]))
  if (log.size !== rows.length) world.fail('an operation is in the log twice')
  for (const [id, h] of world.acknowledged) if (log.get(id) !== h) world.fail(`${id} was acknowledged and is not in the log`)
}

