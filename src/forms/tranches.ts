// The registers of a fiche cut by champ, each part the same object for as long as nothing in it changed: what is not
// touched is not drawn again. The store gives new arrays at each change, so heads are compared, not arrays. Pure.
import type { Path } from '../domain/id.ts'
import { samePlain } from './plain.ts'
import { type Head, noRegisters, type Registers } from '../domain/register.ts'

export type Tranches = ReadonlyMap<string, Registers>

const sameHeads = (a: readonly Head[], b: readonly Head[]): boolean =>
  a === b ||
  (a.length === b.length &&
    a.every((head, i) => {
      const other = b[i]
      if (other === undefined || head.o !== other.o || head.s !== other.s) return false
      // What the server numbered never changes; what it has not is replaced in place while one types.
      return head.s !== undefined || samePlain(head.v, other.v)
    }))

/** The registers cut by champ; parts and arrays that say the same as before are the former ones. */
export function cut(registers: Registers, former: Tranches = new Map()): Tranches {
  const parts = new Map<string, Registers>()
  const sizes = new Map<string, number>()
  const changed = new Set<string>()
  for (const path of Object.keys(registers) as Path[]) {
    const slash = path.indexOf('/')
    const champ = slash < 0 ? path : path.slice(0, slash)
    let part = parts.get(champ)
    if (!part) {
      part = noRegisters()
      parts.set(champ, part)
    }
    sizes.set(champ, (sizes.get(champ) ?? 0) + 1)
    const heads = registers[path] ?? []
    const held = former.get(champ)?.[path]
    if (held && sameHeads(held, heads)) part[path] = held
    else {
      part[path] = heads
      changed.add(champ)
    }
  }
  for (const [champ, held] of former) {
    const same = parts.has(champ) && !changed.has(champ) && sizes.get(champ) === Object.keys(held).length
    if (same) parts.set(champ, held)
  }
  return parts
}

const nothing: Registers = Object.freeze(noRegisters())

/** The registers of a champ; none: always the same empty ones. */
export const partOf = (parts: Tranches, champ: string): Registers => parts.get(champ) ?? nothing
