// The calendar file: read line by line, as agendas read it.
import { expect, test } from 'vitest'
import type { Annuaire } from '../../src/domain/acces.ts'
import { Structure } from '../../src/domain/collections.ts'
import { fuseauIci, vtimezone } from '../../src/ui/agenda/fuseau.ts'
import { icsText, type Rendezvous } from '../../src/ui/agenda/ics.ts'

const annuaire: Annuaire = {
  personnes: [],
  groupes: [],
  seances: [],
  structures: [Structure.parse({ id: 'str-mda', nom: 'Maison des adolescents', adresse: '3, place du Prétexte ; cour' })],
  aujourdhui: '2026-03-01',
}
const rendezvous: Rendezvous = {
  immersion: {
    id: 'imm-1',
    titre: 'Une matinée à l’accueil, « pour voir » ; œil neuf',
    dates: ['2026-03-12', '2026-06-18'],
    heure_debut: '09:00',
    heure_fin: '12:30',
    lieu: null,
    structure_accueil: 'str-mda',
  },
  recul: { date: '2026-03-12', heure: '14:00' },
  evaluation: '2026-03-26',
}

/** Unfolded lines. */
const linesOf = (text: string): string[] => text.replaceAll(/\r\n[ \t]/g, '').split('\r\n')
/** The events, each as its lines. */
const eventsOf = (text: string): string[][] => {
  const lines = linesOf(text)
  return lines.flatMap((line, i) => (line === 'BEGIN:VEVENT' ? [lines.slice(i, lines.indexOf('END:VEVENT', i) + 1)] : []))
}
const textOf = (one: Rendezvous = rendezvous, zone = 'Europe/Paris') =>
  icsText([one], annuaire, 'https://carnet.exemple', zone, new Date('2026-03-01T08:00:00Z'))

test('one event per date, in the zone of the network, folded and escaped as agendas want', () => {
  const text = textOf()
  for (const line of text.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75)
  expect(linesOf(text)[0]).toBe('BEGIN:VCALENDAR')
  const [first, second, recul, evaluation] = eventsOf(text)
  expect(eventsOf(text)).toHaveLength(4)
  expect(first).toContain('DTSTAMP:20260301T080000Z')
  expect(first).toContain('DTSTART;TZID=Europe/Paris:20260312T090000')
  expect(first).toContain('DTEND;TZID=Europe/Paris:20260312T123000')
  expect(second).toContain('DTSTART;TZID=Europe/Paris:20260618T090000')
  expect(first!.find((line) => line.startsWith('SUMMARY'))).toBe(
    'SUMMARY:Immersion\u00a0: Une matinée à l’accueil\\, « pour voir » \\; œil neuf (1 sur 2)',
  )
  expect(first!.find((line) => line.startsWith('LOCATION'))).toContain('Maison des adolescents\\, 3\\, place du Prétexte \\; cour')
  expect(recul).toContain('DTSTART;TZID=Europe/Paris:20260312T140000')
  expect(evaluation).toContain('DTSTART;TZID=Europe/Paris:20260326T090000')
  const uids = eventsOf(text).map((event) => event.find((line) => line.startsWith('UID')))
  expect(new Set(uids).size).toBe(4)
})

test('reminders: the day before, at the hour of the prise de recul, on the day of the évaluation', () => {
  const triggers = eventsOf(textOf()).map((event) => event.filter((line) => line.startsWith('TRIGGER')))
  expect(triggers).toEqual([['TRIGGER:-P1D'], ['TRIGGER:-P1D'], ['TRIGGER:PT0S'], ['TRIGGER:PT0S']])
})

test('without an hour the day is whole, and its reminder the day before at nine', () => {
  const [event] = eventsOf(textOf({ immersion: { ...rendezvous.immersion, heure_debut: null, heure_fin: null } }))
  expect(event).toContain('DTSTART;VALUE=DATE:20260312')
  expect(event).toContain('DTEND;VALUE=DATE:20260313')
  expect(event!.filter((line) => line.startsWith('TRIGGER'))).toEqual(['TRIGGER:-PT15H'])
})

test('the rules of the zone are in the file; overseas no clock changes', () => {
  expect(linesOf(textOf())).toContain('TZID:Europe/Paris')
  expect(linesOf(textOf())).toContain('RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU')
  expect(linesOf(textOf(rendezvous, 'Indian/Reunion'))).toContain('DTSTART;TZID=Indian/Reunion:20260312T090000')
  expect(vtimezone('Indian/Reunion')).toContain('TZOFFSETTO:+0400')
  expect(fuseauIci('Indian/Reunion')).toBe('Indian/Reunion')
  expect(fuseauIci('America/New_York')).toBe('Europe/Paris')
})
