// A name to complete from the directory, offline; what is not there stays as free text. Holds ids, shows names.
import { useId, useState } from 'preact/hooks'

export interface Nomme {
  id: string
  nom: string
  detail?: string | null
}

interface Props {
  libelle: string
  aide?: string
  list: readonly Nomme[]
  /** id, free text, or null */
  value: string | null
  onChange(value: string | null): void
}

/** One name. The list is the browser's own: it works with any keyboard, with one hand, and when spoken. */
export function Nom({ libelle, aide, list, value, onChange }: Props) {
  const id = useId()
  const nameOf = (v: string | null): string => list.find((one) => one.id === v)?.nom ?? v ?? ''
  const [text, setText] = useState(nameOf(value))
  const found = list.find((one) => one.nom === text.trim())
  return (
    <div class="champ-simple">
      <label for={id}>{libelle}</label>
      {aide && (
        <span class="aide" id={`${id}-aide`}>
          {aide}
        </span>
      )}
      <input
        id={id}
        class="saisie"
        list={`${id}-liste`}
        autocomplete="off"
        aria-describedby={aide ? `${id}-aide` : undefined}
        value={text}
        onInput={(event) => {
          const typed = event.currentTarget.value
          setText(typed)
          onChange(list.find((one) => one.nom === typed.trim())?.id ?? (typed.trim() || null))
        }}
      />
      <datalist id={`${id}-liste`}>
        {list.map((one) => (
          <option key={one.id} value={one.nom}>
            {one.detail}
          </option>
        ))}
      </datalist>
      {text.trim() !== '' && (
        <span class="aide">{found ? (found.detail ?? '') : 'Texte libre : absent de l’annuaire de cet appareil.'}</span>
      )}
    </div>
  )
}

interface ManyProps extends Omit<Props, 'value' | 'onChange'> {
  value: readonly string[]
  onChange(value: string[]): void
}

/** Several names: those chosen, then one more. */
export function Noms({ libelle, aide, list, value, onChange }: ManyProps) {
  // One more empty place, made new after each name.
  return (
    <>
      {[...value, null].map((one, i) => (
        <Nom
          key={i}
          libelle={i === 0 ? libelle : `Autre ${libelle.charAt(0).toLowerCase()}${libelle.slice(1)}`}
          {...(aide && i === 0 ? { aide } : {})}
          list={list}
          value={one}
          onChange={(next) => {
            const names = [...value]
            if (next === null) names.splice(i, 1)
            else names[i] = next
            onChange(names)
          }}
        />
      ))}
    </>
  )
}
