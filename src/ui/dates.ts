// Dates and hours in words: « jeudi 12 mars », « 14 h 30 » in prose, 14:30 in lists. Local days are AAAA-MM-JJ.
const long = new Intl.DateTimeFormat('fr-FR', { weekday: 'long', day: 'numeric', month: 'long' })
const longWithYear = new Intl.DateTimeFormat('fr-FR', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
})
const short = new Intl.DateTimeFormat('fr-FR', { day: 'numeric', month: 'short' })

const two = (n: number): string => String(n).padStart(2, '0')

/** The local day of a moment, `AAAA-MM-JJ`. */
export const dayOf = (date: Date): string => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
/** The local hour of a moment, `HH:MM`. */
export const hourOf = (date: Date): string => `${two(date.getHours())}:${two(date.getMinutes())}`
/** A local moment as documents keep it, `AAAA-MM-JJTHH:MM:SS`. */
export const localTime = (date: Date): string => `${dayOf(date)}T${hourOf(date)}:${two(date.getSeconds())}`

// Noon: no change of clocks moves the day.
const noon = (day: string): Date => new Date(`${day.slice(0, 10)}T12:00:00`)
const first = (text: string): string => text.replace(/(?<= |^)1(?= )/, '1er')

/** « jeudi 12 mars », with the year when it is not this one. */
export function dayInWords(day: string, today = new Date()): string {
  const date = noon(day)
  if (Number.isNaN(date.getTime())) return day
  return first((date.getFullYear() === today.getFullYear() ? long : longWithYear).format(date))
}

/** « 12 mars », for lists. */
export const shortDay = (day: string): string =>
  Number.isNaN(noon(day).getTime()) ? day : first(short.format(noon(day)))

/** « jeudi 12 mars », « 22 et 23 septembre », « du 18 au 29 mai »: the days of an immersion. */
export function daysInWords(days: readonly string[]): string {
  const [from] = days
  const to = days.at(-1)
  if (!from || !to) return 'Date à choisir'
  if (from === to) return dayInWords(from)
  const joined = days.length === 2 && Math.abs(noon(to).getTime() - noon(from).getTime()) < 2 * 86_400_000
  return joined ? `${dayInWords(from)} et ${dayInWords(to)}` : `du ${dayInWords(from)} au ${dayInWords(to)}`
}

/** « 14 h 30 », « 9 h », from `HH:MM`. */
export function hourInWords(hour: string): string {
  const [h = '', m = ''] = hour.split(':')
  return m === '00' || m === '' ? `${Number(h)}\u00a0h` : `${Number(h)}\u00a0h\u00a0${m}`
}

/** « de 9 h à 12 h 30 », « à partir de 9 h », or nothing. */
export function hoursInWords(from: string | null, to: string | null): string {
  if (from && to) return `de ${hourInWords(from)} à ${hourInWords(to)}`
  return from ? `à partir de ${hourInWords(from)}` : to ? `jusqu’à ${hourInWords(to)}` : ''
}

/** 14:35 when it was today, « hier 14:35 », « 12 mars » before that. */
export function recently(ms: number, now = new Date()): string {
  const at = new Date(ms)
  if (dayOf(at) === dayOf(now)) return hourOf(at)
  const yesterday = new Date(now)
  yesterday.setDate(now.getDate() - 1)
  return dayOf(at) === dayOf(yesterday) ? `hier ${hourOf(at)}` : shortDay(dayOf(at))
}

/** « à 14:35 », « hier à 14:35 », « le 12 mars à 14:35 ». */
export function momentInWords(ms: number, now = new Date()): string {
  const at = new Date(ms)
  if (dayOf(at) === dayOf(now)) return `à ${hourOf(at)}`
  const yesterday = new Date(now)
  yesterday.setDate(now.getDate() - 1)
  return dayOf(at) === dayOf(yesterday) ? `hier à ${hourOf(at)}` : `le ${shortDay(dayOf(at))} à ${hourOf(at)}`
}
