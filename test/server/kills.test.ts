// A real server killed again and again while several devices push: what it answered is there afterwards, once, and what
// it did not answer arrives when the device asks again.
import { expect, test } from 'vitest'
import { newDocId } from '../../src/domain/id.ts'
import type { Operation } from '../../src/domain/operation.ts'
import type { PushAnswer } from '../../src/domain/protocol.ts'
import { look, onPostgres } from '../support/engine.ts'
import { serve } from './processes.ts'
import { Device, folder } from './world.ts'

/** more through `npm run torture` */
const KILLS = Number(process.env.KILLS ?? 20)
const CLIENTS = 6

type Server = Awaited<ReturnType<typeof serve>>

/** Pushes until told to stop; keeps each operation until the server answered it. */
async function client(device: Device, current: () => Promise<Server>, running: () => boolean) {
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
    } catch {
      lost++
      await new Promise((resolve) => setTimeout(resolve, 5))
      continue
    }
    if (answer.kind !== 'pushed') throw new Error(`${answer.kind} ${JSON.stringify(answer)}`)
    const { ack } = answer
    expect(answer.verdicts.every((verdict) => verdict.v === 'ok')).toBe(true)
    while (outbox[0] && outbox[0].n <= ack) acked.push(outbox.shift() as Operation)
  }
  return { device, acked, lost }
}

test(`${KILLS} times killed under load, the server keeps every operation it answered, once`, {
  timeout: 60_000 + KILLS * 4_000,
}, async () => {
  const dataDir = folder()
  const env = { GENEROUS: '1' }
  let server = await serve(dataDir, env)
  let next: Promise<Server> = Promise.resolve(server)

  // The administrator comes in by the link the server printed, and invites one person a client.
  const secret = /#([\w-]{43})$/m.exec(server.out())?.[1]
  const entered = await server.ask('/api/enrol', { body: { secret, appareil: 'Administration' } })
  const cookie = entered.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const { personne } = (await entered.json()) as { personne: Device['personne'] }
  const devices: Device[] = []
  for (let i = 0; i < CLIENTS; i++) {
    const invited = (await (await server.ask('/api/invitations', { body: {}, headers: { cookie } })).json()) as {
      secret: string
    }
    const response = await server.ask('/api/enrol', { body: { secret: invited.secret, appareil: `Appareil ${i}` } })
    const { appareil } = (await response.json()) as { appareil: string }
    devices.push(
      new Device(
        (path, asked) => server.ask(path, asked),
        response.headers.getSetCookie()[0]?.split(';')[0] ?? '',
        personne,
        appareil,
      ),
    )
  }

  let kills = 0
  const clients = devices.map((device) =>
    client(
      device,
      () => next,
      () => kills < KILLS,
    ),
  )
  while (kills < KILLS) {
    await new Promise((resolve) => setTimeout(resolve, 40 + ((kills * 37) % 160)))
    server.child.kill('SIGKILL')
    await server.ended
    next = serve(dataDir, env)
    server = await next
    kills++
  }
  const results = await Promise.all(clients)
  server.child.kill('SIGTERM')
  expect((await server.ended).code).toBe(0)

  const db = await look(dataDir)
  if (!onPostgres) expect(db.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' })
  const acked = results.flatMap(({ device, acked: ops }) => ops.map((op) => ({ replica: device.replica, op })))
  const rows = db.prepare('select replica, n, h, doc from oplog').all() as unknown as {
    replica: string
    n: number
    h: string
    doc: string
  }[]
  const held = new Map<string, number>()
  for (const row of rows) {
    const key = `${row.replica} ${row.n} ${row.h} ${row.doc}`
    held.set(key, (held.get(key) ?? 0) + 1)
  }
  const documents = new Map(
    (db.prepare('select id, state from doc').all() as unknown as { id: string; state: string }[]).map((row) => [
      row.id,
      row.state,
    ]),
  )
  for (const { replica, op } of acked) {
    expect(held.get(`${replica} ${op.n} ${op.h} ${op.d}`)).toBe(1)
    expect(documents.get(op.d)).toContain(String(op.s.texte))
  }
  // No number of a replica is there twice, and none is missing.
  for (const { device, acked: ops } of results)
    expect(rows.filter((row) => row.replica === device.replica)).toHaveLength(ops.length)
  db.close()
  // The kills did fall on requests under way, else this shows nothing.
  expect(results.reduce((sum, { lost }) => sum + lost, 0)).toBeGreaterThan(KILLS / 2)
  expect(acked.length).toBeGreaterThan(KILLS * CLIENTS)
  console.log(
    `${KILLS} kills, ${acked.length} operations answered, ${results.reduce((sum, { lost }) => sum + lost, 0)} requests lost`,
  )
})
