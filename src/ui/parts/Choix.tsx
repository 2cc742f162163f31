// One choice among a few, each with its sentence: large targets, one line of paper each.
import { useId } from 'preact/hooks'

interface Option {
  id: string
  libelle: string
  aide?: string
}

interface Props {
  legende: string
  options: readonly Option[]
  value: string | null
  onChange(id: string): void
}

export function ChoixUnique({ legende, options, value, onChange }: Props) {
  const name = useId()
  return (
    <fieldset class="groupe-choix">
      <legend>{legende}</legend>
      {options.map(({ id, libelle, aide }) => (
        <label key={id} class="choix">
          <input type="radio" name={name} checked={value === id} onChange={() => onChange(id)} />
          <span class="rang-corps">
            <span class="rang-titre">{libelle}</span>
            {aide && <span class="rang-detail">{aide}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
