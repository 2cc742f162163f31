// A table as CSV for a French spreadsheet: UTF-8 with its mark, semicolons, decimal commas, no formula that wakes up.
import { type Ligne, textOf } from './valeur.ts'

// A cell that a spreadsheet would run as a formula. A number below zero is none.
const FORMULA = /^(?!-?\d+(?:,\d+)?$)\s*[=+\-@\t\r]/
const QUOTED = /[";\r\n]|^\s|\s$/

/** A cell: quoted when it must be; an apostrophe keeps a formula asleep. */
function cell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text
  return safe !== text || QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The text of the file. */
export function csvText(colonnes: readonly string[], lignes: readonly Ligne[]): string {
  const rows = [colonnes, ...lignes.map((ligne) => ligne.map(textOf))]
  return `\uFEFF${rows.map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`
}

/** The file itself. */
export const csvFile = (colonnes: readonly string[], lignes: readonly Ligne[]): Blob =>
  new Blob([csvText(colonnes, lignes)], { type: 'text/csv;charset=utf-8' })
