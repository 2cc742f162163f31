// Where one is in a fiche: how far it is, always in view; a touch opens its sections, each with what is answered in it.
import { useRef } from 'preact/hooks'
import type { Champ } from './gabarit.ts'
import type { Progression } from './progress.ts'
import { isAnswered, type Reponses } from './reponses.ts'

/** A section shown now. */
export interface Partie {
  /** of its heading in the page */
  id: string
  titre: string
  champs: readonly Champ[]
}

interface Props {
  parties: readonly Partie[]
  reponses: Reponses
  /** null: the fiche is only read */
  done: Progression | null
}

export function Sommaire({ parties, reponses, done }: Props) {
  const details = useRef<HTMLDetailsElement>(null)
  const go = (id: string) => {
    details.current?.removeAttribute('open')
    const heading = document.getElementById(id)
    heading?.focus({ preventScroll: true })
    heading?.scrollIntoView({ block: 'start' })
  }
  const far = (champs: readonly Champ[]) => {
    const asked = champs.filter((champ) => !(champ.type === 'nombre' && champ.calcul))
    return `${asked.filter((champ) => isAnswered(champ, reponses[champ.id])).length} sur ${asked.length}`
  }
  return (
    <details class="f-sommaire" ref={details}>
      <summary>
        {done ? (
          <>
            <progress value={done.faits} max={Math.max(1, done.total)} aria-label="Avancement de la fiche" />
            <span>{done.texte}</span>
            <span class="f-cache">, aller à une partie</span>
          </>
        ) : (
          <span class="f-sommaire-nom">Aller à une partie</span>
        )}
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M6 9l6 6 6-6" />
        </svg>
      </summary>
      <ol>
        {parties.map(({ id, titre, champs }) => (
          <li key={id}>
            <button type="button" onClick={() => go(id)}>
              <span>{titre}</span>
              {done ? <small>{far(champs)}</small> : null}
            </button>
          </li>
        ))}
      </ol>
    </details>
  )
}
