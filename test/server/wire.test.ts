// Over a real connection: bodies that never end, that stop half-way, that come slowly; the server goes on.
import { request } from 'node:http'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { PersonneId } from '../../src/domain/id.ts'
import { deviceOver, listening } from './listening.ts'
import { RESEAU } from './world.ts'

async function scene() {
  const server = await listening()
  const camille = PersonneId.parse(await server.service.annuaire.add(RESEAU, 'personne', { nom: 'Camille' }))
  return { server, phone: await deviceOver(server, camille) }
}

/** Sends a body without saying its length, a piece at a time, until the server answers or closes. */
function pour(port: number, cookie: string, megabytes: number): Promise<number | 'closed'> {
  return new Promise((resolve) => {
    const sending = request({
      port,
      host: '127.0.0.1',
      path: '/api/push',
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
    })
    let sent = 0
    const more = (): void => {
      while (sent < megabytes) {
        sent++
        if (!sending.write('x'.repeat(1_000_000))) {
          sending.once('drain', more)
          return
        }
      }
      sending.end()
    }
    sending.on('response', (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    sending.on('error', () => resolve('closed'))
    more()
  })
}

test('a body without a length that goes on and on is cut off, and memory with it', async () => {
  const { server, phone } = await scene()
  const before = process.memoryUsage().rss
  expect(['closed', 413]).toContain(await pour(server.port, phone.cookie, 200))
  expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000)
  expect((await phone.push(phone.note('après'))).kind).toBe('pushed')
})

test('a body that stops half-way is nothing, and the next request is heard', async () => {
  const { server, phone } = await scene()
  const body = JSON.stringify(phone.request([phone.note('coupée')]))
  await new Promise<void>((resolve) => {
    const socket = connect(server.port, '127.0.0.1', () => {
      socket.write(
        `POST /api/push HTTP/1.1\r\nHost: x\r\nCookie: ${phone.cookie}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`,
      )
      socket.write(body.slice(0, 80), () => socket.destroy())
    })
    socket.on('close', () => resolve())
  })
  phone.n = 0
  phone.h = ''
  const note = phone.note('entière')
  expect(await phone.push(note)).toMatchObject({ kind: 'pushed', ack: 1 })
  expect([...(await phone.pull()).values()].filter((doc) => doc.$type === 'fiche').map((doc) => doc.texte)).toEqual(['entière'])
})

test('a request under way when the server stops is answered', async () => {
  const { server, phone } = await scene()
  const note = phone.note('juste avant')
  const body = JSON.stringify(phone.request([note]))
  const answered = new Promise<number>((resolve, reject) => {
    const sending = request(
      { port: server.port, host: '127.0.0.1', path: '/api/push', method: 'POST', headers: { cookie: phone.cookie, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } },
      (response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      },
    )
    sending.on('error', reject)
    sending.write(body.slice(0, 50), () => {
      // The server has begun to read; it stops; the rest arrives.
      setTimeout(() => {
        void server.stop()
        sending.end(body.slice(50))
      }, 100)
    })
  })
  expect(await answered).toBe(200)
})
