// A field outside the fiches: its name, a line of help that a screen reader says with it, what one fills.
import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

interface Props {
  /** of what is filled */
  id: string
  libelle: string
  aide?: string | undefined
  children: ComponentChildren
}

/** The id of the help of a field, for its `aria-describedby`. */
export const aideDe = (id: string, aide: string | undefined): string | undefined => (aide ? `${id}-aide` : undefined)

export const ChampSimple = ({ id, libelle, aide, children }: Props) => (
  <div class="champ-simple">
    <label for={id}>{libelle}</label>
    {aide && (
      <span class="aide" id={aideDe(id, aide)}>
        {aide}
      </span>
    )}
    {children}
  </div>
)

interface HeuresProps {
  debut: string | null
  fin: string | null
  set(part: { debut?: string | null; fin?: string | null }): void
}

/** From which hour to which, side by side in a `paire`. */
export function Heures({ debut, fin, set }: HeuresProps) {
  const id = useId()
  return (
    <>
      <ChampSimple id={`${id}-debut`} libelle="Début">
        <input id={`${id}-debut`} class="saisie" type="time" value={debut ?? ''} onInput={(event) => set({ debut: event.currentTarget.value || null })} />
      </ChampSimple>
      <ChampSimple id={`${id}-fin`} libelle="Fin">
        <input id={`${id}-fin`} class="saisie" type="time" value={fin ?? ''} onInput={(event) => set({ fin: event.currentTarget.value || null })} />
      </ChampSimple>
    </>
  )
}
