// R-POSE-05 on dates: months, leap years, ends of months, renewals, twelve months that slide, sixty days.
import { describe, expect, test } from 'vitest'
import { dernierJour, type Periode, refusDeDuree } from '../../src/suivi/durees.ts'
import { joursDe } from '../../src/suivi/jours.ts'

const periode = (id: string, debut: string, fin: string, fields: Partial<Periode> = {}): Periode => ({
  id,
  salarie: 'siae sal-b04',
  structure: 'str-bistrot',
  debut,
  fin,
  objet: 'decouvrir',
  objectifs: `objectifs de ${id}`,
  ...fields,
})
const raisons = (one: Periode, ...autres: Periode[]) => refusDeDuree(one, autres).map(({ raison }) => raison)

describe('R-POSE-05 : un mois de date à date', () => {
  test.each([
    ['2026-05-18', '2026-06-17'],
    ['2026-01-01', '2026-01-31'],
    ['2026-02-01', '2026-02-28'],
    ['2028-02-01', '2028-02-29'],
    ['2026-01-28', '2026-02-27'],
    ['2026-01-29', '2026-02-28'],
    ['2026-01-30', '2026-02-28'],
    ['2026-01-31', '2026-02-28'],
    ['2028-01-29', '2028-02-28'],
    ['2028-01-30', '2028-02-29'],
    ['2028-01-31', '2028-02-29'],
    ['2026-02-28', '2026-03-27'],
    ['2028-02-29', '2028-03-28'],
    ['2026-03-31', '2026-04-30'],
    ['2026-04-30', '2026-05-29'],
    ['2026-08-31', '2026-09-30'],
    ['2026-12-01', '2026-12-31'],
    ['2026-12-15', '2027-01-14'],
    ['2027-12-31', '2028-01-30'],
  ])('from %s the last day is %s: that one passes, the next does not', (debut, fin) => {
    expect(dernierJour(debut)).toBe(fin)
    expect(raisons(periode('a', debut, fin))).toEqual([])
    const next = new Date(`${fin}T00:00:00Z`)
    next.setUTCDate(next.getUTCDate() + 1)
    expect(raisons(periode('a', debut, next.toISOString().slice(0, 10)))).toEqual(['mois'])
  })

  test('the words say until when', () => {
    const [refus] = refusDeDuree(periode('a', '2026-05-18', '2026-06-18'), [])
    expect(refus?.message).toContain('17/06/2026')
  })

  test('days are counted whatever the change of clocks, both ends included', () => {
    expect(joursDe('2026-03-28', '2026-03-30')).toBe(3)
    expect(joursDe('2026-10-24', '2026-10-26')).toBe(3)
    expect(joursDe('2028-02-28', '2028-03-01')).toBe(3)
    expect(joursDe('2026-02-28', '2026-03-01')).toBe(2)
    expect(joursDe('2026-05-18', '2026-05-18')).toBe(1)
  })

  test('an end before the start is said as such; a day that is no day asks nothing', () => {
    expect(raisons(periode('a', '2026-05-18', '2026-05-17'))).toEqual(['ordre'])
    expect(raisons(periode('a', '', '2026-05-17'))).toEqual([])
    expect(raisons(periode('a', '2026-05-18', 'fin mai'))).toEqual([])
  })
})

describe('R-POSE-05 : un renouvellement', () => {
  const aim = { objet: 'confirmer', objectifs: 'Évaluer la plonge.' }
  const first = periode('a', '2026-01-05', '2026-01-23', aim)

  test('once, for the same object and objectives, however they are typed', () => {
    expect(raisons(periode('b', '2026-01-26', '2026-02-13', { ...aim, objectifs: ' evaluer  la plonge' }), first)).toEqual([])
  })
  test('not twice in twelve months', () => {
    const second = periode('b', '2026-01-26', '2026-02-06', aim)
    expect(raisons(periode('c', '2026-02-09', '2026-02-13', aim), first, second)).toEqual(['renouvellement'])
    expect(refusDeDuree(periode('c', '2026-02-09', '2026-02-13', aim), [first, second])[0]?.avec).toEqual(['a', 'b'])
  })
  test('more than a year later it is another convention', () => {
    const second = periode('b', '2026-01-26', '2026-02-06', aim)
    expect(raisons(periode('c', '2027-01-26', '2027-02-05', aim), first, second)).toEqual([])
  })
  test('a renewal is no convention of its own: another aim may follow it', () => {
    const second = periode('b', '2026-01-26', '2026-02-06', aim)
    expect(raisons(periode('c', '2026-03-02', '2026-03-13'), first, second)).toEqual([])
  })
  test('objectives that are not written yet are not taken for the same', () => {
    const second = periode('b', '2026-01-26', '2026-02-06', { ...aim, objectifs: null })
    expect(raisons(periode('c', '2026-02-09', '2026-02-13', { ...aim, objectifs: null }), second)).toEqual([])
  })
})

describe('R-POSE-05 : deux conventions en douze mois', () => {
  const first = periode('a', '2026-01-05', '2026-01-09')
  const second = periode('b', '2026-06-01', '2026-06-05')

  test('the third is refused', () => {
    expect(raisons(second, first)).toEqual([])
    expect(raisons(periode('c', '2026-09-07', '2026-09-11'), first, second)).toEqual(['conventions'])
  })
  test('on the last of the twelve months it is refused, on the day after it passes', () => {
    expect(raisons(periode('c', '2027-01-04', '2027-01-08'), first, second)).toEqual(['conventions'])
    expect(raisons(periode('c', '2027-01-05', '2027-01-08'), first, second)).toEqual([])
  })
  test('the twelve months slide: one put between two of them counts with both', () => {
    const later = periode('d', '2027-02-01', '2027-02-05')
    expect(raisons(later, second)).toEqual([])
    expect(raisons(periode('c', '2026-09-07', '2026-09-11'), second, later)).toEqual(['conventions'])
  })
  test('a year from 29 February ends on 28 February', () => {
    const leap = periode('a', '2028-02-29', '2028-03-03')
    const next = periode('b', '2028-06-01', '2028-06-02')
    expect(raisons(periode('c', '2029-02-28', '2029-03-02'), leap, next)).toEqual(['conventions'])
    expect(raisons(periode('c', '2029-03-01', '2029-03-02'), leap, next)).toEqual([])
  })
  test('another employee, or another structure, has counts of its own', () => {
    const third = periode('c', '2026-09-07', '2026-09-11')
    expect(raisons({ ...third, salarie: 'siae sal-c11' }, first, second)).toEqual([])
    expect(raisons({ ...third, structure: 'str-cantine' }, first, second)).toEqual([])
  })
  test('the same one, known twice, is counted once', () => {
    expect(raisons(second, first, second, second)).toEqual([])
  })
})

describe('R-POSE-05 : soixante jours en tout', () => {
  test('sixty pass, sixty-one do not', () => {
    const first = periode('a', '2026-03-01', '2026-03-31') // 31 days
    expect(raisons(periode('b', '2026-05-01', '2026-05-29'), first)).toEqual([]) // 29
    expect(raisons(periode('b', '2026-05-01', '2026-05-30'), first)).toEqual(['soixante'])
  })
  test('renewals are in the sum', () => {
    const aim = { objet: 'confirmer', objectifs: 'Évaluer' }
    const first = periode('a', '2026-03-01', '2026-03-31', aim)
    expect(raisons(periode('b', '2026-04-01', '2026-04-30', aim), first)).toEqual(['soixante'])
  })
  test('days of both are counted once where they overlap', () => {
    const first = periode('a', '2026-03-01', '2026-03-31')
    expect(raisons(periode('b', '2026-03-15', '2026-04-14'), first)).toEqual([]) // 45 in all
  })
  test('only the part inside twelve months counts', () => {
    const first = periode('a', '2026-03-01', '2026-03-31')
    expect(raisons(periode('b', '2027-01-30', '2027-02-28'), first)).toEqual(['soixante']) // 31 + 30
    expect(raisons(periode('b', '2027-02-10', '2027-03-09'), first)).toEqual([]) // 50 at most in any twelve months
    expect(raisons(periode('b', '2027-03-01', '2027-03-31'), first)).toEqual([])
  })
  test('a period between two others counts with each, not with both when they are a year apart', () => {
    const first = periode('a', '2026-03-01', '2026-03-31')
    const last = periode('d', '2027-03-01', '2027-03-31')
    expect(raisons(periode('b', '2026-09-01', '2026-09-29'), first, last)).toEqual([])
    expect(raisons(periode('b', '2026-09-01', '2026-09-30'), first, last)).toEqual(['soixante'])
  })
  test('twelve months that end with the period count too, when those that begin with the first end before it', () => {
    const first = periode('a', '2025-12-01', '2025-12-31')
    const second = periode('b', '2026-02-01', '2026-03-02') // 30 days
    // From 29 December 2025 to 28 December 2026: 3 + 30 + 28.
    expect(raisons(periode('c', '2026-12-01', '2026-12-28'), first, second)).toEqual(['soixante'])
    expect(raisons(periode('c', '2026-12-01', '2026-12-27'), first, { ...second, fin: '2026-03-01' })).toEqual([])
  })
  test('what lies behind does not stand against a period that has no part in it', () => {
    const first = periode('a', '2024-03-01', '2024-03-31')
    const second = periode('b', '2024-05-01', '2024-05-31')
    expect(raisons(second, first)).toEqual(['soixante'])
    expect(raisons(periode('c', '2026-05-01', '2026-05-29'), first, second)).toEqual([])
  })
})
