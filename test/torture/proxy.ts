// A hostile wire over real TCP between devices and servers. For each request a seed draws one fate; the timing is that of
// the machine, so that a seed gives the same faults and not the same history.
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as ask,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Random } from '../sync/random.ts'

export interface HostileWire {
  url: string
  /** faults are made only while this is true */
  hostile: boolean
  /** requests by what became of them */
  fates: Map<Fate, number>
  /** requests that found no server */
  away: number
  close(): Promise<void>
}

const FATES = {
  passes: 50,
  'cut before': 5,
  'cut inside the request': 5,
  'cut after the request': 7,
  'cut inside the answer': 6,
  'answer truncated': 5,
  'black hole': 3,
  'black hole after the request': 3,
  doubled: 7,
  'again, later': 7,
  delayed: 8,
  'captive portal': 4,
  'captive portal elsewhere': 2,
  'bad gateway': 4,
}
type Fate = keyof typeof FATES

const PORTAL = '<!doctype html><title>Bienvenue sur le WiFi</title><p>Acceptez les conditions pour continuer.'
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

interface Whole {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of message) parts.push(part as Buffer) // no encoding is set
  return Buffer.concat(parts)
}

function draw(random: Random): Fate {
  let left = random.below(Object.values(FATES).reduce((sum, weight) => sum + weight, 0))
  for (const [fate, weight] of Object.entries(FATES)) {
    left -= weight
    if (left < 0) return fate as Fate
  }
  throw new Error('the weights add up')
}

/** Listens until closed; each request goes to the port that `target` names at that moment. */
export async function createProxy(random: Random, target: () => number): Promise<HostileWire> {
  /** Asks the server; with `upTo`, the connection breaks after so many bytes of the body. */
  function forward(message: IncomingMessage, body: Buffer, upTo?: number): Promise<Whole> {
    return new Promise((resolve, reject) => {
      const headers = { ...message.headers, 'content-length': String(body.length), connection: 'close' }
      const out = ask({ host: '127.0.0.1', port: target(), method: message.method, path: message.url, headers, agent: false })
      out.on('error', reject)
      out.on('response', (answer) => {
        bodyOf(answer).then((whole) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: whole }), reject)
      })
      if (upTo === undefined) out.end(body)
      else out.write(body.subarray(0, upTo), () => out.destroy(new Error('cut')))
    })
  }

  function give(response: ServerResponse, { status, headers, body }: Whole, length = body.length): void {
    const { connection: _, 'transfer-encoding': __, ...kept } = headers
    response.writeHead(status, { ...kept, 'content-length': String(length) })
    response.end(body)
  }

  async function meet(fate: Fate, message: IncomingMessage, body: Buffer, response: ServerResponse): Promise<void> {
    const socket = response.socket
    const html = (status: number, text: string) => response.writeHead(status, { 'content-type': 'text/html' }).end(text)
    switch (fate) {
      case 'cut before':
        socket?.destroy()
        return
      case 'cut inside the request':
        await forward(message, body, random.below(Math.max(1, body.length))).catch(() => undefined)
        socket?.destroy()
        return
      case 'cut after the request':
        await forward(message, body)
        socket?.destroy()
        return
      case 'cut inside the answer': {
        const whole = await forward(message, body)
        response.writeHead(whole.status, { ...whole.headers, 'content-length': String(whole.body.length) })
        response.write(whole.body.subarray(0, random.below(Math.max(1, whole.body.length))), () => socket?.destroy())
        return
      }
      case 'answer truncated': {
        const whole = await forward(message, body)
        give(response, { ...whole, body: whole.body.subarray(0, random.below(Math.max(1, whole.body.length))) })
        return
      }
      case 'black hole after the request':
        await forward(message, body)
        return
      case 'black hole':
        return
      case 'doubled': {
        const [one, two] = [forward(message, body), forward(message, body)]
        const other = random.chance(0.5) ? one : two
        const [answer] = await Promise.all([other, one.catch(() => undefined), two.catch(() => undefined)])
        give(response, answer)
        return
      }
      case 'again, later': {
        give(response, await forward(message, body))
        await pause(20 + random.below(600))
        await forward(message, body).catch(() => undefined)
        return
      }
      case 'delayed':
        await pause(random.below(150))
        give(response, await forward(message, body))
        return
      case 'captive portal':
        html(200, PORTAL)
        return
      case 'captive portal elsewhere':
        response.writeHead(302, { location: 'http://portail.invalid/' }).end()
        return
      case 'bad gateway':
        html(502, '<h1>502 Bad Gateway</h1>')
        return
      case 'passes':
        give(response, await forward(message, body))
    }
  }

  const server = createServer((message, response) => {
    const fate = proxy.hostile ? draw(random) : 'passes'
    proxy.fates.set(fate, (proxy.fates.get(fate) ?? 0) + 1)
    response.on('error', () => undefined)
    bodyOf(message)
      .then((body) => meet(fate, message, body, response))
      .catch(() => {
        // No server there, or it died on the way: the device sees the same.
        proxy.away++
        response.socket?.destroy()
      })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // a TCP server has an address of this form
  const proxy: HostileWire = {
    url: `http://127.0.0.1:${port}`,
    hostile: true,
    fates: new Map(),
    away: 0,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return proxy
}
