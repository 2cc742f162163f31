// A time of day, `HH:MM`, by the device's own clock.
import type { InputProps, TypeChamp } from '../champ.ts'
import type { Heure } from '../schema.ts'
import { texte } from './formes.ts'

type Reponse = string | null

const isHeure = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text)

/** Minutes since midnight, or null. */
export const minutesOf = (text: string): number | null =>
  isHeure(text) ? Number(text.slice(0, 2)) * 60 + Number(text.slice(3)) : null

function Input({ id, value, onChange, describedBy, invalid }: InputProps<Heure, Reponse>) {
  return (
    <input
      id={id}
      class="f-texte f-court"
      type="time"
      value={value ?? ''}
      onInput={(event) => {
        const { value: typed, validity } = event.currentTarget
        if (!validity?.badInput) onChange(typed === '' ? null : typed.slice(0, 5))
      }}
      aria-describedby={describedBy}
      aria-invalid={invalid || undefined}
    />
  )
}

export const heure = {
  reponse: texte,
  empty: null,
  accepts: (reponse) =>
    reponse === null || reponse === '' || isHeure(reponse) ? true : { raison: 'type', message: `« ${reponse} » n’est pas une heure.` },
  read: (reponse) => reponse ?? '',
  groupe: false,
  Input,
} satisfies TypeChamp<Heure, Reponse>
