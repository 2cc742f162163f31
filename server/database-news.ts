// News between the server processes of one PostgreSQL: LISTEN and NOTIFY over a connection of their own. Told after the
// commit, never in it: a notification inside a transaction makes every commit of the database wait for the others.
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import type { Channel, NetworkId } from '../src/domain/id.ts'
import type { News } from './database.ts'

const CHANNEL = 'carnet'
/** PostgreSQL takes 8,000 bytes; names of channels are plain letters. */
const MOST = 7_000
const RETRY = { least: 100, most: 5_000 }
/** A connection that is gone without a word is noticed this late. */
const CHECK_EVERY = 20_000

/** The line of one notification: who tells, and a network with its channels, or devices. */
interface Line {
  f: string
  n?: NetworkId
  c?: Channel[]
  d?: string[]
}

/** Tells and hears, and connects again by itself. */
export async function openNews(config: pg.ClientConfig) {
  const self = randomBytes(9).toString('base64url')
  const listeners = new Set<(news: News) => void>()
  const changed = new Map<NetworkId, Set<Channel>>()
  const devices = new Set<string>()
  let client: pg.Client | null = null
  let closed = false
  let wait = RETRY.least
  let retry: ReturnType<typeof setTimeout> | undefined
  let sending: Promise<void> | null = null

  const hear = (news: News): void => {
    for (const listener of listeners) listener(news)
  }

  function receive(payload: string): void {
    const line = JSON.parse(payload) as Line // written by `lines`
    if (line.f === self) return
    if (line.n && line.c) hear({ kind: 'changed', network: line.n, channels: line.c })
    for (const device of line.d ?? []) hear({ kind: 'device', device })
  }

  async function connect(): Promise<void> {
    // Each query is short: one that is not answered means that the connection is gone.
    const next = new pg.Client({ ...config, query_timeout: 10_000 })
    const lost = (): void => {
      if (client !== next && client !== null) return
      client = null
      next.removeAllListeners('end')
      next.end().catch(() => undefined)
      again()
    }
    next.on('error', lost)
    next.on('notification', ({ channel, payload }) => {
      if (channel === CHANNEL && payload) receive(payload)
    })
    try {
      await next.connect()
      await next.query(`LISTEN ${CHANNEL}`)
    } catch {
      lost()
      return
    }
    if (closed) {
      await next.end()
      return
    }
    next.on('end', lost)
    client = next
    wait = RETRY.least
    // What others said in the meantime is gone.
    hear({ kind: 'missed' })
    send()
  }

  function again(): void {
    if (closed || retry) return
    retry = setTimeout(() => {
      retry = undefined
      void connect()
    }, wait)
    retry.unref()
    wait = Math.min(wait * 2, RETRY.most)
  }

  const add = (network: NetworkId, channels: readonly Channel[]): void =>
    void changed.set(network, new Set([...(changed.get(network) ?? []), ...channels]))

  /** Everything that waits, in lines short enough. */
  function lines(): Line[] {
    const made: Line[] = []
    for (const [n, channels] of changed) {
      let c: Channel[] = []
      let length = 0
      for (const channel of channels) {
        if (length + channel.length > MOST) {
          made.push({ f: self, n, c })
          c = []
          length = 0
        }
        c.push(channel)
        length += channel.length + 3
      }
      made.push({ f: self, n, c })
    }
    const all = [...devices]
    for (let i = 0; i < all.length; i += 100) made.push({ f: self, d: all.slice(i, i + 100) })
    changed.clear()
    devices.clear()
    return made
  }

  function keep(line: Line): void {
    if (line.n) add(line.n, line.c ?? [])
    for (const device of line.d ?? []) devices.add(device)
  }

  /** Sends what waits; what comes meanwhile goes next, together. */
  function send(): void {
    if (sending || !client) return
    sending = (async () => {
      while (client && changed.size + devices.size > 0) {
        const waiting = lines()
        for (let line = waiting.shift(); line; line = waiting.shift()) {
          const asked: pg.Client = client
          try {
            await asked.query('SELECT pg_notify($1, $2)', [CHANNEL, JSON.stringify(line)])
          } catch (error) {
            for (const one of [line, ...waiting]) keep(one) // told once connected again
            asked.emit('error', error)
            return
          }
        }
      }
    })().finally(() => {
      sending = null
    })
  }

  const check = setInterval(() => {
    const asked = client
    asked?.query('SELECT 1').catch(() => asked.emit('error', new Error('no answer')))
  }, CHECK_EVERY)
  check.unref()
  await connect()

  return {
    tell(news: News): void {
      if (closed) return
      if (news.kind === 'changed') add(news.network, news.channels)
      if (news.kind === 'device') devices.add(news.device)
      send()
    },
    listen(listener: (news: News) => void): void {
      listeners.add(listener)
    },
    /** Says what is left to say, if that is possible now, and leaves. */
    async close(): Promise<void> {
      closed = true
      clearInterval(check)
      clearTimeout(retry)
      await sending
      const last = client
      client = null
      last?.removeAllListeners('end')
      await last?.end().catch(() => undefined)
    },
  }
}
