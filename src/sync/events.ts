// The server's poke: "pull". Only a hint: without it changes arrive with the timer. The browser reconnects by itself,
// except after an answer that is not a stream (signed out, captive portal, proxy): then it is tried again, less and less often.
const FIRST = 5_000
const LAST = 300_000

export interface Events {
  close(): void
}

/** Calls `poke` whenever something changed on the server, and each time the way to it is open again. */
export function listen(poke: () => void): Events {
  let source: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let pause = FIRST
  const open = () => {
    source = new EventSource('/api/events')
    // What changed while the way was closed was not announced.
    source.addEventListener('open', () => {
      pause = FIRST
      poke()
    })
    source.addEventListener('pull', poke)
    source.addEventListener('error', () => {
      if (source?.readyState !== EventSource.CLOSED) return
      timer = setTimeout(open, pause)
      pause = Math.min(LAST, pause * 2)
    })
  }
  if (typeof EventSource !== 'undefined') open()
  return {
    close() {
      clearTimeout(timer)
      source?.close()
    },
  }
}
