// Immersions as a calendar file: an event per day with its reminder the day before, the hour kept for the prise de recul,
// the date of the évaluation. What an agenda may be read by others: no answer, no note, no name of a person.
import ical, { ICalAlarmType } from 'ical-generator'
import type { Annuaire } from '../../domain/acces.ts'
import type { Immersion } from '../../domain/collections.ts'
import { lieuDe } from '../immersion.ts'
import { fuseauIci, vtimezone } from './fuseau.ts'

/** What an immersion puts in an agenda. */
export interface Rendezvous {
  immersion: Pick<Immersion, 'id' | 'titre' | 'dates' | 'heure_debut' | 'heure_fin' | 'lieu' | 'structure_accueil'>
  /** day and hour kept in the préparation */
  recul?: { date: string; heure: string | null } | null
  /** day chosen in the prise de recul */
  evaluation?: string | null
}

const HOUR = 3_600
const DAY = 24 * HOUR
const at = (day: string, hour: string): Date => new Date(`${day}T${hour}:00`)
const later = (date: Date, seconds: number): Date => new Date(date.getTime() + seconds * 1000)
const isDay = (day: string | null | undefined): day is string => /^\d{4}-\d{2}-\d{2}$/.test(day ?? '')
const isHour = (hour: string | null | undefined): hour is string => /^\d{2}:\d{2}$/.test(hour ?? '')

/** The text of the file. `origine`: where the app is, for links back. */
export function icsText(
  rendezvous: readonly Rendezvous[],
  annuaire: Annuaire,
  origine: string,
  zone = fuseauIci(),
  now = new Date(),
): string {
  const calendar = ical({
    name: rendezvous.length === 1 ? (rendezvous[0]?.immersion.titre ?? 'Immersion') : 'Immersions',
    prodId: { company: 'Carnet d’immersion', product: 'Agenda', language: 'FR' },
    timezone: { name: zone, generator: vtimezone },
  })
  for (const { immersion, recul, evaluation } of rendezvous) {
    const { id, titre, dates, heure_debut, heure_fin } = immersion
    const url = `${origine}/immersions/${id}`
    const lieu = lieuDe(immersion as Immersion, annuaire)
    const days = dates.filter(isDay)
    const add = (kind: string, what: { summary: string; start: Date; end: Date; allDay?: boolean; location?: string }, trigger: number, words: string) => {
      const event = calendar.createEvent({ ...what, id: `${id}-${kind}@carnet-immersion`, url, stamp: now, timezone: zone })
      event.createAlarm({ type: ICalAlarmType.display, trigger, description: words })
    }
    for (const [i, day] of days.entries()) {
      const summary = days.length > 1 ? `Immersion : ${titre} (${i + 1} sur ${days.length})` : `Immersion : ${titre}`
      const words = `Demain : ${titre}`
      const where = lieu ? { location: lieu } : {}
      if (isHour(heure_debut)) {
        const start = at(day, heure_debut)
        const end = isHour(heure_fin) && heure_fin > heure_debut ? at(day, heure_fin) : later(start, 3 * HOUR)
        add(day, { summary, start, end, ...where }, DAY, words)
      } else {
        const start = at(day, '00:00')
        // All day: the reminder the day before at nine.
        add(day, { summary, start, end: start, allDay: true, ...where }, DAY - 9 * HOUR, words)
      }
    }
    if (recul && isDay(recul.date)) {
      const summary = `Prise de recul : ${titre}`
      const start = at(recul.date, isHour(recul.heure) ? recul.heure : '18:00')
      add('recul', { summary, start, end: later(start, HOUR / 2) }, 0, summary)
    }
    if (isDay(evaluation)) {
      const summary = `Évaluation à remplir : ${titre}`
      const start = at(evaluation, '09:00')
      add('evaluation', { summary, start, end: later(start, HOUR / 2) }, 0, summary)
    }
  }
  // The library writes the moment of writing in the hours of the calendar; it must be universal.
  const stamp = now.toISOString().replaceAll(/[-:]|\.\d+/g, '')
  return calendar.toString().replaceAll(/^DTSTAMP:.*$/gm, `DTSTAMP:${stamp}`)
}
