// Files that leave the app: what a French spreadsheet reads of them.
import fc from 'fast-check'
import { unzipSync } from 'fflate'
import Papa from 'papaparse'
import { expect, test } from 'vitest'
import { csvFile, csvText } from '../../src/ui/export/csv.ts'
import { jour, nomDeFichier } from '../../src/ui/export/valeur.ts'
import { xlsxFile } from '../../src/ui/export/xlsx.ts'

test('a CSV starts with its mark, and its cells read as they were written', async () => {
  const file = csvFile(['Œuvre', 'Durée'], [['« Étonnement » ; l’accueil', 1.5], ['deux\nlignes', null]])
  const bytes = new Uint8Array(await file.arrayBuffer())
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  const { data } = Papa.parse<string[]>((await file.text()).trim(), { delimiter: ';' })
  expect(data).toEqual([
    ['Œuvre', 'Durée'],
    ['« Étonnement » ; l’accueil', '1,5'],
    ['deux\nlignes', ''],
  ])
})

test('whatever the words, a reader of CSV finds them again, and no formula', () => {
  const word = fc.string({ unit: fc.constantFrom('é', 'œ', '"', ';', ',', '\n', '\r', ' ', '=', '-', '@', 'a', '1', '\t') })
  fc.assert(
    fc.property(fc.array(fc.tuple(word, word), { minLength: 1 }), (rows) => {
      const { data } = Papa.parse<string[]>(csvText(['a', 'b'], rows).replace(/\r\n$/, ''), { delimiter: ';', newline: '\r\n' })
      const read = data.slice(1)
      rows.forEach((row, i) => {
        row.forEach((cell, j) => {
          expect([cell, `'${cell}`]).toContain(read[i]?.[j])
        })
      })
      for (const cell of read.flat()) expect(/^(?!-?\d+(,\d+)?$)[=+\-@\t\r]/.test(cell)).toBe(false)
    }),
  )
})

test('dates, yes and no, numbers below zero are written as a person writes them', () => {
  const line = csvText(['a', 'b', 'c', 'd', 'e', 'f'], [[jour('2026-03-12'), new Date(2026, 2, 12, 14, 5), true, false, -3, -0.5]]).split('\r\n')[1]
  expect(line).toBe('12/03/2026;12/03/2026 14:05;Oui;Non;-3;-0,5')
})

test.each(['=HYPERLINK("http://x")', '+33 6', '-2+3', '@SUM(A1)', '\t=1', ' =1+1'])('%j wakes no formula up', (text) => {
  const [, line = ''] = csvText(['a'], [[text]]).split('\r\n')
  expect(line.replaceAll('"', '').startsWith("'")).toBe(true)
})

test('a workbook holds its sheets under names a spreadsheet takes, with real dates', async () => {
  const long = 'Restitution à la structure d’appartenance : orienter'
  const blob = await xlsxFile([
    { nom: long, colonnes: ['Date', 'Note'], lignes: [[jour('2026-03-12'), 'l’œil & <la main>\u0002'], [null, '=1+1']] },
    { nom: long, colonnes: ['Vide'], lignes: [] },
  ])
  const files = unzipSync(new Uint8Array(await blob.arrayBuffer()))
  const read = (name: string): string => new TextDecoder().decode(files[name])
  const names = [...read('xl/workbook.xml').matchAll(/<sheet [^>]*?name="([^"]*)"/g)].map((m) => m[1])
  expect(names).toHaveLength(2)
  expect(new Set(names).size).toBe(2)
  for (const name of names) expect(name!.length).toBeLessThanOrEqual(31)
  // 12 March 2026 is day 46093 of a spreadsheet, whatever the time zone of the machine.
  expect(read('xl/worksheets/sheet1.xml')).toContain('<v>46093</v>')
  expect(read('xl/sharedStrings.xml')).toContain('l’œil &amp; &lt;la main&gt;</t>')
  expect(read('xl/worksheets/sheet1.xml')).not.toContain('<f>')
})

test('the name of a file keeps its accents and loses what a disk refuses', () => {
  expect(nomDeFichier('Évaluation : CIO / Fictiville*')).toBe('Évaluation CIO Fictiville')
  expect(nomDeFichier(' /// ')).toBe('Carnet d’immersion')
})
