// One simulated network: the real server functions over SQLite in memory, devices with the real engine over memory, and
// a wire that loses, cuts, repeats and delays. Every pull answer is checked for what its reader may not read.
import type { Database } from '../../server/database.ts'
import { createDocuments, type Documents } from '../../server/documents.ts'
import { peopleMigrations } from '../../server/people-migrations.ts'
import type { DocId, NetworkId, OpId, Path, PersonneId } from '../../src/domain/id.ts'
import { canonical, type Json } from '../../src/domain/json.ts'
import type { Operation } from '../../src/domain/operation.ts'
import type { Politique } from '../../src/domain/politique.ts'
import type { PullAnswer, PullRequest, PushAnswer, PushRequest } from '../../src/domain/protocol.ts'
import { type Packed, type Registers, shownValue, unpack } from '../../src/domain/register.ts'
import { type Outcome, round, type RoundResult, type Transport } from '../../src/sync/round.ts'
import { createTransport } from '../../src/sync/transport.ts'
import { openTestDatabase, type Raw } from '../support/engine.ts'
import { type Disk, emptyDisk, type MemoryStore, memoryStore } from './memory-store.ts'
import { createModel, type Model, type Written } from './model.ts'
import { type Random, randomFrom } from './random.ts'

/** The process of a device stops there. */
export class Crash extends Error {}

/** A field that is open: what was on screen when it was. */
interface Editor {
  doc: DocId
  path: Path
  base: OpId[]
  seen: Set<Written>
  value: Json
}

export interface Device {
  name: string
  personne: PersonneId
  store: MemoryStore
  editor: Editor | null
  /** under way: a round is not begun twice, as the lock of the browser has it */
  busy: boolean
  /** an older state of this device, as a backup of the phone would have it */
  kept: { disk: Disk; at: number } | null
  sent: PushRequest[]
  /** what its clock says besides the truth */
  drift: number
  /** writes made here, to tell whether the screen may have changed by itself */
  edits: number
  screen: { edits: number; shows: string } | null
}

export interface World {
  network: NetworkId
  random: Random
  documents: Documents
  database: Base
  model: Model
  devices: Device[]
  erased: Set<DocId>
  /** the server was put back from an older copy once in this history */
  restored: boolean
  /** faults and things that happen in the middle of a round */
  hostile: boolean
  interlude: (device: Device) => Promise<void>
  acknowledged: Map<string, string>
  /** how often each fault was made to happen */
  faults: Map<string, number>
  /** counts one fault */
  fault(name: string): void
  /** how much worse than usual the wire is */
  weather: number
  /** the next commit of the server fails, as on a full disk */
  failCommit: boolean
  /** steps made */
  steps: number
  trace: string[]
  time(device?: Device): number
  serverTime(): number
  server(): Map<DocId, { kind: string; erased: boolean; registers: Registers }>
  fail(what: string): never
}

const p = (id: string): PersonneId => id as PersonneId
const d = (id: string): DocId => id as DocId
export const PEOPLE = [p('alix'), p('bano'), p('cleo')]
export const IMMERSION = d('imm-1')
export const FICHE = d('fic-1')

/** Long enough for two people to change different sentences of it. */
const TEXTE = 'Rien. Accueil chaleureux. Une visite des ateliers. Un échange avec l’équipe. Le repas est pris ensemble. Retour à seize heures. '

const rolesHere: Politique['consulte_par'] = ['accueilli', 'accueillant', 'equipe_appartenance']
export const POLITIQUES: Politique[] = [
  { gabarit: 'guide', version: 1, famille: 'guide', visibilite: 'immersion', consulte_par: rolesHere, rempli_par: ['accueilli', 'accueillant'], acces: { prive: 'auteur' } },
  { gabarit: 'carnet-notes', version: 1, famille: 'notes', visibilite: 'auteur', consulte_par: rolesHere, rempli_par: ['accueilli'], acces: {} },
]

type Base = Database & { raw: Raw }

/** The disk of the server is full, or its process ends, at the very moment of a commit. */
class CommitFailed extends Error {}

/** The database, whose commit fails when the world says so: everything in it is undone, as both engines do. */
function failing(database: Base): Database {
  return {
    ...database,
    async control(command) {
      if (command !== 'commit' || !now().failCommit) return await database.control(command)
      now().failCommit = false
      await database.control('rollback')
      throw new CommitFailed('no room on the disk of the server')
    },
  }
}
/** One server for many histories, each with its own network: nothing crosses from one to another. */
interface Shared {
  database: Base
  documents: Documents
}
let shared: Shared | undefined
let current: World | undefined
let histories = 0

const now = (): World => {
  if (!current) throw new Error('a history runs')
  return current
}

async function serverOf(history: number): Promise<Shared> {
  if (shared && history % 200 !== 0) return shared
  await shared?.database.close()
  const database = await openTestDatabase(':memory:', { migrations: peopleMigrations })
  const documents = createDocuments(failing(database), {
    politiques: POLITIQUES,
    now: () => now().serverTime(),
    onHeld: (error) => now().fail(`held: ${String(error)}`),
  })
  shared = { database, documents }
  return shared
}

/** A new network on the server, with its directory, one immersion and one fiche, and a device for each of three people. */
export async function createWorld(seed: number): Promise<World> {
  const { database, documents } = await serverOf(histories)
  const network = `net-${++histories}` as NetworkId
  const random = randomFrom(seed)
  let used = 0
  const faults = new Map<string, number>()
  const world: World = {
    network,
    random,
    database,
    documents,
    serverTime: () => 1_800_000_000_000 + used,
    model: createModel(),
    devices: [],
    erased: new Set(),
    restored: false,
    hostile: true,
    interlude: async () => {},
    acknowledged: new Map(),
    faults,
    fault: (name) => void faults.set(name, (faults.get(name) ?? 0) + 1),
    weather: random.pick([1, 1, 2, 3]),
    failCommit: false,
    steps: 0,
    trace: [],
    // Wrong by any amount, and each instant used once, so that a time names a write.
    time: (device) => (2_000_000 + (device?.drift ?? 0)) * 100_000 + ++used,
    server: () => serverState(database, network),
    fail: (what) => {
      throw new Error(`seed ${seed}: ${what}\n${world.trace.join('\n')}`)
    },
  }
  current = world
  await world.documents.put(
    network,
    'systeme',
    [
      ...PEOPLE.map((id) => ({ id: id as string as DocId, set: record({ $type: 'personne', nom: id, structure: null, roles: [] }) })),
      { id: IMMERSION, set: record({ $type: 'immersion', $auteur: 'alix', accueilli: ['bano'], accueillant: 'cleo', structure_appartenance: 'st-1' }) },
      { id: FICHE, set: record({ $type: 'fiche', $auteur: 'alix', $gabarit: 'guide', $gabarit_version: 1, $immersion: IMMERSION, texte: TEXTE }) },
    ],
    1,
  )
  world.model.write({ doc: IMMERSION, path: 'accueilli' as Path, t: 1, value: ['bano'], token: 'bano', seen: new Set() })
  world.model.write({ doc: FICHE, path: 'texte' as Path, t: 1, value: TEXTE, token: 'Rien.', seen: new Set() })
  for (const personne of PEOPLE) addDevice(world, personne, emptyDisk(personne))
  return world
}

export const record = (set: Record<string, Json>): Record<Path, Json> => set

export function addDevice(world: World, personne: PersonneId, disk: Disk): Device {
  const name = `${personne}${world.devices.filter((device) => device.personne === personne).length + 1}`
  const device: Device = { name, personne, store: memoryStore(disk), editor: null, busy: false, kept: null, sent: [], drift: 0, edits: 0, screen: null }
  world.devices.push(device)
  return device
}

interface ServerDoc {
  kind: string
  erased: boolean
  registers: Registers
}
/** What was read last: asked for several times at each request, and read again only where it changed. */
const read = { network: '', docs: new Map<DocId, { state: string; doc: ServerDoc }>() }

function serverState(database: Base, network: NetworkId): Map<DocId, ServerDoc> {
  if (read.network !== network) read.docs.clear()
  read.network = network
  const rows = database.raw.prepare('select id, kind, state, erased from doc where network = ?').all(network) as unknown as {
    id: DocId
    kind: string
    state: string
    erased: number
  }[]
  return new Map(
    rows.map(({ id, kind, state, erased }) => {
      const known = read.docs.get(id)
      if (known?.state === state && known.doc.erased === (erased === 1)) return [id, known.doc]
      const doc = { kind, erased: erased === 1, registers: unpack(JSON.parse(state) as Packed) } // written by pack
      read.docs.set(id, { state, doc })
      return [id, doc]
    }),
  )
}

/** The reading rule of this world, told again in a few lines: may the person read the document on the server as it is? */
export function mayRead(server: ReturnType<World['server']>, personne: PersonneId, id: DocId): boolean {
  const doc = server.get(id)
  if (!doc || doc.erased) return false
  const value = (registers: Registers, key: string) => shownValue(registers, key as Path)
  if (doc.kind === 'personne') return true
  if (value(doc.registers, '$auteur') === personne && doc.kind !== 'complement') return true
  const roles = (immersion: DocId): boolean => {
    const at = server.get(immersion)
    if (!at || at.erased) return false
    const structure = server.get(personne as string as DocId)?.registers
    const inList = value(at.registers, 'accueilli')
    return (
      (Array.isArray(inList) && inList.includes(personne)) ||
      value(at.registers, 'accueillant') === personne ||
      (structure !== undefined && value(structure, 'structure') === value(at.registers, 'structure_appartenance'))
    )
  }
  if (doc.kind === 'immersion') return roles(id)
  if (doc.kind === 'complement') {
    const fiche = server.get(id.split('~')[0] as DocId)
    return fiche !== undefined && !fiche.erased && value(fiche.registers, '$auteur') === personne
  }
  const immersion = value(doc.registers, '$immersion')
  if (typeof immersion !== 'string' || !roles(immersion as DocId)) return false
  if (value(doc.registers, '$gabarit') === 'guide') return true
  const every = (key: string, wanted: Json) => {
    const heads = doc.registers[key as Path] ?? []
    return heads.length > 0 && heads.every((head) => head.v === wanted)
  }
  return every('visibilite', 'partagee') && every('anonymat_verifie', true)
}

/** May the person change the document, by the same rule? A note of another is read, never written. */
export function mayWrite(server: ReturnType<World['server']>, personne: PersonneId, id: DocId): boolean {
  const doc = server.get(id)
  if (!doc) return true
  const auteur = shownValue(doc.registers, '$auteur' as Path)
  if (doc.kind === 'personne') return false
  if (auteur === personne && doc.kind !== 'complement') return true
  if (doc.kind === 'complement' || shownValue(doc.registers, '$gabarit' as Path) === 'carnet-notes') {
    return doc.kind === 'complement' && mayRead(server, personne, id)
  }
  // Being of the team gives reading only.
  const at = server.get(doc.kind === 'immersion' ? id : (shownValue(doc.registers, '$immersion' as Path) as DocId))
  const people = at ? shownValue(at.registers, 'accueilli' as Path) : null
  const named = Array.isArray(people) && people.includes(personne)
  return at !== undefined && !at.erased && (named || shownValue(at.registers, 'accueillant' as Path) === personne || (doc.kind === 'immersion' && auteur === personne))
}

/** Everything a device shows, as one text. */
function screenOf(device: Device): string {
  const rows = [...device.store.disk.docs.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  return rows
    .map((row) => {
      const registers = unpack(row.shown)
      const shown = Object.keys(registers)
        .sort()
        .map((path) => `${path}=${[...new Set((registers[path as Path] ?? []).map((head) => canonical(head.v)))].sort().join('|')}`)
      return `${row.id}: ${shown.join(' ')}`
    })
    .join('\n')
}

/** One round of a device over the hostile wire; null when the device stopped in the middle. */
export async function runRound(world: World, device: Device): Promise<RoundResult | null> {
  if (device.busy) return null
  device.busy = true
  device.screen = null
  const { random } = world
  const limits = world.hostile ? { pushLimit: random.pick([1, 2, 200]), pullLimit: random.pick([1, 2, 200]) } : {}
  try {
    return await round(device.store, wireOf(world, device), { now: () => world.time(device), ...limits })
  } catch (error) {
    if (error instanceof Crash) return null
    throw error
  } finally {
    device.busy = false
    device.store.before = () => {}
  }
}

const OFFLINE = { ok: false, reason: 'offline' } as const
const PORTAL = '<!doctype html><title>Bienvenue sur le WiFi</title><p>Acceptez les conditions pour continuer.'

function wireOf(world: World, device: Device): Transport {
  const { random } = world
  const happens = (chance: number, fault: string): boolean => {
    const does = world.hostile && random.chance(chance * world.weather)
    if (does) world.fault(fault)
    return does
  }
  const send = async <T>(ask: () => Promise<T>, parse: (body: string, status: number) => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    if (world.hostile) await world.interlude(device)
    if (happens(0.06, 'request lost')) return OFFLINE
    if (happens(0.02, 'captive portal')) return await parse(PORTAL, 200)
    if (happens(0.02, 'bad gateway')) return await parse('<h1>502 Bad Gateway</h1>', 502)
    let body: string
    try {
      world.failCommit = happens(0.03, 'commit failed')
      body = JSON.stringify(await ask())
      world.failCommit = false
      if (happens(0.08, 'request doubled')) {
        const again = JSON.stringify(await ask())
        if (random.chance(0.5)) body = again
      }
    } catch (error) {
      if (error instanceof CommitFailed) return { ok: false, reason: 'server' }
      throw error
    } finally {
      world.failCommit = false
    }
    if (world.hostile) await world.interlude(device)
    if (happens(0.07, 'answer lost')) return OFFLINE
    if (happens(0.05, 'answer cut')) return await parse(body.slice(0, random.below(body.length)), 200)
    // Read as the app reads it, now and then: reading each would take longer than everything else.
    return random.chance(0.05) ? await parse(body, 200) : { ok: true, value: JSON.parse(body) as T }
  }
  const asReceived = (body: string, status: number) => createTransport(async () => new Response(body, { status }))
  return {
    async push(request) {
      sameScreen(world, device)
      device.screen = { edits: device.edits, shows: screenOf(device) }
      if (request.ops.length > 1 && happens(0.05, 'too big')) return { ok: false, reason: 'too-big' }
      device.sent.push(request)
      const answer = await send(
        () => pushToServer(world, device, request),
        (body, status) => asReceived(body, status).push(request),
      )
      if (answer.ok) world.trace.push(`  ${device.name} pushed ${request.replica} ${request.epoch} ${request.ops.map((op) => op.n)}: ${JSON.stringify(answer.value)}`)
      // A name used twice hid the write of the other device that used it; put right, both are on screen. And what was
      // replaced elsewhere stays beside it until a pull is complete; a restored server ends that pull.
      if (answer.ok && answer.value.kind !== 'pushed') device.screen = null
      if (answer.ok && answer.value.kind === 'pushed') {
        for (const op of request.ops) if (op.n <= answer.value.ack) world.acknowledged.set(`${request.replica}.${op.n}`, op.h)
      }
      return answer
    },
    async pull(request) {
      sameScreen(world, device)
      return send(
        () => pullFromServer(world, device, request),
        (body, status) => asReceived(body, status).pull(request),
      )
    },
  }
}

/** A push, whatever it is answered, never changes what its author sees. */
function sameScreen(world: World, device: Device): void {
  const before = device.screen
  device.screen = null
  if (!before || before.edits !== device.edits) return
  const shows = screenOf(device)
  if (before.shows !== shows) world.fail(`${device.name}: a push changed the screen\n${before.shows}\n---\n${shows}`)
}

export async function pushToServer(world: World, device: Device, request: PushRequest): Promise<PushAnswer> {
  const before = world.server()
  const last = lastOf(world, request.replica)
  const copy = JSON.parse(JSON.stringify(request)) as PushRequest
  const answer = await world.documents.push(device.personne, world.network, copy)
  if (answer.kind !== 'pushed') return answer
  // Answered is on the disk: whatever becomes of the server from here on.
  if (lastOf(world, request.replica) < answer.ack) world.fail(`${device.name}: ${request.replica} is answered up to ${answer.ack}, which the server does not hold`)
  const after = world.server()
  for (const verdict of answer.verdicts) {
    const op = request.ops.find((each) => each.n === verdict.n)
    // What happened since may have changed the right: only a refusal that was never right is an error.
    if (op && op.n > last && verdict.v === 'forbidden' && !op.r && isRight(before, device, op) && isRight(after, device, op)) {
      world.fail(`${device.name}: refused without reason ${JSON.stringify(op)}`)
    }
    // What it offered before in the same request may have given the right, and this one have taken it away again.
    const afterOffer = request.ops.some((other) => other.r && op && other.n < op.n)
    if (op && op.n > last && verdict.v === 'ok' && !afterOffer && !isAllowed(before, device, op) && !isAllowed(after, device, op)) {
      world.fail(`${device.name}: accepted without right ${JSON.stringify(op)}`)
    }
    if (op && verdict.v === 'ok') {
      for (const path of Object.keys(op.s)) {
        const written = world.model.byTime(op.d, path as Path, op.t)
        if (written) written.accepted = true
      }
    }
    if (verdict.v === 'malformed' || verdict.v === 'held') world.fail(`${device.name}: ${verdict.v} ${JSON.stringify(op)}`)
  }
  return answer
}

const lastOf = (world: World, replica: string): number =>
  Number(world.database.raw.prepare('select last from replica where id = ?').get(replica)?.last ?? 0)

/** Had this person the right to make the operation, as far as this world knows? A creation is always one's own here. */
function isRight(server: ReturnType<World['server']>, device: Device, op: Operation): boolean {
  if (op.d.includes('~')) {
    const fiche = server.get(op.d.split('~')[0] as DocId)
    return fiche !== undefined && !fiche.erased && shownValue(fiche.registers, '$auteur' as Path) === device.personne
  }
  return server.has(op.d) && mayWrite(server, device.personne, op.d) && !('$type' in op.s)
}

/** Might the operation be accepted? Creations are one's own; what is offered again after a restore is judged elsewhere. */
function isAllowed(server: ReturnType<World['server']>, device: Device, op: Operation): boolean {
  return op.r !== undefined || !server.has(op.d) || isRight(server, device, op) || (!op.d.includes('~') && mayWrite(server, device.personne, op.d))
}

async function pullFromServer(world: World, device: Device, request: PullRequest): Promise<PullAnswer> {
  const answer = await world.documents.pull(device.personne, world.network, JSON.parse(JSON.stringify(request)) as PullRequest)
  if (answer.kind !== 'pulled') return answer
  const docs = answer.channels.flatMap((channel) => channel.docs)
  if (docs.length > 0) {
    const server = world.server()
    for (const doc of docs) if (!mayRead(server, device.personne, doc.id)) world.fail(`${device.name} was sent ${doc.id}, which it may not read`)
  }
  return answer
}
