// The étiquettes of a note: shown under its text, chosen in one row that scrolls.
import { etiquettes, findEtiquette } from '../etiquettes.ts'
import { Icon } from './Icon.tsx'

export function EtiquettesOf({ ids }: { ids: readonly string[] }) {
  if (ids.length === 0) return null
  return (
    <span class="etiquettes">
      {ids.map((id) => {
        const { libelle, icon, teinte } = findEtiquette(id)
        return (
          <span key={id} class={`etiquette teinte-${teinte}`}>
            <Icon name={icon} taille={1} />
            {libelle}
          </span>
        )
      })}
    </span>
  )
}

interface RubanProps {
  /** what the row is for */
  nom: string
  chosen: readonly string[]
  onChange(chosen: string[]): void
  /** only these, when given */
  only?: readonly string[]
}

export function EtiquettesRuban({ nom, chosen, onChange, only }: RubanProps) {
  const shown = only ? etiquettes.filter(({ id }) => only.includes(id)) : etiquettes
  return (
    <div class="ruban" role="group" aria-label={nom}>
      {shown.map(({ id, libelle, icon, teinte }) => {
        const on = chosen.includes(id)
        return (
          <button
            key={id}
            type="button"
            class={`etiquette teinte-${teinte}`}
            aria-pressed={on}
            onClick={() => onChange(on ? chosen.filter((other) => other !== id) : [...chosen, id])}
          >
            <Icon name={icon} taille={1.25} />
            {libelle}
          </button>
        )
      })}
    </div>
  )
}
