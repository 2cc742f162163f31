import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonical, hash64, type Json, sameValue } from '../../src/domain/json.ts'

const json = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>

test('a value has one text, whatever the order of its keys', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string(), json), { maxLength: 6 }), (entries) => {
      const unique = [...new Map(entries)].filter(([key]) => key !== '__proto__')
      const there = Object.fromEntries(unique) as Json
      const back = Object.fromEntries([...unique].reverse()) as Json
      expect(canonical(there)).toBe(canonical(back))
    }),
  )
})

test('different values have different texts, and a text read again has the same text', () => {
  fc.assert(
    fc.property(json, json, (a, b) => {
      expect(canonical(JSON.parse(canonical(a)) as Json)).toBe(canonical(a))
      if (!sameValue(a, b)) expect(JSON.stringify(a)).not.toBe(JSON.stringify(b))
    }),
  )
})

test('an accent typed in one sign or in two is the same text', () => {
  expect(sameValue('é', 'e\u0301')).toBe(true)
  expect(hash64(canonical('é'))).toBe(hash64(canonical('e\u0301')))
})

test('nothing and undefined are one, in a record too', () => {
  expect(sameValue(undefined, null)).toBe(true)
  expect(canonical({ a: undefined } as unknown as Json)).toBe('{}')
})

test('the hash has sixteen digits and changes with each character', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(), fc.string({ minLength: 1, maxLength: 1 }), (text, at, character) => {
      expect(hash64(text)).toMatch(/^[0-9a-f]{16}$/)
      const i = text.length === 0 ? 0 : at % text.length
      const other = text.slice(0, i) + character + text.slice(i + 1)
      if (other !== text) expect(hash64(other)).not.toBe(hash64(text))
    }),
  )
})

test('the hash of a text never changes: devices and servers of different ages compare it', () => {
  expect(hash64('')).toBe('488bdcb81aee8d83')
  expect(hash64('Carnet d’immersion')).toBe('205bad1ca5dc70e8')
})
