// Yes or no. Not answered is neither.
import type { InputProps, TypeChamp } from '../champ.ts'
import type { OuiNon, Option } from '../schema.ts'
import { booleen } from './formes.ts'
import { Options } from './options.tsx'

type Reponse = boolean | null

const options: Option[] = [
  { id: 'oui', libelle: 'Oui' },
  { id: 'non', libelle: 'Non' },
]
const words = (reponse: boolean) => (reponse ? 'Oui' : 'Non')

function Input({ id, value, onChange, interdits }: InputProps<OuiNon, Reponse>) {
  return (
    <Options
      id={id}
      type="radio"
      className="f-oui-non"
      options={options}
      isChosen={(option) => value !== null && option === (value ? 'oui' : 'non')}
      toggle={(option) => onChange(option === 'oui')}
      interdits={interdits}
    />
  )
}

export const oui_non = {
  reponse: booleen,
  empty: null,
  accepts: (reponse, { valeur_attendue }) =>
    reponse === null || valeur_attendue === undefined || reponse === valeur_attendue
      ? true
      : {
          raison: 'attendue',
          message: `« ${words(valeur_attendue)} » est attendu pour valider ; votre réponse est gardée.`,
        },
  read: (reponse) => (reponse === null ? '' : words(reponse)),
  groupe: true,
  Input,
} satisfies TypeChamp<OuiNon, Reponse>
