// The devices of a tortured server: the engine of the app over memory, the app's own transport over a real wire, and the
// model of what each register must show. Nobody is ever wiped here: whatever was written is still owed, or received.
import { createService } from '../../server/service.ts'
import { type DocId, NetworkId, newDocId, type OpId, type Path, PersonneId } from '../../src/domain/id.ts'
import type { Json } from '../../src/domain/json.ts'
import { sentences } from '../../src/domain/merge.ts'
import type { PushAnswer } from '../../src/domain/protocol.ts'
import { headsOf, type Registers, shownValue, unpack } from '../../src/domain/register.ts'
import { writeChange } from '../../src/store/write.ts'
import { round } from '../../src/sync/round.ts'
import { createTransport } from '../../src/sync/transport.ts'
import { emptyDisk, memoryStore, type MemoryStore } from '../sync/memory-store.ts'
import { createModel, type Model, type Written } from '../sync/model.ts'
import type { Random } from '../sync/random.ts'
import type { Backend } from './backends.ts'

export const NETWORK = NetworkId.parse('reseau')
const IMMERSION = 'imm-torture' as DocId
/** Two who write the same fiche, one who reads it, one who reads nothing of it. */
const PEOPLE = ['alix', 'bano', 'cleo', 'dana'].map((id) => PersonneId.parse(`pro-${id}`))
const [ALIX, BANO, CLEO] = PEOPLE as [PersonneId, PersonneId, PersonneId]
const TEAM = [ALIX, BANO, CLEO]
const OWNERS = [ALIX, ALIX, BANO, BANO, CLEO, ...PEOPLE.slice(3)]
const TEN_YEARS = 315_576_000_000
const DRIFTS = [0, 0, TEN_YEARS, -TEN_YEARS]
/** Writes are counted from here, so that a time names a write. */
const BEGIN = Date.UTC(2026, 10, 22)
const TEXTE = 'Rien. Accueil chaleureux. Une visite des ateliers. Un échange avec l’équipe. Le repas est pris ensemble. '

/** The device stops in the middle of what it does. */
class Crash extends Error {}

type Pushed = Extract<PushAnswer, { kind: 'pushed' }>

interface FleetDevice {
  name: string
  personne: PersonneId
  store: MemoryStore
  cookie: string
  /** what its clock says besides the truth, ms: ten years, or nothing */
  drift: number
  /** a field that is open, with what was on screen when it was opened */
  editor: { doc: DocId; path: Path; base: OpId[]; seen: Set<Written>; value: Json } | null
}

interface Note {
  auteur: PersonneId
  shared: boolean
}

export interface Fleet {
  devices: FleetDevice[]
  model: Model
  notes: Map<DocId, Note>
  fiches: DocId[]
  /** operations that the server has answered for: `replica.n`, and their hash */
  acknowledged: Map<string, string>
  /** the last of them, by replica */
  answered: Map<string, number>
  /** pushes that were answered */
  pushes: number
  /** documents that a device was sent and may not read */
  leaks: string[]
  /** how long a device waits for an answer, ms */
  patience: number
  crashes: number
  newFiche(): Promise<void>
  /** one thing that a person does, or one round */
  live(device: FleetDevice): Promise<void>
  round(device: FleetDevice): ReturnType<typeof round>
  shown(device: FleetDevice, doc: DocId): Registers
  mayRead(personne: PersonneId, doc: DocId): boolean
}

const record = (set: Record<string, Json>): Record<Path, Json> => set

/** Fills an empty database with a network, four people and one immersion, and enrols their devices. */
export async function createFleet(backend: Backend, random: Random, url: string): Promise<Fleet> {
  const service = await createService({ dataDir: backend.dataDir, database: backend.database })
  const people = PEOPLE.map((id) => ({ id: id as string as DocId, set: record({ $type: 'personne', nom: id }) }))
  const immersion = record({
    $type: 'immersion', $auteur: ALIX, dispositif: 'immersion_pro', accueilli: [ALIX, BANO], accueillant: CLEO, titre: 'Torture',
  })
  await service.documents.put(NETWORK, 'systeme', [...people, { id: IMMERSION, set: immersion }])
  const devices: FleetDevice[] = []
  for (const [i, personne] of OWNERS.entries()) {
    const { secret } = await service.invite(NETWORK, personne)
    const response = await service.app.request('http://localhost/api/enrol', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
      body: JSON.stringify({ secret, appareil: `Appareil ${i}` }),
    })
    const cookie = response.headers.getSetCookie()[0]?.split(';')[0]
    if (!cookie) throw new Error(await response.text())
    devices.push({ name: `${personne}.${i}`, personne, store: memoryStore(emptyDisk(personne)), cookie, drift: random.pick(DRIFTS), editor: null })
  }
  await service.close()

  const model = createModel()
  let used = 0
  const fleet: Fleet = {
    devices,
    model,
    notes: new Map(),
    fiches: [],
    acknowledged: new Map(),
    answered: new Map(),
    pushes: 0,
    leaks: [],
    patience: 400,
    crashes: 0,

    async newFiche() {
      const doc = newDocId()
      const [author] = devices as [FleetDevice]
      const header = { $type: 'fiche', $auteur: ALIX, $gabarit: 'spro-2-convention', $gabarit_version: 1, $immersion: IMMERSION }
      await write(author, doc, { ...record(header), ...record({ texte: TEXTE }) }, {}, {})
      fleet.fiches.push(doc)
    },

    async live(device) {
      try {
        if (random.chance(0.6)) await edit(device)
        else if (random.chance(0.25)) await newNote(device)
        if (!random.chance(0.7)) return
        if (random.chance(0.05)) crashSoon(device)
        await fleet.round(device)
      } catch (error) {
        if (!(error instanceof Crash)) throw error
        device.editor = null
      }
    },

    async round(device) {
      try {
        const limits = random.chance(0.5) ? { pushLimit: random.pick([1, 2, 200]), pullLimit: random.pick([1, 3, 200]) } : {}
        return await round(device.store, transportOf(device), { ...limits, now: () => Date.now() + device.drift })
      } finally {
        device.store.before = () => {}
      }
    },

    shown(device, doc) {
      const row = device.store.disk.docs.get(doc)
      return unpack(row ? row.shown : { id: doc, o: [], f: {} })
    },

    mayRead(personne, doc) {
      const note = fleet.notes.get(doc)
      if (note?.auteur === personne) return true
      return (note === undefined || note.shared) && TEAM.includes(personne)
    },
  }

  function crashSoon(device: FleetDevice): void {
    let left = 1 + random.below(4)
    device.store.before = () => {
      if (--left > 0) return
      device.store.before = () => {}
      fleet.crashes++
      throw new Crash()
    }
  }

  async function write(
    device: FleetDevice,
    doc: DocId,
    set: Record<Path, Json>,
    base: Record<Path, OpId[]>,
    seen: Record<Path, Set<Written>>,
  ): Promise<{ id: OpId; written: Written[] }> {
    const token = `<${++used}>`
    const t = BEGIN + device.drift + used
    const last = [...device.store.disk.out.values()].sort((a, b) => a.n - b.n).at(-1)
    const row = await device.store.transact((tx) => writeChange(tx, doc, { set, base }, t))
    const written = (Object.keys(set) as Path[]).map((path) =>
      model.write({ doc, path, t, value: set[path] ?? null, token, seen: seen[path] ?? new Set() }),
    )
    for (const mine of written) mine.accepted = true
    // The same operation goes on: what it was before stands for what it is now.
    for (const mine of last?.id === row.id ? written : []) {
      const draft = last && model.byTime(doc, mine.path, last.t)
      if (!draft) continue
      draft.absorbed = true
      for (const former of draft.seen) mine.seen.add(former)
    }
    return { id: row.id, written }
  }

  async function newNote(device: FleetDevice): Promise<void> {
    const doc = newDocId()
    const { personne } = device
    const shared = TEAM.includes(personne) && random.chance(0.5)
    const at = TEAM.includes(personne) ? IMMERSION : null
    const header = { $type: 'fiche', $auteur: personne, $gabarit: 'carnet-notes', $gabarit_version: 1, $immersion: at }
    const choice = shared ? { visibilite: 'partagee', anonymat_verifie: true } : { visibilite: 'privee' }
    // Before it is written: it may be on its way to a reader before the next line runs.
    fleet.notes.set(doc, { auteur: personne, shared })
    await write(device, doc, record({ ...header, ...choice, texte: `Note <${used + 1}>. ${shared ? '' : `PRIVÉ-${personne}. `}` }), {}, {})
  }

  /** Opens a register that this person may write, or goes on in the one that is open; saves a new value. */
  async function edit(device: FleetDevice): Promise<void> {
    const docs = [...fleet.fiches.slice(-2), ...[...fleet.notes.keys()].slice(-30)].filter(
      (doc) =>
        device.store.disk.docs.has(doc) &&
        (fleet.notes.get(doc)?.auteur ?? ([ALIX, BANO].includes(device.personne) ? device.personne : null)) === device.personne,
    )
    if (docs.length === 0) return newNote(device)
    if (!device.editor || random.chance(0.4)) {
      const doc = random.pick(docs)
      const path = (fleet.notes.has(doc) ? 'texte' : random.pick(['texte', 'texte', 'choix', 'choix', 'liste'])) as Path
      const registers = fleet.shown(device, doc)
      const seen = model.onScreen(doc, path, registers[path] ?? [])
      device.editor = { doc, path, base: headsOf(registers, path), seen, value: shownValue(registers, path) }
      if (random.chance(0.3)) return // saved later, over what was on screen now
    }
    const { doc, path, base, seen, value } = device.editor
    const token = `<${used + 1}>`
    const next = valueFor(path, value, token)
    const { id, written } = await write(device, doc, { [path]: next }, { [path]: base }, { [path]: seen })
    device.editor = random.chance(0.5) ? { doc, path, base: [id], seen: new Set(written), value: next } : null
  }

  function valueFor(path: Path, shown: Json, token: string): Json {
    if (path === 'liste') return [...(Array.isArray(shown) ? shown.filter(() => random.chance(0.8)) : []), token]
    if (path !== 'texte') return token
    const held = typeof shown === 'string' ? sentences(shown) : []
    const mark = held.find((sentence) => sentence.startsWith('PRIVÉ-'))
    if (held.length > 12) return `${mark ?? ''}Phrase ${token}. `
    const i = random.below(held.length + 1)
    if (random.chance(0.4) && held[i] !== undefined && held[i] !== mark) held[i] = `Phrase ${token}. `
    else held.splice(i, 0, `Phrase ${token}. `)
    return held.join('')
  }

  /** The app's transport, through the proxy; what arrives is read for what this person may not see. */
  function transportOf(device: FleetDevice) {
    const transport = createTransport(async (path, init) => {
      const headers = { ...(init.headers as Record<string, string>), cookie: device.cookie } // ours
      const response = await fetch(url + path, { ...init, headers, signal: AbortSignal.timeout(fleet.patience) })
      const text = await response.text()
      for (const person of PEOPLE) {
        if (person !== device.personne && text.includes(`PRIVÉ-${person}`)) fleet.leaks.push(`${device.name} was sent a private note of ${person}`)
      }
      return new Response(text, { status: response.status, headers: response.headers })
    })
    return {
      async push(request: Parameters<typeof transport.push>[0]) {
        const answer = await transport.push(request)
        if (answer.ok && answer.value.kind === 'pushed') keep(request.replica, request.ops, answer.value)
        return answer
      },
      pull: transport.pull,
    }
  }

  function keep(replica: string, ops: { n: number; h: string }[], { ack, verdicts }: Pushed): void {
    for (const op of ops) if (op.n <= ack) fleet.acknowledged.set(`${replica}.${op.n}`, op.h)
    fleet.pushes++
    fleet.answered.set(replica, Math.max(ack, fleet.answered.get(replica) ?? 0))
    const refused = verdicts.find((verdict) => verdict.v !== 'ok')
    if (refused) fleet.leaks.push(`refused without reason: ${JSON.stringify(refused)}`)
  }

  return fleet
}
