// Immersions as a calendar file: an event per day with its reminder the day before, the hour kept for the prise de recul,
// the date of the évaluation. What an agenda may be read by others: no answer, no note, no name of a person.
// Written by hand: the format is ten lines, and the library for it weighs as much as a screen.
import type { Annuaire } from '../../domain/acces.ts'
import type { Immersion } from '../../domain/collections.ts'
import { dayPlus } from '../../suivi/jours.ts'
import { lieuDe } from '../immersion.ts'
import { fuseauIci, vtimezone } from './fuseau.ts'
import { fichierIcs, texteIcs } from './ligne.ts'

/** What an immersion puts in an agenda. */
export interface Rendezvous {
  immersion: Pick<Immersion, 'id' | 'titre' | 'dates' | 'heure_debut' | 'heure_fin' | 'lieu' | 'structure_accueil'>
  /** day and hour kept in the préparation */
  recul?: { date: string; heure: string | null } | null
  /** day chosen in the prise de recul */
  evaluation?: string | null
}

interface Evenement {
  id: string
  summary: string
  day: string
  /** `HH:MM`; null: the whole day */
  start: string | null
  end?: string | null
  location?: string
  url: string
  /** of the reminder, from the start */
  trigger: string
  words: string
}

const isDay = (day: string | null | undefined): day is string => /^\d{4}-\d{2}-\d{2}$/.test(day ?? '')
const isHour = (hour: string | null | undefined): hour is string => /^([01]\d|2[0-3]):[0-5]\d$/.test(hour ?? '')
const plain = (text: string): string => text.replaceAll(/[-:]/g, '')

/** The hour so many minutes later, at most the end of the day. */
function later(hour: string, minutes: number): string {
  const [h = 0, m = 0] = hour.split(':').map(Number)
  const at = Math.min(h * 60 + m + minutes, 24 * 60 - 1)
  return `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`
}

function linesOf(event: Evenement, zone: string, stamp: string): string[] {
  const { id, summary, day, start, end, location, url, trigger, words } = event
  const at = (name: string, hour: string): string => `${name};TZID=${zone}:${plain(day)}T${plain(hour)}00`
  return [
    'BEGIN:VEVENT',
    `UID:${id}@carnet-immersion`,
    `DTSTAMP:${stamp}`,
    ...(start
      ? [at('DTSTART', start), at('DTEND', end && end > start ? end : later(start, 180))]
      : [`DTSTART;VALUE=DATE:${plain(day)}`, `DTEND;VALUE=DATE:${plain(dayPlus(day, 1))}`]),
    `SUMMARY:${texteIcs(summary)}`,
    ...(location ? [`LOCATION:${texteIcs(location)}`] : []),
    `URL:${url}`,
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `TRIGGER:${trigger}`,
    `DESCRIPTION:${texteIcs(words)}`,
    'END:VALARM',
    'END:VEVENT',
  ]
}

function eventsOf({ immersion, recul, evaluation }: Rendezvous, annuaire: Annuaire, origine: string): Evenement[] {
  const { id, titre, dates, heure_debut, heure_fin } = immersion
  const url = `${origine}/immersions/${id}`
  const location = lieuDe(immersion as Immersion, annuaire)
  const days = dates.filter(isDay)
  const start = isHour(heure_debut) ? heure_debut : null
  const events: Evenement[] = days.map((day, i) => ({
    id: `${id}-${day}`,
    summary: `Immersion : ${titre}${days.length > 1 ? ` (${i + 1} sur ${days.length})` : ''}`,
    day,
    start,
    end: isHour(heure_fin) ? heure_fin : null,
    location,
    url,
    // A whole day begins at midnight: its reminder is the day before at nine.
    trigger: start ? '-P1D' : '-PT15H',
    words: `Demain : ${titre}`,
  }))
  const moment = (kind: string, day: string, hour: string, summary: string): void => {
    events.push({ id: `${id}-${kind}`, summary, day, start: hour, end: later(hour, 30), url, trigger: 'PT0S', words: summary })
  }
  if (recul && isDay(recul.date)) moment('recul', recul.date, isHour(recul.heure) ? recul.heure : '18:00', `Prise de recul : ${titre}`)
  if (isDay(evaluation)) moment('evaluation', evaluation, '09:00', `Évaluation à remplir : ${titre}`)
  return events
}

/** The text of the file. `origine`: where the app is, for links back. */
export function icsText(
  rendezvous: readonly Rendezvous[],
  annuaire: Annuaire,
  origine: string,
  zone = fuseauIci(),
  now = new Date(),
): string {
  const stamp = now.toISOString().replaceAll(/[-:]|\.\d+/g, '')
  return fichierIcs([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Carnet d’immersion//Agenda//FR',
    'CALSCALE:GREGORIAN',
    ...vtimezone(zone).split('\n'),
    ...rendezvous.flatMap((one) => eventsOf(one, annuaire, origine)).flatMap((event) => linesOf(event, zone, stamp)),
    'END:VCALENDAR',
  ])
}
