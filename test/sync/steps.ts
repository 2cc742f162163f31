// What may happen in a history, one step at a time.
import { type DocId, newDocId, type OpId, type Path, type PersonneId } from '../../src/domain/id.ts'
import { canonical, type Json } from '../../src/domain/json.ts'
import { sentences } from '../../src/domain/merge.ts'
import { headsOf, type Registers, shownValue, unpack, versionsOf } from '../../src/domain/register.ts'
import { writeChange } from '../../src/store/write.ts'
import { copyDisk, emptyDisk } from './memory-store.ts'
import type { Written } from './model.ts'
import { addDevice, Crash, type Device, FICHE, IMMERSION, PEOPLE, pushToServer, record, runRound, type World } from './world.ts'

const at = (path: string): Path => path as Path

/** Changes registers of a document on this device, as a screen does, and tells the model. Gives the operation. */
async function write(
  world: World,
  device: Device,
  doc: DocId,
  set: Record<Path, { value: Json; token: string }>,
  base: Record<Path, OpId[]>,
  seen: Record<Path, Set<Written>>,
  t: number,
): Promise<{ id: OpId; written: Written[] }> {
  const values = Object.fromEntries(Object.entries(set).map(([path, { value }]) => [path, value]))
  const last = [...device.store.disk.out.values()].sort((a, b) => a.n - b.n).at(-1)
  const row = await device.store.transact((tx) => writeChange(tx, doc, { set: values, base }, t))
  device.edits++
  // One screen at a time has a register open on a device (a lock sees to it): it shows what was written elsewhere.
  if (device.editor?.doc === doc && device.editor.path in set) device.editor = null
  const written = Object.entries(set).map(([path, { value, token }]) =>
    world.model.write({ doc, path: path as Path, t, value, token, seen: seen[path as Path] ?? new Set() }),
  )
  // Two devices with the same name wrote here under the same number: an old screen may mean either, and keeps both.
  for (const mine of written) {
    for (const other of world.model.at(doc, mine.path)) {
      if (other !== mine && !other.absorbed && other.name === row.id && last?.id !== row.id) mine.copied = other.copied = true
    }
    mine.name = row.id
  }
  if (last?.id === row.id) {
    for (const mine of written) {
      const draft = world.model.byTime(doc, mine.path, last.t)
      if (!draft) continue
      draft.absorbed = true
      for (const former of draft.seen) {
        if (!mine.seen.has(former) && draft.alike.has(former)) mine.alike.add(former)
        else if (!draft.alike.has(former)) mine.alike.delete(former)
        mine.seen.add(former)
      }
    }
  }
  const shown = shownOf(device, doc)
  for (const { path, value } of written) {
    const visible = versionsOf(shown, path).some((head) => canonical(head.v) === canonical(value))
    if (!visible) world.fail(`${device.name}: wrote ${JSON.stringify(value)} and does not see it`)
  }
  world.trace.push(`${device.name} ${row.id} writes ${doc} ${JSON.stringify(values)} over ${JSON.stringify(row.b)}`)
  return { id: row.id, written }
}

function shownOf(device: Device, doc: DocId): Registers {
  const row = device.store.disk.docs.get(doc)
  return row ? unpack(row.shown) : unpack({ id: doc, o: [], f: {} })
}

/** A register that a person would open on this device, with a new value for what is on screen. */
function target(world: World, device: Device): { doc: DocId; path: Path } | null {
  const { random } = world
  const docs = [...device.store.disk.docs.values()].filter((row) => row.kind && row.kind !== 'personne' && row.kind !== 'complement')
  if (docs.length === 0) return null
  const known = docs.find((row) => row.id === FICHE)
  const row = known && random.chance(0.7) ? known : random.pick(docs)
  if (row.kind === 'immersion') return { doc: row.id, path: at(random.chance(0.4) ? 'accueilli' : 'titre') }
  if (row.gabarit === 'carnet-notes') return { doc: row.id, path: at(random.pick(['texte', 'texte', 'visibilite'])) }
  return { doc: row.id, path: at(random.pick(['choix', 'choix', 'texte', 'texte', 'liste', '$deleted', 'actions/r1', 'actions/r1/quoi'])) }
}

/** A new value for the register, made from what is on screen, and what of it can be found again once merged. */
function valueFor(world: World, path: Path, shown: Json, t: number): { value: Json; token: string } {
  const { random } = world
  const token = `<${t}>`
  switch (path) {
    case 'texte': {
      const held = typeof shown === 'string' ? sentences(shown) : []
      const mine = `Phrase ${token}. `
      if (held.length === 0 || random.chance(0.15)) return { value: mine, token }
      const i = random.below(held.length)
      const kind = random.below(3)
      if (kind === 0) held[i] = mine
      else held.splice(kind === 1 ? held.length : i, 0, mine)
      return { value: held.join(''), token }
    }
    case 'liste':
    case 'accueilli': {
      const held = Array.isArray(shown) ? shown.filter((item): item is string => typeof item === 'string') : []
      const people = path === 'accueilli' ? PEOPLE.filter(() => random.chance(0.7)) : []
      const kept = held.filter((item) => !PEOPLE.includes(item as PersonneId) && random.chance(0.8))
      return { value: [...people, ...kept, token], token }
    }
    case 'visibilite':
      return { value: random.chance(0.7) ? 'partagee' : 'privee', token }
    case '$deleted':
      return { value: random.chance(0.5) ? { par: token } : null, token }
    case 'actions/r1':
      return { value: random.chance(0.6) ? { pos: token } : null, token }
    default:
      return { value: token, token }
  }
}

function open(world: World, device: Device): void {
  const found = target(world, device)
  if (!found) return
  const shown = shownOf(device, found.doc)
  device.editor = {
    ...found,
    base: headsOf(shown, found.path),
    seen: world.model.onScreen(found.doc, found.path, shown[found.path] ?? []),
    value: shownValue(shown, found.path),
  }
}

/** Saves what is typed in the open field, and leaves it open or not. */
async function save(world: World, device: Device): Promise<void> {
  const { editor } = device
  if (!editor) return
  const { doc, path } = editor
  // Erased or taken away meanwhile: the screen is closed.
  if (!device.store.disk.docs.has(doc)) {
    device.editor = null
    return
  }
  const t = world.time(device)
  const given = valueFor(world, path, editor.value, t)
  const { id, written } = await write(world, device, doc, { [path]: given }, { [path]: editor.base }, { [path]: editor.seen }, t)
  // What was saved is what is on this screen from now on.
  device.editor = world.random.chance(0.5) ? { doc, path, base: [id], seen: new Set(written), value: given.value } : null
}

async function edit(world: World, device: Device): Promise<void> {
  if (!device.editor) open(world, device)
  await save(world, device)
}

async function createNote(world: World, device: Device): Promise<void> {
  const doc = newDocId()
  const t = world.time(device)
  const token = `<${t}>`
  const header = record({ $type: 'fiche', $auteur: device.personne, $gabarit: 'carnet-notes', $gabarit_version: 1, $immersion: IMMERSION, anonymat_verifie: true })
  const set: Record<Path, { value: Json; token: string }> = { [at('texte')]: { value: `Phrase ${token}. `, token } }
  for (const [path, value] of Object.entries(header)) set[path as Path] = { value, token: canonical(value) }
  await write(world, device, doc, set, {}, {}, t)
}

/** An answer that only the author of the fiche may read; anybody else is refused. */
async function writeApart(world: World, device: Device): Promise<void> {
  if (!device.store.disk.docs.has(FICHE)) return
  const doc = `${FICHE}~auteur` as DocId
  const t = world.time(device)
  const token = `<${t}>`
  const shown = shownOf(device, doc)
  const set: Record<Path, { value: Json; token: string }> = { [at('prive')]: { value: token, token } }
  const isNew = !device.store.disk.docs.has(doc)
  if (isNew) for (const [path, value] of Object.entries({ $type: 'complement', $fiche: FICHE, $acces: 'auteur' })) set[at(path)] = { value, token: canonical(value) }
  const seen = world.model.onScreen(doc, at('prive'), shown[at('prive')] ?? [])
  await write(world, device, doc, set, { [at('prive')]: headsOf(shown, at('prive')) }, { [at('prive')]: seen }, t)
}

/** All versions are on screen, one is chosen or another written. */
async function resolve(world: World, device: Device): Promise<void> {
  for (const row of device.store.disk.docs.values()) {
    if (row.kind === 'personne') continue // the directory is administration's, and the model does not follow it
    const shown = unpack(row.shown)
    for (const path of Object.keys(shown) as Path[]) {
      if (path.startsWith('$') && path !== '$deleted') continue
      if (versionsOf(shown, path).length < 2) continue
      const t = world.time(device)
      const seen = world.model.onScreen(row.id, path, shown[path] ?? [])
      await write(world, device, row.id, { [path]: valueFor(world, path, shownValue(shown, path), t) }, { [path]: headsOf(shown, path) }, { [path]: seen }, t)
      return
    }
  }
}

/** What is owed by this disk, reached nobody and is in no copy, goes with it. */
function destroy(world: World, device: Device, except: Device['store']['disk']): void {
  const known = world.database.raw.prepare('select h from oplog where replica = ? and n = ?')
  const others = [except, ...world.devices.filter((other) => other !== device).map((other) => other.store.disk)]
  for (const row of device.store.disk.out.values()) {
    if (row.done || known.get(row.id.slice(0, row.id.lastIndexOf('.')), row.n)?.h === row.h) continue
    if (others.some((disk) => [...disk.out.values()].some((other) => other.d === row.d && other.t === row.t))) continue
    for (const path of Object.keys(row.s)) {
      const written = world.model.byTime(row.d, path as Path, row.t)
      if (written) written.destroyed = true
    }
  }
}

/** What this disk owes may from now on exist twice, as drafts that go on apart. */
function markCopied(world: World, disk: Device['store']['disk']): void {
  for (const row of disk.out.values()) {
    for (const path of Object.keys(row.s)) {
      const written = world.model.byTime(row.d, path as Path, row.t)
      if (written) written.copied = true
    }
  }
}

function restoreDevice(world: World, device: Device): void {
  if (!device.kept || device.busy || world.restored) return
  world.fault('device put back')
  destroy(world, device, device.kept.disk)
  device.store.disk = copyDisk(device.kept.disk)
  device.editor = null
  device.screen = null
}

function keepDevice(world: World, device: Device): void {
  markCopied(world, device.store.disk)
  device.kept = { disk: copyDisk(device.store.disk), at: world.trace.length }
}

function copyDevice(world: World, device: Device): void {
  if (world.devices.length > 5 || world.restored) return
  world.fault('device copied')
  markCopied(world, device.store.disk)
  addDevice(world, device.personne, copyDisk(device.store.disk))
}

const TABLES = ['oplog', 'doc_channel', 'doc', 'replica', 'restore', 'network'] as const
type Backup = Record<(typeof TABLES)[number], Record<string, string | number | null>[]>
const backups = new WeakMap<World, Backup>()

const keyOf = (table: string): string => (table === 'network' ? 'id' : 'network')

function backUpServer(world: World): void {
  const backup = Object.fromEntries(
    TABLES.map((table) => [table, world.database.raw.prepare(`select * from ${table} where ${keyOf(table)} = ?`).all(world.network)]),
  )
  backups.set(world, backup as Backup)
}

/** The server's disk is replaced by an older copy: what no device holds any more is gone, and only that. */
async function restoreServer(world: World): Promise<void> {
  const backup = backups.get(world)
  // Rounds under way would mix both histories in what this model knows; devices answer to the new epoch anyway.
  if (!backup || world.restored || world.devices.some((device) => device.busy)) return
  const { raw } = world.database
  for (const table of TABLES) raw.prepare(`delete from ${table} where ${keyOf(table)} = ?`).run(world.network)
  for (const table of [...TABLES].reverse()) {
    for (const row of backup[table]) {
      const columns = Object.keys(row)
      raw.prepare(`insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`).run(...Object.values(row))
    }
  }
  world.restored = true
  world.fault('server put back')
  await world.documents.restored(world.network)
  const accepted = acceptedTimes(world)
  for (const written of world.model.all()) {
    const { doc, path, t } = written
    if (accepted.has(`${doc} ${path} ${t}`)) continue
    const held = world.devices.some(
      ({ store: { disk } }) =>
        [...disk.out.values()].some((row) => row.d === doc && row.t === t) ||
        [...disk.rejected.values()].some((row) => row.d === doc && row.t === t) ||
        // In a merge too: what was joined is one head now.
        [disk.docs.get(doc)].some((row) => row?.server && (unpack(row.server)[path] ?? []).some((head) => head.t === t || world.model.onScreen(doc, path, [head]).has(written))),
    )
    if (!held) written.destroyed = true
  }
}

/** The writes that the server's log holds as accepted. */
export function acceptedTimes(world: World): Set<string> {
  const rows = world.database.raw.prepare("select doc, device_time, body from oplog where network = ? and verdict = 'ok'").all(world.network)
  const times = new Set<string>()
  for (const row of rows as { doc: string; device_time: number; body: string }[]) {
    const body = JSON.parse(row.body) as { s: Record<string, Json>; r?: Record<string, { t: number }[]> }
    for (const path of Object.keys(body.s)) times.add(`${row.doc} ${path} ${row.device_time}`)
    for (const [path, heads] of Object.entries(body.r ?? {})) for (const head of heads) times.add(`${row.doc} ${path} ${head.t}`)
  }
  return times
}

async function erase(world: World): Promise<void> {
  const notes = [...world.server()].filter(([id, doc]) => doc.kind === 'fiche' && !doc.erased && (id !== FICHE || world.random.chance(0.2)))
  if (notes.length === 0 || world.restored) return
  const [id] = world.random.pick(notes)
  world.fault('erased')
  await world.documents.erase(world.network, id)
  for (const each of [id, `${id}~auteur` as DocId]) world.erased.add(each)
}

/** Administration changes where somebody belongs. */
const move = (world: World): Promise<void> => {
  world.fault('rights moved')
  return world.documents.put(world.network, 'systeme', [{ id: 'cleo' as DocId, set: record({ structure: world.random.chance(0.5) ? 'st-1' : null }) }], 1)
}

/** An old request arrives once more. */
async function replay(world: World, device: Device): Promise<void> {
  if (device.sent.length === 0) return
  world.fault('old request again')
  await pushToServer(world, device, world.random.pick(device.sent))
}

function crashSoon(world: World, device: Device): void {
  let left = 1 + world.random.below(4)
  device.store.before = () => {
    if (--left === 0) {
      device.store.before = () => {}
      world.fault('device killed')
      throw new Crash()
    }
  }
}

/** The clock of the device jumps, either way. */
function isLate(world: World, device: Device): void {
  world.fault('clock jumped')
  device.drift = world.random.pick([0, -1_900_000, 400_000, 3_000])
}

type Step = [weight: number, name: string, run: (world: World, device: Device) => Promise<void> | void]

const quiet: Step[] = [
  [26, 'edits', edit],
  [6, 'opens', open],
  [10, 'saves', save],
  [4, 'creates a note', createNote],
  [2, 'writes apart', writeApart],
  [6, 'resolves', resolve],
  [2, 'is late', isLate],
]
const loud: Step[] = [
  [30, 'synchronises', async (world, device) => void (await runRound(world, device))],
  [
    4,
    'crashes soon',
    async (world, device) => {
      if (device.busy) return
      crashSoon(world, device)
      await runRound(world, device)
      device.editor = null
    },
  ],
  [3, 'is copied to a backup', keepDevice],
  [4, 'is put back', restoreDevice],
  [1, 'is copied', copyDevice],
  [1, 'is new', (world, device) => void (world.devices.length < 6 && addDevice(world, device.personne, emptyDisk(device.personne)))],
  [1, 'erased something', erase],
  [2, 'moves cleo', move],
  [2, 'replays', replay],
  [3, 'server backup', (world) => (world.restored ? undefined : backUpServer(world))],
  [2, 'server restored', restoreServer],
]

function choose(world: World, steps: Step[]): Step {
  let left = world.random.below(steps.reduce((sum, [weight]) => sum + weight, 0))
  for (const step of steps) {
    left -= step[0]
    if (left < 0) return step
  }
  throw new Error('the weights add up')
}

/** One random step; `inside`: while a request of some device is under way. */
export async function step(world: World, inside: Device | null): Promise<void> {
  const device = inside && world.random.chance(0.7) ? inside : world.random.pick(world.devices)
  world.steps++
  if (inside) world.fault('in the middle of a request')
  const [, name, run] = choose(world, inside && device === inside ? quiet : [...quiet, ...loud])
  world.trace.push(`${inside ? '  ' : ''}${device.name} ${name}`)
  try {
    await run(world, device)
  } catch (error) {
    if (!(error instanceof Crash)) throw error
  }
}
