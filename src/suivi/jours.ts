// Days of the calendar, local, `AAAA-MM-JJ`. Pure.

/** The day that many days later. */
export function dayPlus(day: string, days: number): string {
  const date = new Date(`${day}T12:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** Where a day stands against the days of an immersion. */
export function quand(dates: readonly string[], today: string): 'sans-date' | 'avant' | 'pendant' | 'apres' {
  const [from, to] = [dates[0], dates.at(-1)]
  if (!from || !to) return 'sans-date'
  return today < from ? 'avant' : today > to ? 'apres' : 'pendant'
}
