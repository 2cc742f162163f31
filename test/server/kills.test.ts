// A real server killed again and again while several devices push: what it answered is there afterwards, once, and what
// it did not answer arrives when the device asks again.
import { expect, test } from 'vitest'
import { look, onPostgres } from '../support/engine.ts'
import { checkKept, client, enrolled, type Server } from './load.ts'
import { serve } from './processes.ts'
import { folder } from './world.ts'

/** more through `npm run torture` */
const KILLS = Number(process.env.KILLS ?? (onPostgres ? 6 : 10))
const CLIENTS = 6

test(`${KILLS} times killed under load, the server keeps every operation it answered, once`, {
  timeout: 60_000 + KILLS * 4_000,
}, async () => {
  const dataDir = folder()
  const env = { GENEROUS: '1' }
  let server = await serve(dataDir, env)
  let next: Promise<Server> = Promise.resolve(server)

  const devices = await enrolled(server, () => server, CLIENTS)
  let kills = 0
  let answers = 0
  const clients = devices.map((device) =>
    client(
      device,
      () => next,
      () => kills < KILLS,
      () => answers++,
    ),
  )
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
  while (kills < KILLS) {
    // A server at work, however slow the machine.
    const before = answers
    while (answers < before + CLIENTS + 1) await pause(5)
    await pause((kills * 37) % 160)
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
  const acked = checkKept(db, results)
  db.close()
  // The kills did fall on requests under way, else this shows nothing.
  expect(results.reduce((sum, { lost }) => sum + lost, 0)).toBeGreaterThan(KILLS / 2)
  expect(acked).toBeGreaterThan(KILLS * CLIENTS)
  console.log(
    `${KILLS} kills, ${acked} operations answered, ${results.reduce((sum, { lost }) => sum + lost, 0)} requests lost`,
  )
})
