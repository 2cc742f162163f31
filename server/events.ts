// Server-sent events that say one thing: "pull". They carry nothing of what changed; without them devices only wait for
// their timer. Each person hears of the channels they read, no other.
import { type Channel, networkChannel, type NetworkId, personalChannel } from '../src/domain/id.ts'
import type { Session } from './devices.ts'

const encoder = new TextEncoder()
const POKE = encoder.encode('event: pull\ndata: pull\n\n')
const HEARTBEAT = encoder.encode(': ping\n\n')
/** Streams of one device; a phone has a page or two open. The oldest leaves. */
const PER_DEVICE = 6

interface Stream {
  device: string
  /** what it hears of: channels of its network, for the same person may be in two */
  keys: string[]
  due: ReturnType<typeof setTimeout> | null
  controller: ReadableStreamDefaultController<Uint8Array>
}

export interface EventsOptions {
  /** ms between two comments that keep the connection alive */
  heartbeat?: number
  /** ms during which several changes make one poke */
  gather?: number
}

export interface Events {
  /** A stream of pokes for a signed-in device. */
  open(session: Session): ReadableStream<Uint8Array>
  /** Something changed in these channels of a network. */
  changed(channels: readonly Channel[], network: NetworkId): void
  /** This device starts a pull: it is about to see every change made so far. */
  pulled(device: string): void
  /** Pokes everybody and lets them come again: some changes, or some rights taken away, were not heard of. */
  reopen(): void
  /** Closes the streams of a device (revoked, signed out). */
  close(device: string): void
  closeAll(): void
  count(): number
}

/** The open streams of the devices, and what pokes them. */
export function createEvents({ heartbeat = 25_000, gather = 80 }: EventsOptions = {}): Events {
  const streams = new Set<Stream>()
  const byKey = new Map<string, Set<Stream>>()
  const keyOf = (network: NetworkId, channel: Channel): string => `${network} ${channel}`

  function forget(stream: Stream): void {
    if (stream.due) clearTimeout(stream.due)
    streams.delete(stream)
    for (const key of stream.keys) {
      const listening = byKey.get(key)
      listening?.delete(stream)
      if (listening?.size === 0) byKey.delete(key)
    }
  }

  function end(stream: Stream): void {
    forget(stream)
    try {
      stream.controller.close()
    } catch {
      // The reader left in the meantime.
    }
  }

  function send(stream: Stream, bytes: Uint8Array): void {
    try {
      // A reader that takes nothing any more: let it come back by itself rather than fill the memory.
      if ((stream.controller.desiredSize ?? 0) < -64) end(stream)
      else stream.controller.enqueue(bytes)
    } catch {
      forget(stream)
    }
  }

  const timer = setInterval(() => {
    for (const stream of streams) send(stream, HEARTBEAT)
  }, heartbeat)
  timer.unref()

  return {
    open(session) {
      const own = [...streams].filter((stream) => stream.device === session.appareil)
      for (const stream of own.slice(0, Math.max(0, own.length - PER_DEVICE + 1))) end(stream)
      let opened: Stream | undefined
      return new ReadableStream<Uint8Array>({
        start(controller) {
          const { network } = session
          const keys = [personalChannel(session.personne), networkChannel(network)].map((channel) =>
            keyOf(network, channel),
          )
          const stream: Stream = { device: session.appareil, keys, due: null, controller }
          opened = stream
          streams.add(stream)
          for (const key of keys) byKey.set(key, (byKey.get(key) ?? new Set()).add(stream))
          // Tells the page at once that the way is open, through proxies that wait for a first byte.
          controller.enqueue(encoder.encode('retry: 3000\n: bonjour\n\n'))
        },
        cancel() {
          if (opened) forget(opened)
        },
      })
    },
    changed(channels, network) {
      const concerned = new Set(channels.flatMap((channel) => [...(byKey.get(keyOf(network, channel)) ?? [])]))
      for (const stream of concerned) {
        stream.due ??= setTimeout(() => {
          stream.due = null
          send(stream, POKE)
        }, gather)
      }
    },
    pulled(device) {
      for (const stream of streams) {
        if (stream.device !== device || !stream.due) continue
        clearTimeout(stream.due)
        stream.due = null
      }
    },
    reopen() {
      for (const stream of [...streams]) {
        send(stream, POKE)
        end(stream)
      }
    },
    close(device) {
      for (const stream of [...streams]) if (stream.device === device) end(stream)
    },
    closeAll() {
      clearInterval(timer)
      for (const stream of [...streams]) end(stream)
    },
    count: () => streams.size,
  }
}
