// Dates and hours as people say them.
import { expect, test } from 'vitest'
import { quand } from '../../src/domain/quand.ts'
import { dayInWords, daysInWords, hourInWords, hoursInWords } from '../../src/ui/dates.ts'

const today = new Date('2026-03-01T12:00:00')

test('a day is said with its name', () => {
  expect(dayInWords('2026-03-12', today)).toBe('jeudi 12 mars')
  expect(dayInWords('2026-05-01', today)).toBe('vendredi 1er mai')
  expect(dayInWords('2027-03-12', today)).toBe('vendredi 12 mars 2027')
})
test('several days', () => {
  expect(daysInWords([])).toBe('Date à choisir')
  expect(daysInWords(['2026-09-22', '2026-09-23'])).toMatch(/^mardi 22 septembre et mercredi 23 septembre/)
  expect(daysInWords(['2026-05-18', '2026-05-29'])).toMatch(/^du lundi 18 mai au vendredi 29 mai/)
})
test('hours in prose hold together', () => {
  expect(hourInWords('14:30')).toBe('14\u00a0h\u00a030')
  expect(hourInWords('09:00')).toBe('9\u00a0h')
  expect(hoursInWords('09:00', '12:30')).toBe('de 9\u00a0h à 12\u00a0h\u00a030')
  expect(hoursInWords(null, null)).toBe('')
})
test('an immersion is before, now, or behind', () => {
  expect([
    quand(['2026-03-12'], '2026-03-11'),
    quand(['2026-03-12', '2026-03-14'], '2026-03-13'),
    quand(['2026-03-12'], '2026-03-13'),
    quand([], '2026-03-13'),
  ]).toEqual(['avant', 'pendant', 'apres', 'sans-date'])
})
