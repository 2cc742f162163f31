// One answer among several.
import { useContext } from 'preact/hooks'
import type { InputProps, TypeChamp } from '../champ.ts'
import type { Choix } from '../schema.ts'
import { texte } from './formes.ts'
import { Formulaire } from '../formulaire.ts'
import { inconnue, optionLibelle, optionsOf } from './liste.ts'
import { Options } from './options.tsx'

type Reponse = string | null

function Input({ id, champ, value, onChange, interdits }: InputProps<Choix, Reponse>) {
  const { contexte } = useContext(Formulaire)
  return (
    <Options
      id={id}
      type="radio"
      options={optionsOf(champ, contexte)}
      isChosen={(option) => option === value}
      toggle={onChange}
      interdits={interdits}
    />
  )
}

export const choix = {
  reponse: texte,
  empty: null,
  accepts: (reponse, champ) => (reponse === null ? true : (inconnue(champ, reponse) ?? true)),
  read: (reponse, champ, noms) => (reponse === null ? '' : optionLibelle(champ, reponse, noms)),
  groupe: true,
  Input,
} satisfies TypeChamp<Choix, Reponse>
