// How long an employee may stay in one host structure (R-POSE-05, Code du travail art. D. 5135-3): one month date to
// date, renewed once for the same object and objectives; two conventions in twelve months, of different objects or
// objectives; sixty days in all. Days of the calendar are counted, presence being continuous or not. Pure.
import { plainWords } from '../domain/plain-words.ts'
import { dayPlus, joursDe, monthsPlus } from './jours.ts'

/** One period in a host structure, as its convention says it. `debut`, `fin`: local days, `AAAA-MM-JJ`. */
export interface Periode {
  id: string
  /** whom it is about: see `cleSalarie` */
  salarie: string
  /** where: see `cleStructure` */
  structure: string
  debut: string
  fin: string
  /** objet_pmsmp, and the objectives as they were written; null: not said yet */
  objet: string | null
  objectifs: string | null
}

type DureeRaison = 'ordre' | 'mois' | 'renouvellement' | 'conventions' | 'soixante'

/** What the law does not allow, in words; `avec`: the other periods it is counted with. */
export interface DureeRefus {
  raison: DureeRaison
  message: string
  avec: string[]
}

const MAX_JOURS = 60
const MAX_CONVENTIONS = 2

const isDay = (day: string): boolean => /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day))

/** The last day of a period of so many months that begins on this day: the eve of the same date, or the month's end. */
export function dernierJour(debut: string, mois = 1): string {
  const day = monthsPlus(debut, mois)
  // No such date in that month: it ends with the month (31 January to 28 February), as delays do (CPC art. 641).
  return day.slice(8) < debut.slice(8) ? day : dayPlus(day, -1)
}

const aimOf = ({ objectifs }: Periode): string => plainWords(objectifs ?? '')

/** Two conventions that aim at the same: what may only be a renewal. What is not said yet is not taken for the same. */
const sameAim = (a: Periode, b: Periode): boolean =>
  a.objet !== null && a.objet === b.objet && aimOf(a) !== '' && aimOf(a) === aimOf(b)

const frenchDay = (day: string): string => `${day.slice(8)}/${day.slice(5, 7)}/${day.slice(0, 4)}`

/**
 * What stands against this period, given the others known here; none: it may be agreed.
 * @param autres any periods; only those of the same employee in the same structure count
 */
export function refusDeDuree(periode: Periode, autres: readonly Periode[]): DureeRefus[] {
  const { debut, fin } = periode
  if (!isDay(debut) || !isDay(fin)) return []
  if (fin < debut) return [{ raison: 'ordre', message: 'Le dernier jour vient avant le premier.', avec: [] }]
  const refus: DureeRefus[] = []
  const limit = dernierJour(debut)
  if (fin > limit)
    refus.push({
      raison: 'mois',
      message: `Une convention dure un mois au plus de date à date : ici jusqu’au ${frenchDay(limit)}.`,
      avec: [],
    })
  const same = autres.filter(
    (one) =>
      one.id !== periode.id &&
      one.salarie === periode.salarie &&
      one.structure === periode.structure &&
      isDay(one.debut) &&
      isDay(one.fin) &&
      one.debut <= one.fin,
  )
  const all = [...same, periode].sort((a, b) => (a.debut === b.debut ? (a.id < b.id ? -1 : 1) : a.debut < b.debut ? -1 : 1))
  refus.push(...renewedTwice(periode, all), ...tooMany(periode, all), ...tooLong(periode, all))
  return refus
}

/** A convention is renewed once: of those that aim at the same within twelve months, two at most. */
function renewedTwice(periode: Periode, all: readonly Periode[]): DureeRefus[] {
  const found = inOneYear(periode, all.filter((one) => one === periode || sameAim(one, periode)), (some) => some.length > 2)
  if (!found) return []
  return [
    {
      raison: 'renouvellement',
      message:
        'Une convention ne se renouvelle qu’une fois pour le même objet et les mêmes objectifs, et elle l’a déjà été en douze mois.',
      avec: othersOf(periode, found),
    },
  ]
}

/** A renewal belongs to the convention it renews: conventions are counted by what they aim at. */
function tooMany(periode: Periode, all: readonly Periode[]): DureeRefus[] {
  const aims = (some: readonly Periode[]): number => {
    const heads: Periode[] = []
    for (const one of some) if (!heads.some((head) => sameAim(head, one))) heads.push(one)
    return heads.length
  }
  const found = inOneYear(periode, all, (some) => aims(some) > MAX_CONVENTIONS)
  if (!found) return []
  return [
    {
      raison: 'conventions',
      message: `Deux conventions au plus en douze mois dans la même structure d’accueil : celle-ci serait la ${aims(found)}e.`,
      avec: othersOf(periode, found),
    },
  ]
}

/** The periods begun within some twelve months that hold this one's first day, when they are too many; else nothing. */
function inOneYear(periode: Periode, all: readonly Periode[], tooMuch: (some: Periode[]) => boolean): Periode[] | null {
  for (const { debut: from } of all) {
    const to = dernierJour(from, 12)
    if (periode.debut < from || periode.debut > to) continue
    const some = all.filter(({ debut }) => debut >= from && debut <= to)
    if (tooMuch(some)) return some
  }
  return null
}

/** Sixty days in any twelve months, counted once when periods overlap. */
function tooLong(periode: Periode, all: readonly Periode[]): DureeRefus[] {
  // The count is highest in a year that begins with a period, or ends with one.
  const windows = all.flatMap(({ debut, fin }): [string, string][] => [
    [debut, dernierJour(debut, 12)],
    [yearBefore(fin), fin],
  ])
  let worst = 0
  let counted: Periode[] = []
  for (const [from, to] of windows) {
    if (periode.fin < from || periode.debut > to) continue
    const days = daysWithin(all, from, to)
    if (days > worst) {
      worst = days
      counted = all.filter(({ debut, fin }) => fin >= from && debut <= to)
    }
  }
  if (worst <= MAX_JOURS) return []
  return [
    {
      raison: 'soixante',
      message: `Soixante jours au plus en douze mois dans la même structure d’accueil, renouvellements compris : ici ${worst}.`,
      avec: othersOf(periode, counted),
    },
  ]
}

/** The first day of the twelve months that end on this one. */
const yearBefore = (fin: string): string => monthsPlus(dayPlus(fin, 1), -12)

function daysWithin(all: readonly Periode[], from: string, to: string): number {
  let days = 0
  let reached = ''
  for (const { debut, fin } of all) {
    const first = [debut, from, reached === '' ? '' : dayPlus(reached, 1)].reduce((a, b) => (a > b ? a : b))
    const last = fin < to ? fin : to
    if (first > last) continue
    days += joursDe(first, last)
    reached = last
  }
  return days
}

const othersOf = (periode: Periode, some: readonly Periode[]): string[] =>
  some.filter(({ id }) => id !== periode.id).map(({ id }) => id)
