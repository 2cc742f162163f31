// A short text; with `referentiel`, completed from names known on this device (an id), free text accepted.
import * as z from 'zod/mini'
import { champKeys, colonneKeys, Referentiel, type InputProps, type TypeChamp } from '../champ.ts'
import { Completion, proposalsOf } from './completion.tsx'
import { Reste, tropLong } from './reste.tsx'

const own = { type: z.literal('court'), longueur_max: z.optional(z.int()), referentiel: z.optional(Referentiel) }
const Court = z.strictObject({ ...champKeys, ...own })
type Court = z.infer<typeof Court>
export const CourtColonne = z.strictObject({ ...colonneKeys, ...own })

const Reponse = z.nullable(z.string())
type Reponse = z.infer<typeof Reponse>

function Input(props: InputProps<Court, Reponse>) {
  const { id, champ, value, onChange, describedBy, invalid } = props
  if (champ.referentiel) return <Completion {...props} champ={champ} referentiel={champ.referentiel} />
  return (
    <>
      <input
        id={id}
        class="f-texte"
        type="text"
        value={value ?? ''}
        onInput={(event) => onChange(event.currentTarget.value)}
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
        autocomplete="off"
        enterkeyhint="next"
      />
      <Reste texte={value ?? ''} max={champ.longueur_max} />
    </>
  )
}

export const court = {
  champ: Court,
  reponse: Reponse,
  empty: null,
  accepts: (reponse, champ) => tropLong(reponse, champ.longueur_max) ?? true,
  read: (reponse, champ, noms) =>
    reponse && champ.referentiel
      ? (proposalsOf(champ.referentiel, noms).find((choix) => choix.id === reponse)?.libelle ?? reponse)
      : (reponse ?? ''),
  groupe: false,
  Input,
} satisfies TypeChamp<Court, Reponse>
