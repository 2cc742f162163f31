// What must be shown, judged from what each author had on screen and from nothing the protocol says (requirement R3):
// a value leaves a register only because somebody who saw it replaced it, because a merge contains it, or because it is
// in the list of what was not accepted.
import type { DocId, Path } from '../../src/domain/id.ts'
import { canonical, type Json } from '../../src/domain/json.ts'
import type { Head, Registers } from '../../src/domain/register.ts'

/** One value that a person wrote. `t` names it: every device time of a simulation is used once. */
export interface Written {
  doc: DocId
  path: Path
  t: number
  value: Json
  /** what of it can be found again in a text or a list that was merged */
  token: string
  /** everything that was on screen in this register when the field was opened */
  seen: Set<Written>
  /** of these, what was perhaps not there: what it replaced may well be shown beside it */
  alike: Set<Written>
  refused: boolean
  /** accepted by the server, now or before it was restored */
  accepted: boolean
  /** gone with a device or with a server's disk, and nobody else had it */
  destroyed: boolean
  /** two devices had it as the same unsent operation: the older form of a draft may come back beside the newer */
  copied: boolean
  /** the operation, as it was called when it was made */
  name: string
  /** a draft that its author went on typing: what it became stands for it, accepted or refused */
  absorbed: boolean
}

/** What was on screen when a field was opened. */
export class Screen extends Set<Written> {
  /** of these, what is only taken to be there: a merge shows the same value, and the value does not name its write (null) */
  readonly alike = new Set<Written>()
}

export interface Model {
  write(entry: Pick<Written, 'doc' | 'path' | 't' | 'value' | 'token'> & { seen: Set<Written> }): Written
  at(doc: DocId, path: Path): Written[]
  byTime(doc: DocId, path: Path, t: number): Written | undefined
  /** what a reader of these heads has on screen */
  onScreen(doc: DocId, path: Path, heads: Head[]): Screen
  all(): Written[]
  /** complaints about a document at rest; `lenient`: the server was restored, so that a replaced value may be back */
  judge(doc: DocId, registers: Registers, lenient: boolean): string[]
}

const isMerge = (head: Head): boolean => head.a !== undefined

/** Is what was written in this value: whole, or by its token, as a sentence or an element? */
function holds(value: Json, { token, value: whole }: Written): boolean {
  if (canonical(value) === canonical(whole)) return true
  if (typeof value === 'string') return value.includes(token)
  if (Array.isArray(value)) return value.includes(token)
  return canonical(value).includes(token)
}

export function createModel(): Model {
  const registers = new Map<string, Written[]>()
  const key = (doc: DocId, path: Path): string => `${doc} ${path}`
  const at = (doc: DocId, path: Path): Written[] => registers.get(key(doc, path)) ?? []
  const byTime = (doc: DocId, path: Path, t: number) => at(doc, path).find((written) => written.t === t)

  const model: Model = {
    write({ doc, path, t, value, token, seen }) {
      const entry: Written = { doc, path, t, value, token, seen: new Set(seen), alike: new Set(seen instanceof Screen ? seen.alike : []), refused: false, accepted: false, destroyed: false, copied: false, name: '', absorbed: false }
      const list = registers.get(key(doc, path))
      if (list) list.push(entry)
      else registers.set(key(doc, path), [entry])
      return entry
    },
    at,
    byTime,
    onScreen(doc, path, heads) {
      const seen = new Screen()
      const surely = new Set<Written>()
      for (const head of heads) {
        const written = isMerge(head) ? undefined : byTime(doc, path, head.t)
        for (const one of written ? [written] : at(doc, path).filter((other) => holds(head.v, other))) {
          seen.add(one)
          if (written || canonical(one.value).includes(one.token)) surely.add(one)
        }
      }
      for (const one of seen) if (!surely.has(one)) seen.alike.add(one)
      return seen
    },
    all: () => [...registers.values()].flat(),
    judge(doc, shown, lenient) {
      const complaints: string[] = []
      const paths = new Set([...registers.keys()].filter((k) => k.startsWith(`${doc} `)).map((k) => k.slice(doc.length + 1) as Path))
      for (const path of paths) {
        const heads = shown[path] ?? []
        const say = (what: string) =>
          complaints.push(`${doc} ${path}: ${what}; shown ${JSON.stringify(heads.map((h) => [h.o, h.v, h.t, h.s, h.a, h.r]))}`)
        const written = at(doc, path)
        const counted = written.filter((w) => !w.refused && !w.destroyed)
        const replaced = new Set(counted.filter((w) => w.accepted).flatMap((w) => [...w.seen]))
        const surely = new Set(counted.filter((w) => w.accepted).flatMap((w) => [...w.seen].filter((one) => !w.alike.has(one))))
        // What a destroyed write had replaced may be back, or not. So may what was replaced by a write that the server took,
        // un-received when it was restored, and then refused: others may have gone on from it meanwhile.
        const maybe = new Set(written.filter((w) => w.destroyed || (w.refused && w.accepted)).flatMap((w) => [...w.seen]))
        for (const w of counted) {
          if (replaced.has(w) || maybe.has(w) || w.absorbed) continue
          const visible = heads.some((h) => (isMerge(h) ? holds(h.v, w) : h.t === w.t && canonical(h.v) === canonical(w.value)))
          // Whoever had the same value on screen and changed it: a merge follows the change.
          const same = (other: Written) => other !== w && canonical(other.value) === canonical(w.value)
          const taken = counted.some((other) => other.accepted && [...other.seen].some(same))
          if (!visible && !taken) say(`lost ${JSON.stringify(w.value)} written at ${w.t}`)
        }
        for (const h of heads) {
          if (isMerge(h)) continue
          const w = byTime(doc, path, h.t)
          if (!w) say(`nobody wrote ${JSON.stringify(h.v)} at ${h.t}`)
          else if (canonical(w.value) !== canonical(h.v)) say(`altered ${JSON.stringify(w.value)}`)
          else if (w.refused) say(`refused and shown ${JSON.stringify(h.v)}`)
          else if (surely.has(w) && !lenient && !w.copied) say(`came back ${JSON.stringify(h.v)}`)
        }
      }
      return complaints
    },
  }
  return model
}
