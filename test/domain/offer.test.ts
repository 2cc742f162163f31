import { describe, expect, test } from 'vitest'
import type { OpId, Path, PersonneId } from '../../src/domain/id.ts'
import { applyOffer, BLOCK, offeredAt, offerOf, type OfferContext } from '../../src/domain/offer.ts'
import { type Head, noRegisters, type Registers } from '../../src/domain/register.ts'

const at = 'bilan' as Path
const head = (o: string, s: number, over: Partial<Head> = {}): Head => ({ o: o as OpId, v: o, t: 1, u: 'ana' as PersonneId, s, ...over })
const held = (...heads: Head[]): Registers => Object.assign(noRegisters(), heads.length > 0 ? { [at]: heads } : {})
const server = (over: Partial<OfferContext> = {}): OfferContext => ({ s: BLOCK + 1, known: () => false, replaced: () => false, taken: () => [], ...over })
const names = (registers: Registers) => (registers[at] ?? []).map((each) => each.o)
const SHARED = 100
const offer = (...heads: Head[]) => ({ r: { [at]: offerOf(heads, SHARED) ?? [] }, e: SHARED })

describe('an offer to a restored server', () => {
  test('is made of every head of a register that has one from after, and of no other register', () => {
    expect(offerOf([head('a.1', 50)], SHARED)).toBeNull()
    expect(offerOf([head('a.1', 50), head('b.1', 120)], SHARED)?.map((each) => each.o)).toEqual(['a.1', 'b.1'])
  })

  test('brings back what was lost, in place of what it had replaced', () => {
    const after = applyOffer(held(head('a.1', 50)), offer(head('b.1', 120)), server())
    expect(after[at]).toEqual([{ ...head('b.1', BLOCK + 1), r: 120 }])
  })

  test('keeps what was written since beside it', () => {
    const after = applyOffer(held(head('c.1', BLOCK + 1)), offer(head('b.1', 120)), server())
    expect(names(after)).toEqual(['c.1', 'b.1'])
  })

  test('keeps what is here of the offer itself', () => {
    expect(names(applyOffer(held(head('a.1', 50)), offer(head('a.1', 50), head('b.1', 120)), server()))).toEqual(['a.1', 'b.1'])
  })

  test('made twice is made once', () => {
    const once = applyOffer(held(head('a.1', 50)), offer(head('b.1', 120)), server())
    expect(names(applyOffer(once, offer(head('b.1', 120)), server({ s: BLOCK + 2 })))).toEqual(['b.1'])
  })

  test('that is newer takes the place of an older one, whichever comes first', () => {
    const [older, newer] = [offer(head('b.1', 120)), offer(head('c.1', 130))]
    const first = applyOffer(held(head('a.1', 50)), older, server())
    expect(names(applyOffer(first, newer, server({ s: BLOCK + 2, taken: () => [120] })))).toEqual(['c.1'])
    const other = applyOffer(held(head('a.1', 50)), newer, server())
    expect(names(applyOffer(other, older, server({ s: BLOCK + 2, taken: () => [130] })))).toEqual(['c.1'])
  })

  test('from another history that was lost is kept beside: the two cannot be compared', () => {
    const first = applyOffer(held(), offer(head('b.1', 3 * BLOCK + 5)), server())
    expect(names(applyOffer(first, offer(head('c.1', 120)), server({ taken: () => [3 * BLOCK + 5] })))).toEqual(['b.1', 'c.1'])
  })

  test('does not bring back what somebody replaced since, having seen it', () => {
    const after = applyOffer(held(head('d.1', BLOCK + 1)), offer(head('b.1', 120)), server({ replaced: (_, op) => op === 'b.1' }))
    expect(names(after)).toEqual(['d.1'])
  })

  test('does not bring back what the server itself knows to be replaced', () => {
    const after = applyOffer(held(head('d.1', 150)), offer(head('b.1', 120)), server({ known: (_, op) => op === 'b.1' }))
    expect(names(after)).toEqual(['d.1'])
  })

  test('says how late it is, register by register', () => {
    expect(offeredAt(offer(head('a.1', 50), head('b.1', 120)), at)).toEqual([120])
    expect(offeredAt({}, at)).toEqual([])
  })
})
