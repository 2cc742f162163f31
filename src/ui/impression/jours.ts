// Days on paper: always with their year, as a page outlives it.
import { dayInWords } from '../dates.ts'

const NEVER = new Date(0)

/** « jeudi 12 mars 2026 ». */
export const jourEntier = (day: string): string => dayInWords(day.slice(0, 10), NEVER)

/** « le jeudi 12 mars 2026 », « du lundi 18 mai 2026 au vendredi 29 mai 2026 ». */
export function joursEntiers(days: readonly string[]): string {
  const [from] = days
  const to = days.at(-1)
  if (!from || !to) return 'Date à choisir'
  return from === to ? `Le ${jourEntier(from)}` : `Du ${jourEntier(from)} au ${jourEntier(to)}`
}
