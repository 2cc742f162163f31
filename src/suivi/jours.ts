// Days of the calendar, local, `AAAA-MM-JJ`. They are counted in UTC, where no change of clocks moves a day. Pure.

const DAY = 86_400_000
const at = (day: string): number => Date.parse(`${day}T12:00:00Z`)
const dayAt = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** The day that many days later. */
export const dayPlus = (day: string, days: number): string => dayAt(at(day) + days * DAY)

/** The same day so many months later; the last of the month when it has fewer days. */
export function monthsPlus(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return dayAt(Date.UTC(year, month - 1 + months, Math.min(date, last)))
}

/** Days from the first to the last, both counted. */
export const joursDe = (debut: string, fin: string): number => (at(fin) - at(debut)) / DAY + 1

/** 0 for Sunday to 6. */
export const weekday = (day: string): number => new Date(at(day)).getUTCDay()

/** « 12/03 ». */
export const dayMonth = (day: string): string => `${day.slice(8, 10)}/${day.slice(5, 7)}`
