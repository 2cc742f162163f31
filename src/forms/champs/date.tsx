// A day, by the device's own calendar.
import type { InputProps, TypeChamp } from '../champ.ts'
import type { DateChamp } from '../schema.ts'
import { texte } from './formes.ts'

type Reponse = string | null

const format = new Intl.DateTimeFormat('fr-FR', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })

/** Is it a day of the calendar, `AAAA-MM-JJ`? */
function isDate(text: string): boolean {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null
  return day !== null && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}

/** « jeudi 12 mars 2026 », or the text itself when it is no date. */
export const readDate = (text: string): string => (isDate(text) ? format.format(new Date(`${text}T00:00:00Z`)) : text)

function Input({ id, value, onChange, describedBy, invalid }: InputProps<DateChamp, Reponse>) {
  return (
    <input
      id={id}
      class="f-texte f-court"
      type="date"
      value={value ?? ''}
      // Half a date reads as none: what was there stays until the date is whole, or emptied.
      onInput={(event) => {
        const { value: typed, validity } = event.currentTarget
        if (!validity?.badInput) onChange(typed === '' ? null : typed)
      }}
      aria-describedby={describedBy}
      aria-invalid={invalid || undefined}
    />
  )
}

export const date = {
  reponse: texte,
  empty: null,
  accepts: (reponse) =>
    reponse === null || reponse === '' || isDate(reponse) ? true : { raison: 'type', message: `« ${reponse} » n’est pas une date.` },
  read: (reponse) => (reponse === null ? '' : readDate(reponse)),
  groupe: false,
  Input,
} satisfies TypeChamp<DateChamp, Reponse>
