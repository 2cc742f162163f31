// Local time of the network, as people read it.
const ZONE = 'Europe/Paris'
const day = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, dateStyle: 'short' })
const minute = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, dateStyle: 'short', timeStyle: 'medium' })

/** `AAAA-MM-JJ HH:MM:SS` */
export const localTime = (at: number): string => minute.format(at)
/** `AAAA-MM-JJ` */
export const localDay = (at: number): string => day.format(at)

/** The moment of a local time `AAAA-MM-JJTHH:MM:SS`, ms. */
export function momentOf(local: string): number {
  const asUtc = Date.parse(`${local}Z`)
  // What the clocks show at a moment, read as UTC again, tells how far they are ahead.
  const ahead = (at: number): number => Date.parse(`${localTime(at).replace(' ', 'T')}Z`) - at
  return asUtc - ahead(asUtc - ahead(asUtc))
}
