// Several answers among several. Kept in the order of the options, so that the same choice is the same value.
import { useContext } from 'preact/hooks'
import * as z from 'zod/mini'
import { champKeys, colonneKeys, type InputProps, type TypeChamp } from '../champ.ts'
import { Formulaire } from '../formulaire.ts'
import { inconnue, listeKeys, optionLibelle, optionsOf } from './liste.ts'
import { Options } from './options.tsx'

const own = { type: z.literal('choix_multiple'), ...listeKeys }
const ChoixMultiple = z.strictObject({ ...champKeys, ...own })
type ChoixMultiple = z.infer<typeof ChoixMultiple>
export const ChoixMultipleColonne = z.strictObject({ ...colonneKeys, ...own })

const Reponse = z.array(z.string())
type Reponse = z.infer<typeof Reponse>

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
  champ: ChoixMultiple,
  reponse: Reponse,
  empty: [],
  accepts: (reponse, champ) => reponse.map((id) => inconnue(champ, id)).find((refus) => refus !== null) ?? true,
  read: (reponse, champ, noms) => reponse.map((id) => optionLibelle(champ, id, noms)).join(', '),
  groupe: true,
  Input,
} satisfies TypeChamp<ChoixMultiple, Reponse>
