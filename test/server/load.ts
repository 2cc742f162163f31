// Devices that push as fast as they are answered, whatever becomes of their server, and what must be kept of it.
import { expect } from 'vitest'
import { newDocId } from '../../src/domain/id.ts'
import type { Operation } from '../../src/domain/operation.ts'
import type { PushAnswer } from '../../src/domain/protocol.ts'
import type { Raw } from '../support/engine.ts'
import type { serve } from './processes.ts'
import { Device } from './world.ts'

export type Server = Awaited<ReturnType<typeof serve>>

/** Devices of the administrator, who comes in by the link that the server printed. */
export async function enrolled(first: Server, current: () => Server, count: number): Promise<Device[]> {
  const secret = /#([\w-]{43})$/m.exec(first.out())?.[1]
  const entered = await first.ask('/api/enrol', { body: { secret, appareil: 'Administration' } })
  const cookie = entered.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const { personne } = (await entered.json()) as { personne: Device['personne'] }
  const devices: Device[] = []
  for (let i = 0; i < count; i++) {
    const invited = (await (await first.ask('/api/invitations', { body: {}, headers: { cookie } })).json()) as {
      secret: string
    }
    const response = await first.ask('/api/enrol', { body: { secret: invited.secret, appareil: `Appareil ${i}` } })
    const { appareil } = (await response.json()) as { appareil: string }
    const own = response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    devices.push(new Device((path, asked) => current().ask(path, asked), own, personne, appareil))
  }
  return devices
}

export interface Sent {
  device: Device
  acked: Operation[]
  lost: number
}

/** Pushes until told to stop; keeps each operation until the server answered it, and says when it did. */
export async function client(
  device: Device,
  current: () => Promise<Server>,
  running: () => boolean,
  answered: () => void = () => undefined,
): Promise<Sent> {
  const outbox: Operation[] = []
  const acked: Operation[] = []
  let lost = 0
  while (running() || outbox.length > 0) {
    while (running() && outbox.length < 5)
      outbox.push(device.note(`note ${device.n} de ${device.personne}`, newDocId()))
    const server = await current()
    let answer: PushAnswer
    try {
      const response = await server.ask('/api/push', {
        body: device.request(outbox),
        headers: { cookie: device.cookie },
      })
      answer = (await response.json()) as PushAnswer
      if (response.status >= 500) throw new Error(`${response.status}`)
    } catch {
      lost++
      await new Promise((resolve) => setTimeout(resolve, 5))
      continue
    }
    if (answer.kind !== 'pushed') throw new Error(`${answer.kind} ${JSON.stringify(answer)}`)
    const { ack } = answer
    answered()
    expect(answer.verdicts.every((verdict) => verdict.v === 'ok')).toBe(true)
    while (outbox[0] && outbox[0].n <= ack) acked.push(outbox.shift() as Operation)
  }
  return { device, acked, lost }
}

/** Everything answered is in the database, once, and nothing else of these devices; gives how many operations. */
export function checkKept(db: Raw, results: Sent[]): number {
  const rows = db.prepare('select replica, n, h, doc from oplog').all()
  const held = new Map<string, number>()
  for (const row of rows) {
    const key = `${row.replica} ${row.n} ${row.h} ${row.doc}`
    held.set(key, (held.get(key) ?? 0) + 1)
  }
  const documents = new Map(
    db
      .prepare('select id, state from doc')
      .all()
      .map((row) => [row.id, row.state]),
  )
  for (const { device, acked } of results) {
    for (const op of acked) {
      expect(held.get(`${device.replica} ${op.n} ${op.h} ${op.d}`)).toBe(1)
      expect(documents.get(op.d)).toContain(String(op.s.texte))
    }
    // No number of a replica is there twice, and none is missing.
    expect(rows.filter((row) => row.replica === device.replica)).toHaveLength(acked.length)
  }
  return results.reduce((sum, { acked }) => sum + acked.length, 0)
}
