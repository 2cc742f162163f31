// Tables as an XLSX workbook: heads that stay in view, dates that are dates, columns as wide as what they hold.
import writeXlsxFile from 'write-excel-file/browser'
import { type Feuille, hasHour, textOf, type Valeur } from './valeur.ts'

/** The longest name of a sheet, and the widest column before its text wraps. */
const NAME = 31
const WIDE = 60

// Characters no XML holds: one of them and the whole workbook is refused.
const UNSAYABLE = /[^\P{Cc}\t\n\r]|\p{Cs}|[\uFFFE\uFFFF]/gu

function cell(valeur: Valeur) {
  if (valeur === null) return null
  if (typeof valeur === 'boolean') return { value: textOf(valeur), type: String }
  if (typeof valeur === 'number') return Number.isFinite(valeur) ? { value: valeur, type: Number } : null
  if (typeof valeur === 'string')
    return { value: valeur.replaceAll(UNSAYABLE, ''), type: String, wrap: true, alignVertical: 'top' as const }
  if (Number.isNaN(valeur.getTime())) return null
  // A spreadsheet knows no time zone: the hour of here is written as it is read here.
  const here = new Date(valeur.getTime() - valeur.getTimezoneOffset() * 60_000)
  return { value: here, type: Date, format: hasHour(valeur) ? 'dd/mm/yyyy hh:mm' : 'dd/mm/yyyy' }
}

const width = (colonne: string, valeurs: readonly Valeur[]): number => {
  const longest = valeurs.reduce<number>((most, valeur) => Math.max(most, textOf(valeur).length), colonne.length)
  return Math.min(WIDE, Math.max(8, longest + 2))
}

/** A name of a sheet that every spreadsheet takes, and no other of this workbook has. */
function sheetName(nom: string, taken: Set<string>): string {
  const clean = nom.replaceAll(/[[\]\\/:*?\p{Cc}]+/gu, ' ').replaceAll(/^'+|'+$/g, '').trim() || 'Feuille'
  let name = clean.slice(0, NAME)
  for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${clean.slice(0, NAME - String(n).length - 1)} ${n}`
  taken.add(name.toLowerCase())
  return name
}

/** The workbook, one sheet per table; empty tables keep their heads. */
export async function xlsxFile(feuilles: readonly Feuille[]): Promise<Blob> {
  const taken = new Set<string>()
  const sheets = feuilles.map(({ nom, colonnes, lignes }) => ({
    sheet: sheetName(nom, taken),
    stickyRowsCount: 1,
    columns: colonnes.map((colonne, at) => ({ width: width(colonne, lignes.map((ligne) => ligne[at] ?? null)) })),
    data: [
      colonnes.map((value) => ({ value, type: String, fontWeight: 'bold' as const, wrap: true })),
      ...lignes.map((ligne) => ligne.map(cell)),
    ],
  }))
  return writeXlsxFile(sheets, { fontFamily: 'Calibri', fontSize: 11 }).toBlob()
}
