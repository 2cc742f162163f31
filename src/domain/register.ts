// What a document is after any set of operations: registers made of heads. Pure, for both sides. Source of the rule:
// heads := heads − those the operation replaces ∪ {the operation}. No clock decides anything here.
import type { DocId, OpId, Path, PersonneId } from './id.ts'
import { type Json, sameValue } from './json.ts'

/** One value of a register, with the operation that gave it. */
export interface Head {
  /** operation */
  o: OpId
  /** value; null is "emptied" */
  v: Json
  /** device time, ms; shown, never decides */
  t: number
  /** author, or `systeme` for a merge made by the server */
  u: PersonneId | 'systeme'
  /** server sequence; absent while this device still owes it to the server */
  s?: number
  /** for a merge: the operations it was made of */
  a?: OpId[]
  /** sequence before the server was restored from a backup, for a head offered again (sync.md 6.5) */
  r?: number
}

/** All registers of a document. Has no prototype, so that no path is inherited. */
export type Registers = Record<Path, Head[]>

/** A document that holds nothing yet. */
export const noRegisters = (): Registers => Object.create(null) as Registers

/** What an operation does to a document. `b`: for each path, the heads that were on screen when the field was opened. */
interface Change {
  s: Record<string, Json>
  b: Record<string, OpId[]>
}

/** Who made a change, and when. */
export interface Origin {
  o: OpId
  t: number
  u: PersonneId | 'systeme'
  s?: number
  a?: OpId[]
}

const isPath = (key: string): key is Path => key.length > 0

/** The registers after the change. Applying the same operation again changes nothing; the input is left alone. */
export function applyChange(registers: Registers, change: Change, origin: Origin): Registers {
  const next = Object.assign(noRegisters(), registers)
  for (const [path, value] of Object.entries(change.s)) {
    if (!isPath(path)) continue
    const replaced = change.b[path] ?? []
    const kept = (registers[path] ?? []).filter((head) => head.o !== origin.o && !replaced.includes(head.o))
    next[path] = [...kept, { ...origin, v: value }]
  }
  return next
}

const rank = (head: Head): number => head.s ?? Number.POSITIVE_INFINITY

/** The head that is shown: this device's own pending one first, else the one the server received last. */
export function shownHead(registers: Registers, path: Path): Head | undefined {
  let best: Head | undefined
  for (const head of registers[path] ?? []) if (!best || rank(head) >= rank(best)) best = head
  return best
}

/** The value that is shown, or null when the register was never written. */
export const shownValue = (registers: Registers, path: Path): Json => shownHead(registers, path)?.v ?? null

/** The operations whose value is the one that is shown: a change of it replaces these; other versions wait for a person. */
export function seenOf(registers: Registers, path: Path): OpId[] {
  const shown = shownHead(registers, path)
  return (registers[path] ?? []).filter((head) => shown && sameValue(head.v, shown.v)).map((head) => head.o)
}

/** All operations of this register: what somebody who has seen every version replaces. */
export const headsOf = (registers: Registers, path: Path): OpId[] => (registers[path] ?? []).map((head) => head.o)

/** The different versions of a register: one head for each distinct value, shown first. Several: a conflict. */
export function versionsOf(registers: Registers, path: Path): Head[] {
  // Of two that are owed, or were taken at once, the later one first: as shownHead has it.
  const heads = [...(registers[path] ?? [])].reverse().sort((a, b) => (rank(a) === rank(b) ? 0 : rank(b) - rank(a)))
  const versions: Head[] = []
  for (const head of heads) if (!versions.some((other) => sameValue(other.v, head.v))) versions.push(head)
  return versions
}

/** The paths that have several different versions. */
export const conflictsOf = (registers: Registers): Path[] =>
  (Object.keys(registers) as Path[]).filter(
    (path) => (registers[path]?.length ?? 0) > 1 && versionsOf(registers, path).length > 1,
  )

const lastSeq = (heads: Head[]): number => heads.reduce((max, head) => Math.max(max, head.s ?? 0), 0)

/**
 * Server state held here, brought up to date with a page from the server (whole document, or only the changed paths).
 * A path moves forward only: a page that arrives late or twice changes nothing.
 */
export function mergeState(held: Registers, incoming: Registers): Registers {
  const next = Object.assign(noRegisters(), held)
  for (const path of Object.keys(incoming) as Path[]) {
    const heads = incoming[path] ?? []
    if (!held[path] || lastSeq(heads) >= lastSeq(held[path])) next[path] = heads
  }
  return next
}

/** Packed form, stored and sent: origins once, values by path (sync.md, Appendix A). */
export interface Packed {
  id: DocId
  o: [o: OpId, t: number, u: string, s?: number, a?: OpId[], r?: number][]
  /** single heads by path; their origin is number 0 unless `g` says otherwise */
  f: Record<string, Json>
  g?: Record<string, number>
  /** registers with several heads: origin and value of each */
  c?: Record<string, [number, Json][]>
}

/** Registers as they are stored and sent. `unpack(pack(id, r))` gives r back. */
export function pack(id: DocId, registers: Registers): Packed {
  const index = new Map<string, number>()
  const packed: Packed = { id, o: [], f: {} }
  const originOf = (head: Head): number => {
    // One operation may have come to two registers at different times: taken from what two devices offered (offer.ts).
    const key = `${head.o} ${head.s} ${head.r}`
    let i = index.get(key)
    if (i === undefined) {
      i = packed.o.length
      index.set(key, i)
      const tail =
        head.r !== undefined
          ? [head.s ?? 0, head.a ?? [], head.r]
          : head.a
            ? [head.s ?? 0, head.a]
            : head.s === undefined
              ? []
              : [head.s]
      packed.o.push([head.o, head.t, head.u, ...tail] as Packed['o'][number])
    }
    return i
  }
  for (const path of Object.keys(registers) as Path[]) {
    const heads = registers[path] ?? []
    const [only] = heads
    if (heads.length === 1 && only) {
      const i = originOf(only)
      packed.f[path] = only.v
      if (i > 0) {
        packed.g ??= {}
        packed.g[path] = i
      }
    } else if (heads.length > 1) {
      packed.c ??= {}
      packed.c[path] = heads.map((head) => [originOf(head), head.v])
    }
  }
  return packed
}

/** The registers of a packed document. */
export function unpack(packed: Packed): Registers {
  const registers = noRegisters()
  const head = (i: number, v: Json): Head => {
    const origin = packed.o[i]
    if (!origin) throw new Error('a packed document names only origins it holds')
    const [o, t, u, s, a, r] = origin
    return {
      o,
      v,
      t,
      u: u as Head['u'], // written by pack
      ...(s ? { s } : {}),
      ...(a?.length ? { a } : {}),
      ...(r === undefined ? {} : { r }),
    }
  }
  for (const [path, value] of Object.entries(packed.f)) registers[path as Path] = [head(packed.g?.[path] ?? 0, value)]
  for (const [path, heads] of Object.entries(packed.c ?? {}))
    registers[path as Path] = heads.map(([i, v]) => head(i, v))
  return registers
}
