// Boxes and choices whose touch is a write: faster than the phone keeps it, or twice in a row.
import { useEffect, useState } from 'preact/hooks'
import type { DocId, OpId, Path } from '../domain/id.ts'

const last = new Map<string, OpId>()
let turn: Promise<unknown> = Promise.resolve()

/**
 * Runs the writes of this tab one after the other. What it wrote last in a register counts as seen beside `seen`: the
 * person has just done it, though the screen does not show it yet. Else they would have two versions of their own.
 * Not for a text that stays open: what another screen wrote there meanwhile was not seen. Throws what `write` throws.
 */
export function inTurn(doc: DocId, seen: Record<Path, OpId[]>, write: (seen: Record<Path, OpId[]>) => Promise<OpId>): Promise<OpId> {
  const mine = turn.then(async () => {
    const also = { ...seen }
    for (const at of Object.keys(seen) as Path[]) {
      const own = last.get(`${doc} ${at}`)
      if (own) also[at] = [...new Set([...(also[at] ?? []), own])]
    }
    const op = await write(also)
    for (const at of Object.keys(seen)) last.set(`${doc} ${at}`, op)
    return op
  })
  turn = mine.catch(() => undefined) // told to whoever asked for it
  return mine
}

/**
 * What a control shows: `kept`, or what was asked until it is kept. `write` gives false, or throws, when nothing was
 * written: then it shows again what is kept.
 */
export function useAsked<T>(kept: T, write: (wanted: T) => Promise<unknown>): [shown: T, ask: (wanted: T) => void] {
  const [asked, setAsked] = useState<{ wanted: T } | null>(null)
  useEffect(() => {
    if (asked?.wanted === kept) setAsked(null)
  }, [kept, asked])
  return [
    asked ? asked.wanted : kept,
    (wanted) => {
      const mine = { wanted }
      const back = () => setAsked((now) => (now === mine ? null : now))
      setAsked(mine)
      write(wanted).then((done) => done === false && back(), back)
    },
  ]
}
