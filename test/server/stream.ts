// A device that listens for pokes.
import { expect } from 'vitest'
import type { Device } from './world.ts'

/** The stream of a device: what arrived so far, and a promise of the next poke. */
export async function streamOf(device: Device) {
  const response = await device.ask('/api/events')
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  const reader = response.body!.getReader()
  const state = { text: '', ended: false, waiting: [] as (() => void)[] }
  const pump = async (): Promise<void> => {
    for (;;) {
      const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }))
      if (value) state.text += new TextDecoder().decode(value)
      state.ended ||= done
      for (const wake of state.waiting.splice(0)) wake()
      if (done) return
    }
  }
  void pump()
  const until = async (condition: () => boolean): Promise<void> => {
    while (!condition()) await new Promise<void>((resolve) => state.waiting.push(resolve))
  }
  await until(() => state.text.includes('bonjour'))
  return {
    pokes: () => state.text.split('event: pull').length - 1,
    text: () => state.text,
    /** Everything sent before now has arrived: a later heartbeat did. */
    settled: () => {
      const from = state.text.length
      return until(() => state.text.includes(': ping', from))
    },
    said: (words: string) => until(() => state.text.includes(words)),
    poked: (count = 1) => until(() => state.text.split('event: pull').length > count),
    ended: () => until(() => state.ended),
    close: () => reader.cancel(),
  }
}
