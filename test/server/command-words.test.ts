// The words of the command line: an id may begin with a hyphen, and is no option.
import { expect, test } from 'vitest'
import { parse } from '../../server/command-words.ts'

test('an id that begins with a hyphen is a value after an option, a word elsewhere', () => {
  const { values, positionals } = parse(['modifier', 'personne', '-kQ3f', '--structure', '-9xyz', '--nom', 'Ana', '--administration'])
  expect(positionals).toEqual(['modifier', 'personne', '-kQ3f'])
  expect(values).toMatchObject({ structure: '-9xyz', nom: 'Ana', administration: true })
})

test('an id that begins with two hyphens and a small letter is no option either', () => {
  const { values, positionals } = parse(['inviter', '--mgAOtJ_P5XUV_Idq5mXa', '--groupe', '--q9OtJ_P5XUV_Idq5mXab', '--administration'])
  expect(positionals).toEqual(['inviter', '--mgAOtJ_P5XUV_Idq5mXa'])
  expect(values).toMatchObject({ groupe: '--q9OtJ_P5XUV_Idq5mXab', administration: true })
  expect(parse(['lister', '--reseau=r1']).values).toMatchObject({ reseau: 'r1' })
})

test('an option that is unknown, or lacks its value, is named', () => {
  expect(() => parse(['lister', 'personnes', '--couleur', 'bleu'])).toThrow('--couleur')
  expect(() => parse(['ajouter', 'personne', '--nom', '--roles', 'accueilli'])).toThrow('--nom')
  expect(() => parse(['ajouter', 'personne', '--nom'])).toThrow('--nom')
})
