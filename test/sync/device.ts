// A small world for one scenario: the real server in memory, devices with the real engine, a wire that a test bends.
import { createDocuments, type Documents, type DocumentsOptions } from '../../server/documents.ts'
import { peopleMigrations } from '../../server/people-migrations.ts'
import type { DocId, NetworkId, OpId, Path, PersonneId } from '../../src/domain/id.ts'
import type { Json } from '../../src/domain/json.ts'
import { type Head, headsOf, type Registers, unpack, versionsOf } from '../../src/domain/register.ts'
import type { OutRow } from '../../src/store/port.ts'
import { writeChange } from '../../src/store/write.ts'
import { type RoundResult, round, type Transport } from '../../src/sync/round.ts'
import { openTestDatabase } from '../support/engine.ts'
import { type Disk, emptyDisk, type MemoryStore, memoryStore } from './memory-store.ts'
import { FICHE, IMMERSION, PEOPLE, POLITIQUES, record } from './world.ts'

export const NETWORK = 'net-test' as NetworkId
export const [ALIX, BANO, CLEO] = PEOPLE as [PersonneId, PersonneId, PersonneId]
export { FICHE, IMMERSION, record }
export const at = (path: string): Path => path as Path

/** A server with three people, an immersion of bano received by cleo, and a fiche of alix on it. */
export async function createServer(options: Partial<DocumentsOptions> = {}, file = ':memory:') {
  const database = await openTestDatabase(file, { migrations: peopleMigrations })
  const documents = createDocuments(database, { politiques: POLITIQUES, ...options })
  await documents.put(NETWORK, 'systeme', [
    ...PEOPLE.map((id) => ({ id: id as string as DocId, set: record({ $type: 'personne', nom: id, structure: null, roles: [] }) })),
    { id: IMMERSION, set: record({ $type: 'immersion', $auteur: ALIX, accueilli: [BANO], accueillant: CLEO }) },
    { id: FICHE, set: record({ $type: 'fiche', $auteur: ALIX, $gabarit: 'guide', $gabarit_version: 1, $immersion: IMMERSION }) },
  ])
  return { database, documents }
}

interface TestDevice {
  store: MemoryStore
  wire: Transport
  sync(wire?: Partial<Transport>): Promise<RoundResult>
  /** saves a value over what is on screen now, or over what was seen before */
  write(path: string, value: Json, seen?: OpId[], doc?: DocId): Promise<OutRow>
  create(doc: DocId, set: Record<string, Json>): Promise<OutRow>
  registers(doc?: DocId): Registers
  seen(path: string, doc?: DocId): OpId[]
  versions(path: string, doc?: DocId): Json[]
  heads(path: string, doc?: DocId): Head[]
  outbox(): OutRow[]
}

export function createDevice(documents: Documents, personne: PersonneId, disk: Disk = emptyDisk(personne)): TestDevice {
  const store = memoryStore(disk)
  let clock = 1
  const through = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T
  const wire: Transport = {
    push: async (request) => ({ ok: true, value: through(await documents.push(personne, NETWORK, through(request))) }),
    pull: async (request) => ({ ok: true, value: through(await documents.pull(personne, NETWORK, through(request))) }),
  }
  const device: TestDevice = {
    store,
    wire,
    sync: (bent) => round(store, { ...wire, ...bent }),
    write: (path, value, seen, doc = FICHE) =>
      store.transact((tx) => writeChange(tx, doc, { set: { [path]: value }, base: { [path]: seen ?? device.seen(path, doc) } }, clock++)),
    create: (doc, set) => store.transact((tx) => writeChange(tx, doc, { set: record(set), base: {} }, clock++)),
    registers: (doc = FICHE) => {
      const row = store.disk.docs.get(doc)
      return unpack(row ? row.shown : { id: doc, o: [], f: {} })
    },
    seen: (path, doc) => headsOf(device.registers(doc), at(path)),
    versions: (path, doc) => versionsOf(device.registers(doc), at(path)).map((head) => head.v),
    heads: (path, doc) => device.registers(doc)[at(path)] ?? [],
    outbox: () => [...store.disk.out.values()].sort((a, b) => a.n - b.n),
  }
  return device
}
