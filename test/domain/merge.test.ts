import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonical, type Json } from '../../src/domain/json.ts'
import { mergeText, mergeValue, sentences } from '../../src/domain/merge.ts'

const sentence = fc.constantFrom('Un accueil. ', 'La visite! ', 'Le repas? ', 'Un échange… ', 'Fin.\n', 'Le soir. ', 'Rien. ')
const text = fc.array(sentence, { maxLength: 6 }).map((list) => list.join(''))

test('a text cut in sentences gives the text back', () => {
  fc.assert(
    fc.property(fc.oneof(text, fc.string({ unit: fc.constantFrom('a', 'é', ' ', '.', '!', '?', '…', '\n', '\r', '\t', '😀', '\ud800') })), (any) => {
      expect(sentences(any).join('')).toBe(any)
    }),
  )
})

test('who changed nothing takes what the other wrote', () => {
  fc.assert(
    fc.property(text, text, (base, other) => {
      expect(mergeText(base, base, other)).toBe(other)
      expect(mergeText(base, other, base)).toBe(other)
      expect(mergeText(base, other, other)).toBe(other)
    }),
  )
})

test('the merge of two texts does not depend on who arrives first', () => {
  fc.assert(
    fc.property(text, text, text, (base, a, b) => {
      expect(mergeText(base, a, b)).toBe(mergeText(base, b, a))
    }),
    { numRuns: 2000 },
  )
})

test('a merged text holds no sentence that nobody wrote, and loses none that somebody added', () => {
  fc.assert(
    fc.property(text, text, text, (base, a, b) => {
      const merged = mergeText(base, a, b)
      if (merged === null) return
      const [inBase, inA, inB, out] = [base, a, b, merged].map((each) => sentences(each))
      for (const one of out ?? []) expect([...(inBase ?? []), ...(inA ?? []), ...(inB ?? [])]).toContain(one)
      for (const one of [...(inA ?? []), ...(inB ?? [])]) if (!inBase?.includes(one)) expect(out).toContain(one)
    }),
    { numRuns: 2000 },
  )
})

test('different sentences are joined, one sentence changed twice is left to a person', () => {
  const base = 'Arrivée à neuf heures. Accueil par la chargée d’accueil. Repas. '
  const a = base.replace('neuf', 'dix')
  const b = base.replace('Repas', 'Repas partagé')
  expect(mergeText(base, a, b)).toBe('Arrivée à dix heures. Accueil par la chargée d’accueil. Repas partagé. ')
  expect(mergeText(base, a, base.replace('neuf', 'huit'))).toBeNull()
})

test('a list of names keeps every addition and every removal', () => {
  const name = fc.constantFrom('ana', 'bob', 'cy', 'dee', 'eli')
  const names = fc.uniqueArray(name)
  fc.assert(
    fc.property(names, names, names, (base, a, b) => {
      const ab = mergeValue(base, a, b)
      const ba = mergeValue(base, b, a)
      const list = ab?.value as string[]
      expect(new Set(list)).toEqual(new Set(ba?.value as string[]))
      expect(list.length).toBe(new Set(list).size)
      for (const side of [a, b]) for (const one of side) if (!base.includes(one)) expect(list).toContain(one)
      for (const one of base) expect(list.includes(one)).toBe(a.includes(one) && b.includes(one))
    }),
  )
})

test('an answer with linked notes is joined part by part', () => {
  const base = { texte: 'Un. Deux. Trois. ', notes: ['n1'] }
  const merged = mergeValue(base, { texte: 'Un! Deux. Trois. ', notes: ['n1', 'n2'] }, { texte: 'Un. Deux. Trois! ', notes: ['n1', 'n3'] })
  expect(merged?.value).toEqual({ texte: 'Un! Deux. Trois! ', notes: ['n1', 'n2', 'n3'] })
})

test('a text emptied here and changed there is left to a person', () => {
  expect(mergeValue({ texte: 'Un.', notes: [] }, { texte: null, notes: [] }, { texte: 'Un! Deux.', notes: [] })).toBeNull()
  expect(mergeValue('Un.', null, 'Deux.')).toBeNull()
  // Emptied here, untouched there: that is no question.
  expect(mergeValue('Un.', null, 'Un.')).toEqual({ value: null })
})

test('two different choices are left to a person', () => {
  expect(mergeValue('oui', 'non', 'ne sait pas')).toBeNull()
  expect(mergeValue(1, 2, 3)).toBeNull()
  expect(mergeValue({ par: 'ana' }, { par: 'bob' }, { par: 'cy' })).toBeNull()
})

test('whatever the values, a side that changed nothing gives way', () => {
  const json = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>
  fc.assert(
    fc.property(json, json, (base, other) => {
      expect(canonical(mergeValue(base, base, other)?.value)).toBe(canonical(other))
      expect(canonical(mergeValue(base, other, base)?.value)).toBe(canonical(other))
    }),
  )
})

test('a text made to keep the server busy is left to people, and a long one changed in two places is still merged', () => {
  const of = (step: number, most: number) => Array.from({ length: 20_000 }, (_, i) => `P${(i * step + 1) % most}. `).join('')
  expect(mergeText(of(1, 7), of(3, 5), of(5, 6))).toBeNull()
  const long = Array.from({ length: 20_000 }, (_, i) => `Phrase ${i}. `)
  const changed = (at: number, words: string) => long.with(at, words).join('')
  expect(mergeText(long.join(''), changed(9_000, 'Ici. '), changed(9_050, 'Là. '))).toBe(long.with(9_000, 'Ici. ').with(9_050, 'Là. ').join(''))
})

test('so are lists of any length', () => {
  const list = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `e${from + i}`)
  const merged = mergeValue(list(0, 60_000), list(1, 60_001), [...list(0, 59_999), 'autre'])
  expect(merged?.value).toEqual([...list(1, 59_999), 'e60000', 'autre'])
})
