// A short text; with `referentiel`, completed from names known on this device (an id), free text accepted.
import type { InputProps, TypeChamp } from '../champ.ts'
import type { Court } from '../schema.ts'
import { texte } from './formes.ts'
import type { CompletionProps } from './completion.tsx'
import { late } from './late.tsx'
import { proposalsOf } from './propositions.ts'
import { Reste, tropLong } from './reste.tsx'

type Reponse = string | null

export const Completion = late<CompletionProps>(() => import('./completion.tsx').then((m) => m.Completion))

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
  reponse: texte,
  empty: null,
  accepts: (reponse, champ) => tropLong(reponse, champ.longueur_max) ?? true,
  read: (reponse, champ, noms) =>
    // A job is its own words, its code is read as a code.
    reponse && champ.referentiel && champ.referentiel !== 'rome'
      ? (proposalsOf(champ.referentiel, noms).find((choix) => choix.id === reponse)?.libelle ?? reponse)
      : (reponse ?? ''),
  groupe: false,
  Input,
} satisfies TypeChamp<Court, Reponse>
