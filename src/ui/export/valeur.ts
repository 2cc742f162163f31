// What a cell of an export may hold, and how it reads in a French spreadsheet.
import { dayOf, hourOf } from '../dates.ts'

export type Valeur = string | number | Date | boolean | null
export type Ligne = readonly Valeur[]

/** One sheet of a workbook: its name, the heads of its columns, its rows. */
export interface Feuille {
  nom: string
  colonnes: readonly string[]
  lignes: readonly Ligne[]
}

/** A date with an hour shows it; one made from a day alone is at midnight and does not. */
export const hasHour = (date: Date): boolean => hourOf(date) !== '00:00'

/** The local day `AAAA-MM-JJ`, or the local moment `AAAA-MM-JJTHH:MM`, as a cell; the text itself when it is neither. */
export function jour(text: string | null): Valeur {
  if (!text) return null
  const date = new Date(text.length === 10 ? `${text}T00:00:00` : text)
  return Number.isNaN(date.getTime()) ? text : date
}

/** A value as the text of a CSV cell: 12/03/2026, 1,5, Oui. */
export function textOf(valeur: Valeur): string {
  if (valeur === null) return ''
  if (typeof valeur === 'boolean') return valeur ? 'Oui' : 'Non'
  if (typeof valeur === 'number') return Number.isFinite(valeur) ? String(valeur).replace('.', ',') : ''
  if (typeof valeur === 'string') return valeur
  if (Number.isNaN(valeur.getTime())) return ''
  const day = dayOf(valeur).split('-').reverse().join('/')
  return hasHour(valeur) ? `${day} ${hourOf(valeur)}` : day
}

const REFUSED = /[\\/:*?"<>|\p{Cc}]+/gu

/** A name that every system takes for a file: « Carnet – CIO de Fictiville », without ending. */
export const nomDeFichier = (nom: string): string =>
  nom.replaceAll(REFUSED, ' ').replaceAll(/\s+/g, ' ').trim().replace(/\.+$/, '').slice(0, 120) || 'Carnet d’immersion'
