// A level on an ordered scale, in full words. What is off the scale (« non observée ») stands apart.
import type { InputProps, TypeChamp } from '../champ.ts'
import type { Niveau } from '../schema.ts'
import { texte } from './formes.ts'
import { HORS_ECHELLE, inconnue, optionLibelle, optionsOf } from './liste.ts'
import { Options } from './options.tsx'

type Reponse = string | null

/** The steps of the scale, without what is off it. */
export const echelleOf = (champ: Pick<Niveau, 'options' | 'liste'>) =>
  optionsOf(champ).filter((option) => !HORS_ECHELLE.includes(option.id))

function Input({ id, champ, value, onChange, interdits }: InputProps<Niveau, Reponse>) {
  const echelle = echelleOf(champ)
  const hors = optionsOf(champ).filter((option) => !echelle.includes(option))
  return (
    <Options
      id={id}
      type="radio"
      className="f-echelle"
      options={[...echelle, ...hors]}
      isChosen={(option) => option === value}
      toggle={onChange}
      interdits={interdits}
    />
  )
}

export const niveau = {
  reponse: texte,
  empty: null,
  accepts: (reponse, champ) => (reponse === null ? true : (inconnue(champ, reponse) ?? true)),
  read: (reponse, champ) => (reponse === null ? '' : optionLibelle(champ, reponse)),
  groupe: true,
  Input,
} satisfies TypeChamp<Niveau, Reponse>
