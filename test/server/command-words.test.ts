// The words of the command line: an id may begin with a hyphen, and is no option.
import { expect, test } from 'vitest'
import { parse } from '../../server/command-words.ts'

test('an id that begins with a hyphen is a value after an option, a word elsewhere', () => {
  const { values, positionals } = parse(['modifier', 'personne', '-kQ3f', '--structure', '-9xyz', '--nom', 'Ana', '--administration'])
  expect(positionals).toEqual(['modifier', 'personne', '-kQ3f'])
  expect(values).toMatchObject({ structure: '-9xyz', nom: 'Ana', administration: true })
})

test('an option that is unknown, or lacks its value, is named', () => {
  expect(() => parse(['lister', 'personnes', '--couleur', 'bleu'])).toThrow('--couleur')
  expect(() => parse(['ajouter', 'personne', '--nom', '--roles', 'accueilli'])).toThrow('--nom')
  expect(() => parse(['ajouter', 'personne', '--nom'])).toThrow('--nom')
})
