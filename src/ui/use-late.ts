// Code that a screen needs a little later than its first words, or only sometimes: fetched at once or after the first
// screen, kept by the service worker like the rest.
import { useEffect, useState } from 'preact/hooks'
import { firstScreen } from './first-screen.ts'

/** Asked again after a network that was cut, ms. */
const AGAIN = 2_000

const here = new Map<() => Promise<unknown>, unknown>()

/**
 * What `load` gives, `undefined` until it is here; at once when it came before.
 * @param load the same function at each drawing
 * @param when `later`: once the first screen is drawn, as nothing on it waits for this
 */
export function useLate<T>(load: () => Promise<T>, when: 'now' | 'later' | 'never'): T | undefined {
  const [, redraw] = useState(0)
  useEffect(() => {
    if (when === 'never' || here.has(load)) return undefined
    let timer: ReturnType<typeof setTimeout>
    let gone = false
    const ask = (): void => {
      if (gone) return
      load().then(
        (found) => {
          here.set(load, found)
          if (!gone) redraw((n) => n + 1)
        },
        () => {
          timer = setTimeout(ask, AGAIN)
        },
      )
    }
    if (when === 'now') ask()
    else void firstScreen.then(ask)
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [load, when])
  return when === 'never' ? undefined : (here.get(load) as T | undefined) // set just above, by the same function
}
