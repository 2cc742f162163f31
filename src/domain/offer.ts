// A server restored from an older copy has un-received what came after; devices offer it the heads they hold from that
// time (sync.md 6.5). What an offer does to a document: pure, for both sides.
import type { OpId, Path } from './id.ts'
import type { Offered, Operation } from './operation.ts'
import { type Head, noRegisters, type Registers } from './register.ts'

/** What the server knows beyond the registers; a device knows nothing of it and need not. */
export interface OfferContext {
  /** sequence given to what is added; absent on a device */
  s?: number
  /** is this operation, at this path, in the server's own log? Then it is a head already, or was replaced in the open */
  known(path: Path, op: OpId): boolean
  /** was this operation replaced at this path since, by somebody who had it on screen? */
  replaced(path: Path, op: OpId): boolean
  /** sequences of the offers already taken at this path */
  taken(path: Path): number[]
}
const onDevice: OfferContext = { known: () => false, replaced: () => false, taken: () => [] }

// Each restore lifts the counter into a block of its own (server/restore.ts): sequences of one block are one history
// and can be compared, those of two blocks that were lost cannot.
export const BLOCK = 2 ** 32
const sameHistory = (a: number, b: number): boolean => Math.floor(a / BLOCK) === Math.floor(b / BLOCK)
const newestOf = (offered: Offered[]): number => offered.reduce((max, head) => Math.max(max, head.s), 0)

/** What a path offers: every head it has, with its sequence, when one of them is later than what both sides share. */
export function offerOf(heads: Head[], shared: number): Offered[] | null {
  if (!heads.some((head) => (head.s ?? 0) > shared)) return null
  return heads.map(({ o, v, t, u, s, a }) => ({ o, v, t, u, s: s ?? 0, ...(a ? { a } : {}) }))
}

/** The registers once the offer is taken. What was written since the restore stays beside it, as a version. */
export function applyOffer(registers: Registers, op: Pick<Operation, 'r' | 'e'>, context: OfferContext = onDevice): Registers {
  const next = Object.assign(noRegisters(), registers)
  const shared = op.e ?? 0
  for (const [key, offered] of Object.entries(op.r ?? {})) {
    const path = key as Path // the server checks each of them before (hasValidPaths)
    const newest = newestOf(offered)
    // A later state of the same history was offered before: this one is its past.
    if (context.taken(path).some((taken) => sameHistory(taken, newest) && taken >= newest)) continue
    const held = registers[path] ?? []
    const kept = held.filter((head) => {
      if (offered.some((other) => other.o === head.o)) return true
      // Replaced in the history that was lost: it was there, and the state offered no longer has it.
      if ((head.s ?? Number.POSITIVE_INFINITY) <= shared) return false
      return !(head.r !== undefined && sameHistory(head.r, newest) && head.r < newest)
    })
    const added = offered
      .filter((other) => !held.some((head) => head.o === other.o) && !context.known(path, other.o) && !context.replaced(path, other.o))
      .map(
        ({ o, v, t, u, s, a }): Head => ({ o, v, t, u: u as Head['u'], s: context.s ?? s, r: s, ...(a ? { a } : {}) }), // written by offerOf
      )
    if (kept.length + added.length > 0) next[path] = [...kept, ...added]
  }
  return next
}

/** Sequences of the offers that an operation makes, by path. */
export const offeredAt = (op: Pick<Operation, 'r'>, path: Path): number[] => {
  const offered = op.r?.[path]
  return offered?.length ? [newestOf(offered)] : []
}
