// A real server in memory (the app is a function), with people and devices that talk to it as browsers do.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { LogEntry } from '../../server/log.ts'
import { createService, type Service, type ServiceOptions } from '../../server/service.ts'
import { type DocId, NetworkId, newDocId, newReplicaId, PersonneId, type ReplicaId } from '../../src/domain/id.ts'
import type { Json } from '../../src/domain/json.ts'
import { chain, type Operation } from '../../src/domain/operation.ts'
import type { PullAnswer, PushAnswer } from '../../src/domain/protocol.ts'
import { emptyDatabase } from '../support/engine.ts'

export const RESEAU = NetworkId.parse('reseau')
const generous = { burst: 100_000, perMinute: 100_000 }
export const generousRates = { enrol: generous, push: generous, pull: generous, photo: generous }

export interface Asked {
  method?: string
  headers?: Record<string, string>
  /** sent as JSON, unless it is text or bytes */
  body?: unknown
}

/** A folder of this test, gone after it. */
export function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'carnet-test-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

/** A server with one network and the people named, whose clock the test may turn. */
export async function world(options: Partial<ServiceOptions> = {}) {
  const clock = { ahead: 0 }
  const logs: LogEntry[] = []
  const service = await createService({
    dataDir: folder(),
    database: await emptyDatabase(),
    publicUrl: 'http://localhost',
    rates: generousRates,
    log: (entry) => logs.push(entry),
    now: () => Date.now() + clock.ahead,
    ...options,
  })
  onTestFinished(() => service.close())
  return { service, logs, clock, ask: asker(service), ...people(service) }
}
export type World = Awaited<ReturnType<typeof world>>

const isBytes = (body: unknown): body is Uint8Array<ArrayBuffer> => body instanceof Uint8Array

/** Asks the app as a page of its own would. */
export const asker =
  (service: Service) =>
  (path: string, { method, headers = {}, body }: Asked = {}): Promise<Response> =>
    Promise.resolve(
      service.app.request(path, {
        method: method ?? (body === undefined ? 'GET' : 'POST'),
        headers: { ...(body === undefined || isBytes(body) ? {} : { 'content-type': 'application/json' }), 'sec-fetch-site': 'same-origin', ...headers },
        ...(body === undefined ? {} : { body: typeof body === 'string' || isBytes(body) ? body : JSON.stringify(body) }),
      }),
    )

/** The server was put back from a copy, and these devices have heard of it: each goes on under a new name. */
export async function restoredFor(service: Service, ...devices: Device[]): Promise<void> {
  await service.restored()
  const { epoch } = await service.database.db.selectFrom('network').select('epoch').where('id', '=', RESEAU).executeTakeFirstOrThrow()
  for (const device of devices) Object.assign(device, { epoch, replica: newReplicaId(), n: 0, h: '' })
}

export const cookieOf = (response: Response): string => response.headers.getSetCookie()[0]?.split(';')[0] ?? ''

function people(service: Service) {
  const ask = asker(service)
  return {
    /** A person of the annuaire. */
    async person(nom: string, fields: Record<string, Json> = {}, network: NetworkId = RESEAU): Promise<PersonneId> {
      return PersonneId.parse(await service.annuaire.add(network, 'personne', { nom, ...fields }))
    },
    /** A device of this person that came in by an invitation. */
    async device(personne: PersonneId, network: NetworkId = RESEAU, admin: boolean | null = null): Promise<Device> {
      const { secret } = await service.invite(network, personne, { admin })
      const response = await ask('/api/enrol', { body: { secret, appareil: 'Téléphone' } })
      if (response.status !== 200) throw new Error(await response.text())
      const { appareil } = (await response.json()) as { appareil: string }
      return new Device((path, asked) => ask(path, asked), cookieOf(response), personne, appareil)
    },
  }
}

/** A device as the server sees one: a cookie and a replica that numbers what it sends. */
export class Device {
  readonly cookie: string
  readonly personne: PersonneId
  readonly id: string
  replica: ReplicaId = newReplicaId()
  n = 0
  h = ''
  epoch: string | null = null
  readonly #ask: (path: string, asked?: Asked) => Promise<Response>

  constructor(ask: (path: string, asked?: Asked) => Promise<Response>, cookie: string, personne: PersonneId, id: string) {
    this.#ask = ask
    this.cookie = cookie
    this.personne = personne
    this.id = id
  }

  ask(path: string, asked: Asked = {}): Promise<Response> {
    return this.#ask(path, { ...asked, headers: { cookie: this.cookie, ...asked.headers } })
  }

  /** The next operation of this replica. */
  op(d: DocId, s: Record<string, Json>, b: Operation['b'] = {}): Operation {
    const body = { n: this.n + 1, d, s, b, t: Date.now() }
    this.h = chain(this.h, body)
    this.n = body.n
    return { ...body, h: this.h }
  }

  request(ops: unknown[]) {
    return { v: 1, replica: this.replica, epoch: this.epoch, now: Date.now(), ops }
  }

  async push(...ops: Operation[]): Promise<PushAnswer> {
    const response = await this.ask('/api/push', { body: this.request(ops) })
    if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`)
    return (await response.json()) as PushAnswer
  }

  pullRequest(limit = 200) {
    return { v: 1, replica: this.replica, epoch: this.epoch, cursors: {}, rejectedAfter: 0, limit }
  }

  /** Everything this device may read now: values by document. */
  async pull(): Promise<Map<string, Record<string, Json>>> {
    const docs = new Map<string, Record<string, Json>>()
    const cursors: Record<string, { base: number; after: number }> = {}
    for (let more = true; more; ) {
      const response = await this.ask('/api/pull', { body: { ...this.pullRequest(50), cursors } })
      if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`)
      const answer = (await response.json()) as PullAnswer
      if (answer.kind !== 'pulled') throw new Error(answer.kind)
      more = answer.channels.some((channel) => channel.more)
      for (const channel of answer.channels) {
        cursors[channel.id] = { base: 0, after: channel.after }
        for (const doc of channel.docs) docs.set(doc.id, doc.f)
      }
    }
    return docs
  }

  /** A note of one's own, outside any immersion. */
  note(texte: string, id: DocId = newDocId()): Operation {
    return this.op(id, {
      $type: 'fiche',
      $gabarit: 'carnet-notes',
      $gabarit_version: 1,
      $auteur: this.personne,
      $cree_le: '2026-11-22T09:00:00',
      texte,
    })
  }
}

/** The answer's reason and sentence; the sentence is French and whole. */
export async function problem(response: Response): Promise<{ status: number; reason: string; message: string }> {
  const { reason, message } = (await response.json()) as { reason: string; message: string }
  return { status: response.status, reason, message }
}

/** A fiche as its author's device sends it, with its answers. */
export const fiche = (one: Device, gabarit: string, more: Record<string, Json>) => ({
  $type: 'fiche',
  $auteur: one.personne,
  $cree_le: '2026-11-22T09:00:00',
  $gabarit: gabarit,
  $gabarit_version: 1,
  ...more,
})
