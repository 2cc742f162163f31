// One answer among several.
import { useContext } from 'preact/hooks'
import * as z from 'zod/mini'
import { champKeys, colonneKeys, type InputProps, type TypeChamp } from '../champ.ts'
import { Formulaire } from '../formulaire.ts'
import { inconnue, listeKeys, optionLibelle, optionsOf } from './liste.ts'
import { Options } from './options.tsx'

const own = { type: z.literal('choix'), ...listeKeys }
const Choix = z.strictObject({ ...champKeys, ...own })
type Choix = z.infer<typeof Choix>
export const ChoixColonne = z.strictObject({ ...colonneKeys, ...own })

const Reponse = z.nullable(z.string())
type Reponse = z.infer<typeof Reponse>

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
  champ: Choix,
  reponse: Reponse,
  empty: null,
  accepts: (reponse, champ) => (reponse === null ? true : (inconnue(champ, reponse) ?? true)),
  read: (reponse, champ, noms) => (reponse === null ? '' : optionLibelle(champ, reponse, noms)),
  groupe: true,
  Input,
} satisfies TypeChamp<Choix, Reponse>
