import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { keepBoth, withTexte } from '../../src/ui/keep-both.ts'
import { wordDiff } from '../../src/ui/word-diff.ts'

const marked = (text: string, other: string) => wordDiff(text, other).filter(({ differs }) => differs).map((part) => part.text.trim())

test.each([
  ['Le guichet ouvre à neuf heures.', 'Le guichet ouvre à dix heures.', ['neuf'], ['dix']],
  ['Il y a foule.', 'Personne ne vient.', ['Il y a foule.'], ['Personne ne vient.']],
  ['Un café\n\nou deux', 'Un cafe\u0301 ou deux', [], []],
  ['la salle la salle', 'la salle', ['la salle'], []],
  ['', 'tout', [], ['tout']],
])('%j beside %j', (a, b, inA, inB) => {
  expect(marked(a, b)).toEqual(inA)
  expect(marked(b, a)).toEqual(inB)
})

test('the parts give the text back, and what is not marked is in both, in order', () => {
  const text = fc.array(fc.constantFrom('le', 'guichet', 'ouvre', 'à', 'neuf', '\n', '  ', 'été.')).map((words) => words.join(' '))
  fc.assert(
    fc.property(text, text, (a, b) => {
      const [left, right] = [wordDiff(a, b), wordDiff(b, a)]
      expect(left.map((part) => part.text).join('')).toBe(a)
      const common = (parts: typeof left) => parts.filter(({ differs }) => !differs).flatMap((part) => part.text.split(/\s+/)).filter(Boolean)
      expect(common(left).length).toBe(common(right).length)
      let at = 0
      const words = b.split(/\s+/)
      for (const word of common(left)) {
        at = words.indexOf(word, at) + 1
        expect(at).toBeGreaterThan(0)
      }
    }),
  )
})

test('both are kept: texts one after the other, lists without doubles, notes that are cited by either', () => {
  expect(keepBoth(['un', 'deux'])).toBe('un\n\ndeux')
  expect(keepBoth([['a', 'b'], ['b', 'c']])).toEqual(['a', 'b', 'c'])
  expect(keepBoth([{ texte: 'un', notes: ['n1'] }, { texte: 'deux', notes: ['n1', 'n2'] }])).toEqual({
    texte: 'un\n\ndeux',
    notes: ['n1', 'n2'],
  })
})

test('what has no meaning together is not offered', () => {
  expect(keepBoth([3, 4])).toBeNull()
  expect(keepBoth(['un', null])).toBeNull()
  expect(keepBoth([true, false])).toBeNull()
  expect(keepBoth([[{ fichier: 'a' }], [{ fichier: 'b' }]])).toBeNull()
  expect(withTexte(['un', { texte: 'deux' }], 'trois')).toBeNull()
})
