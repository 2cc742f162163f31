// The time zone of the hours people write. A device of an overseas territory is where its network is; anywhere else the
// hours are those of Paris, wherever the person travels.

const OVERSEAS = [
  'Indian/Reunion',
  'Indian/Mayotte',
  'America/Guadeloupe',
  'America/Martinique',
  'America/Cayenne',
  'America/St_Barthelemy',
  'America/Marigot',
  'Pacific/Noumea',
  'Pacific/Tahiti',
  'Pacific/Wallis',
]

/** The zone of the hours of this network, as this device knows it. */
export function fuseauIci(device = Intl.DateTimeFormat().resolvedOptions().timeZone): string {
  return OVERSEAS.includes(device) ? device : 'Europe/Paris'
}

const PARIS = `BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:DAYLIGHT
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE`

/** The rules of a zone, for calendars that do not know its name. Overseas no clock changes. */
export function vtimezone(zone: string): string {
  if (zone === 'Europe/Paris') return PARIS
  const part = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(new Date(0))
    .find(({ type }) => type === 'timeZoneName')?.value
  const [, sign = '+', hours = '00', minutes = '00'] = /GMT([+-])(\d\d):?(\d\d)?/.exec(part ?? '') ?? []
  const offset = `${sign}${hours}${minutes}`
  return `BEGIN:VTIMEZONE
TZID:${zone}
BEGIN:STANDARD
TZOFFSETFROM:${offset}
TZOFFSETTO:${offset}
DTSTART:19700101T000000
END:STANDARD
END:VTIMEZONE`
}
