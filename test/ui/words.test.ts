// The words of the screens: French typography everywhere, no jargon, lists that agree with the référentiels.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { valeursOf } from '../../src/forms/referentiels.ts'
import { etiquettes } from '../../src/ui/etiquettes.ts'
import { dispositifs, modalites, statuts, types } from '../../src/ui/immersion.ts'
import { recoveryInWords } from '../../src/ui/phrases-ouverture.ts'

const folder = join(import.meta.dirname, '../../src/ui')
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name))
const code = (name: string): string =>
  readFileSync(join(folder, name), 'utf8')
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/(^|[^:])\/\/.*$/gm, '$1')

// A space that can break, before a sign that must not stand alone; an apostrophe of the typewriter between letters.
const faults: [string, RegExp][] = [
  ['« and a space that breaks', /« | »/],
  ['a space that breaks before ! or ?', /\p{L} [!?](?=[<'`]| \p{Lu})/u],
  ['a space that breaks before : in a sentence', /\p{Ll} [:;] (?:\$?\{|\p{Ll})(?=[^?]*$)/u],
  ['a straight apostrophe', /\b[ldjnsmcqu]+'[aeiouyéèêàh]/i],
]

for (const name of files) {
  test(`${name} keeps French typography`, () => {
    const lines = code(name)
      .split('\n')
      .filter((line) => !/[?:]\s*$|^\s*[?:] | \? .* : |^\s*import /.test(line))
    for (const [fault, pattern] of faults)
      expect(
        lines.filter((line) => pattern.test(line)),
        fault,
      ).toEqual([])
  })
}

test('no screen speaks like a machine', () => {
  for (const name of files)
    expect(code(name)).not.toMatch(/[>'`][^<'`\n]*\b(synchronisation échouée|conflit|timeout|erreur 500)\b/i)
})

test('étiquettes, statuts, modalités are those of the référentiels', () => {
  expect(etiquettes.map(({ id, libelle }) => ({ id, libelle }))).toEqual(
    valeursOf('etiquettes_note').map(({ id, libelle }) => ({ id, libelle })),
  )
  expect(statuts).toEqual(Object.fromEntries(valeursOf('statuts_immersion').map(({ id, libelle }) => [id, libelle])))
  expect(new Set(modalites.map(({ id }) => id))).toEqual(new Set(valeursOf('modalites').map(({ id }) => id)))
  expect(types.map(({ id }) => id)).toEqual(valeursOf('types_immersion_salarie').map(({ id }) => id))
  for (const { id } of dispositifs) expect(valeursOf('dispositifs').map((value) => value.id)).toContain(id)
})

test('what was brought back is counted in words', () => {
  const recovery = { kind: 'rebuilt' as const, at: 0, operations: 50, notes: 50, fiches: 0, immersions: 0 }
  expect(recoveryInWords(recovery).titre).toBe('Ce téléphone avait perdu vos données\u00a0: 50 notes retrouvées')
  expect(recoveryInWords({ ...recovery, notes: 1 }).titre).toMatch(/1 note retrouvée$/)
  expect(recoveryInWords({ ...recovery, notes: 2, fiches: 1, immersions: 1 }).titre).toContain(
    '2 notes, 1 fiche et 1 immersion',
  )
  expect(recoveryInWords({ ...recovery, pieces: 2 }).titre).toMatch(/50 notes et 2 pièces jointes retrouvées$/)
  expect(recoveryInWords({ ...recovery, notes: 0, pieces: 1, abimees: 1 })).toMatchObject({
    titre: expect.stringMatching(/1 pièce jointe retrouvée$/),
    phrase: expect.stringContaining('Une pièce jointe n’a pas pu être reprise'),
  })
})
