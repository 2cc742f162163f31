import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { DocId, OpId, Path, PersonneId } from '../../src/domain/id.ts'
import { canonical, type Json } from '../../src/domain/json.ts'
import {
  applyChange,
  conflictsOf,
  type Head,
  headsOf,
  mergeState,
  noRegisters,
  type Packed,
  pack,
  type Registers,
  shownValue,
  unpack,
  versionsOf,
} from '../../src/domain/register.ts'

const id = 'doc-1' as DocId
const path = fc.constantFrom('bilan', 'choix', 'actions/r1', 'actions/r1/quoi') as fc.Arbitrary<Path>
const op = fc.nat({ max: 5 }).map((n) => `replica-1.${n + 1}` as OpId)
const value = fc.constantFrom<Json>('a', 'b', null, 3, ['x'], { pos: 'a0' })
const head: fc.Arbitrary<Head> = fc
  .record({ o: op, v: value, t: fc.nat(), s: fc.option(fc.integer({ min: 1, max: 99 }), { nil: undefined }), merge: fc.boolean(), r: fc.option(fc.nat({ max: 9 }), { nil: undefined }) })
  .map(({ o, v, t, s, merge, r }) => ({
    o,
    v,
    t,
    u: 'ana' as PersonneId,
    ...(s === undefined ? {} : { s }),
    ...(merge ? { a: ['replica-2.1' as OpId, 'replica-3.1' as OpId] } : {}),
    ...(r === undefined ? {} : { r }),
  }))
// One operation gives a register one head, and says the same of itself everywhere but when the server took it.
const registers: fc.Arbitrary<Registers> = fc
  .dictionary(path, fc.uniqueArray(head, { selector: (each) => each.o, minLength: 1, maxLength: 3 }))
  .map((dictionary) => {
    const known = new Map<string, Head>()
    const all = noRegisters()
    for (const [key, heads] of Object.entries(dictionary)) {
      all[key as Path] = heads.map((each) => {
        const first = known.get(each.o) ?? each
        known.set(each.o, first)
        const { s: _s, r: _r, ...same } = first
        return { ...same, v: each.v, ...(each.s === undefined ? {} : { s: each.s }), ...(each.r === undefined ? {} : { r: each.r }) }
      })
    }
    return all
  })
const change = fc.record({ s: fc.dictionary(path, value, { minKeys: 1, maxKeys: 2 }), b: fc.dictionary(path, fc.uniqueArray(op, { maxLength: 2 })) })

const plain = (all: Registers) => canonical(all as unknown as Json)

test('registers packed and unpacked are the same registers', () => {
  fc.assert(
    fc.property(registers, (all) => {
      const packed = JSON.parse(JSON.stringify(pack(id, all))) as Packed
      expect(plain(unpack(packed))).toBe(plain(all))
    }),
    { numRuns: 1000 },
  )
})

test('an operation applied twice is an operation applied once', () => {
  fc.assert(
    fc.property(registers, change, (all, made) => {
      const origin = { o: 'replica-9.1' as OpId, t: 1, u: 'bob' as PersonneId }
      const once = applyChange(all, made, origin)
      expect(plain(applyChange(once, made, origin))).toBe(plain(once))
    }),
  )
})

test('two operations that do not replace each other give the same heads in either order', () => {
  const sorted = (all: Registers) => plain(Object.fromEntries(Object.entries(all).map(([key, heads]) => [key, [...heads].sort((a, b) => (a.o < b.o ? -1 : 1))])) as Registers)
  fc.assert(
    fc.property(registers, change, change, (all, a, b) => {
      const one = { o: 'replica-8.1' as OpId, t: 1, u: 'ana' as PersonneId }
      const two = { o: 'replica-9.1' as OpId, t: 2, u: 'bob' as PersonneId }
      expect(sorted(applyChange(applyChange(all, a, one), b, two))).toBe(sorted(applyChange(applyChange(all, b, two), a, one)))
    }),
  )
})

test('only what was on screen is replaced, and nothing outside the registers named', () => {
  fc.assert(
    fc.property(registers, change, (all, made) => {
      const before = plain(all)
      const after = applyChange(all, made, { o: 'replica-9.1' as OpId, t: 1, u: 'bob' as PersonneId })
      expect(plain(all)).toBe(before)
      for (const [key, heads] of Object.entries(all) as [Path, Head[]][]) {
        for (const each of heads) {
          const replaced = key in made.s && (made.b[key] ?? []).includes(each.o)
          expect((after[key] ?? []).some((other) => other.o === each.o)).toBe(!replaced)
        }
      }
    }),
  )
})

test('what this device wrote last is shown first, then what the server received last', () => {
  const [seen, other, mine] = [
    { o: 'r.1', v: 'one', t: 9, u: 'ana', s: 4 },
    { o: 'r.2', v: 'two', t: 1, u: 'bob', s: 7 },
    { o: 'r.3', v: 'three', t: 0, u: 'cy' },
  ] as unknown as Head[]
  const at = 'choix' as Path
  const all = (heads: (Head | undefined)[]): Registers => Object.assign(noRegisters(), { [at]: heads })
  expect(shownValue(all([other, seen]), at)).toBe('two')
  expect(shownValue(all([mine, other, seen]), at)).toBe('three')
  expect(versionsOf(all([seen, other, mine]), at).map((each) => each.v)).toEqual(['three', 'two', 'one'])
  expect(headsOf(all([seen, other]), at)).toEqual(['r.1', 'r.2'])
  expect(shownValue(noRegisters(), at)).toBeNull()
})

test('the first version listed is the one that is shown', () => {
  fc.assert(
    fc.property(registers, (all) => {
      for (const key of Object.keys(all) as Path[]) expect(canonical(versionsOf(all, key)[0]?.v)).toBe(canonical(shownValue(all, key)))
    }),
  )
})

test('equal values are one version and no conflict', () => {
  const all = applyChange(
    applyChange(noRegisters(), { s: { choix: 'é' }, b: {} }, { o: 'replica-1.1' as OpId, t: 1, u: 'ana' as PersonneId }),
    { s: { choix: 'e\u0301' }, b: {} },
    { o: 'replica-2.1' as OpId, t: 1, u: 'bob' as PersonneId },
  )
  expect(all['choix' as Path]).toHaveLength(2)
  expect(conflictsOf(all)).toEqual([])
})

test('a page that arrives late or twice changes nothing', () => {
  fc.assert(
    fc.property(registers, registers, (held, incoming) => {
      const served = (all: Registers): Registers =>
        Object.assign(noRegisters(), Object.fromEntries(Object.entries(all).map(([key, heads]) => [key, heads.map((each, i) => ({ ...each, s: (each.s ?? 0) + i + 1 }))])))
      const [old, page] = [served(held), served(incoming)]
      const once = mergeState(old, page)
      expect(plain(mergeState(once, page))).toBe(plain(once))
      const last = (heads: Head[] = []) => Math.max(0, ...heads.map((each) => each.s ?? 0))
      for (const key of Object.keys(old) as Path[]) expect(last(once[key])).toBeGreaterThanOrEqual(last(old[key]))
    }),
  )
})

test('names that objects inherit are no registers', () => {
  expect(Object.keys(noRegisters())).toEqual([])
  expect(shownValue(noRegisters(), 'constructor' as Path)).toBeNull()
})
