// A name to complete from the directory, offline; what is not there stays as free text. Holds ids, shows names.
import { useId, useState } from 'preact/hooks'
import { matches } from '../immersion.ts'

/** Names offered under what is typed. */
const FEW = 3

export interface Nomme {
  id: string
  nom: string
  detail?: string | null
}

interface Props {
  libelle: string
  aide?: string
  list: readonly Nomme[]
  /** who it likely is, one touch away while nothing is written */
  proches?: readonly Nomme[]
  /** id, free text, or null */
  value: string | null
  onChange(value: string | null): void
}

/** One name. The list is the browser's own: it works with any keyboard, with one hand, and when spoken. */
export function Nom({ libelle, aide, list, proches = [], value, onChange }: Props) {
  const id = useId()
  const nameOf = (v: string | null): string => list.find((one) => one.id === v)?.nom ?? v ?? ''
  const [text, setText] = useState(nameOf(value))
  const typed = text.trim()
  const found = list.find((one) => one.nom === typed)
  // Half a name is somebody of the directory before it is free text: what is free is linked to nobody.
  const near = found ? [] : (typed === '' ? proches : list.filter(({ nom }) => matches(typed, [nom]))).slice(0, FEW)
  const give = (next: string) => {
    setText(next)
    onChange(list.find((one) => one.nom === next.trim())?.id ?? (next.trim() || null))
  }
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
        onInput={(event) => give(event.currentTarget.value)}
      />
      <datalist id={`${id}-liste`}>
        {list.map((one) => (
          <option key={one.id} value={one.nom}>
            {one.detail}
          </option>
        ))}
      </datalist>
      {near.length > 0 && (
        <div class="gestes">
          {near.map(({ id: one, nom }) => (
            <button key={one} type="button" class="geste" onClick={() => give(nom)}>
              {nom}
            </button>
          ))}
        </div>
      )}
      {typed !== '' && (
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
