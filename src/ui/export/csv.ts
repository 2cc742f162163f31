// A table as CSV for a French spreadsheet: UTF-8 with its mark, semicolons, decimal commas, no formula that wakes up.
import Papa from 'papaparse'
import { type Ligne, textOf } from './valeur.ts'

// A cell that a spreadsheet would run as a formula. A number below zero is none.
const FORMULA = /^(?!-?\d+(?:,\d+)?$)\s*[=+\-@\t\r]/

/** The text of the file. */
export function csvText(colonnes: readonly string[], lignes: readonly Ligne[]): string {
  const body = Papa.unparse(
    { fields: [...colonnes], data: lignes.map((ligne) => ligne.map(textOf)) },
    { delimiter: ';', newline: '\r\n', escapeFormulae: FORMULA },
  )
  return `\uFEFF${body}\r\n`
}

/** The file itself. */
export const csvFile = (colonnes: readonly string[], lignes: readonly Ligne[]): Blob =>
  new Blob([csvText(colonnes, lignes)], { type: 'text/csv;charset=utf-8' })
