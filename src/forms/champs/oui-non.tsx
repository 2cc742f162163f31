// Yes or no. Not answered is neither.
import * as z from 'zod/mini'
import { champKeys, colonneKeys, type InputProps, type Option, type TypeChamp } from '../champ.ts'
import { Options } from './options.tsx'

const own = { type: z.literal('oui_non'), valeur_attendue: z.optional(z.boolean()) }
const OuiNon = z.strictObject({ ...champKeys, ...own })
type OuiNon = z.infer<typeof OuiNon>
export const OuiNonColonne = z.strictObject({ ...colonneKeys, type: z.literal('oui_non') })

const Reponse = z.nullable(z.boolean())
type Reponse = z.infer<typeof Reponse>

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
  champ: OuiNon,
  reponse: Reponse,
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
