// Where today stands against the days of an immersion.
/** Where a day stands against the days of an immersion. */
export function quand(dates: readonly string[], today: string): 'sans-date' | 'avant' | 'pendant' | 'apres' {
  const [from, to] = [dates[0], dates.at(-1)]
  if (!from || !to) return 'sans-date'
  return today < from ? 'avant' : today > to ? 'apres' : 'pendant'
}
