// Several answers among several. Kept in the order of the options, so that the same choice is the same value.
import { useContext } from 'preact/hooks'
import type { InputProps, TypeChamp } from '../champ.ts'
import type { ChoixMultiple } from '../schema.ts'
import { textes } from './formes.ts'
import { Formulaire } from '../formulaire.ts'
import { inconnue, optionLibelle, optionsOf } from './liste.ts'
import { Options } from './options.tsx'

type Reponse = string[]

function Input({ id, champ, value, onChange, interdits }: InputProps<ChoixMultiple, Reponse>) {
  const { contexte } = useContext(Formulaire)
  const options = optionsOf(champ, contexte)
  const toggle = (option: string, chosen: boolean) => {
    const next = new Set(value)
    if (chosen) next.add(option)
    else next.delete(option)
    const ordered = options.map(({ id: each }) => each).filter((each) => next.has(each))
    onChange([...ordered, ...[...next].filter((each) => !ordered.includes(each))])
  }
  return (
    <Options
      id={id}
      type="checkbox"
      options={options}
      isChosen={(option) => value.includes(option)}
      toggle={toggle}
      interdits={interdits}
    />
  )
}

export const choix_multiple = {
  reponse: textes,
  empty: [],
  accepts: (reponse, champ) => reponse.map((id) => inconnue(champ, id)).find((refus) => refus !== null) ?? true,
  read: (reponse, champ, noms) => reponse.map((id) => optionLibelle(champ, id, noms)).join(', '),
  groupe: true,
  Input,
} satisfies TypeChamp<ChoixMultiple, Reponse>
