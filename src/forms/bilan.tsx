// « Valider », at the end only: what is missing, each with a link to where it is; only what blocks, blocks.
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Manque } from './manques.ts'

export interface BilanProps {
  manques: readonly Manque[]
  asked: boolean
  /** it was validated: said where « Valider » was touched, the head of the fiche is far away */
  validee?: boolean | undefined
  libelleOf(champ: string): string
  go(champ: string): void
  /** looks again at what is missing, and shows it on the champs */
  check(): Promise<Manque[]>
  valider(): Promise<void>
}

export function Bilan({ manques, asked, validee, libelleOf, go, check, valider }: BilanProps) {
  const title = useRef<HTMLHeadingElement>(null)
  const [state, setState] = useState<'still' | 'writing' | 'failed'>('still')
  const [pressed, setPressed] = useState(0)
  const blocking = manques.filter(({ niveau }) => niveau === 'bloquant')
  const warnings = manques.filter(({ niveau }) => niveau === 'avertissement')
  const settled = validee && blocking.length === 0 && state === 'still'
  useEffect(() => {
    if (pressed > 0) title.current?.focus()
  }, [pressed])
  const act = async () => {
    let found: Manque[]
    // Judging waits for the answer that is on its way: touched again meanwhile, it would be validated twice.
    setState('writing')
    try {
      found = await check()
    } catch {
      // What judges could not be fetched: nothing was written.
      setState('failed')
      return
    }
    const warned = asked && found.every(({ niveau }) => niveau === 'avertissement')
    if (found.length > 0 && !warned) {
      setPressed((n) => n + 1)
      setState('still')
      return
    }
    try {
      await valider()
      setState('still')
    } catch {
      // Nothing was written: said here, and the button stays.
      setState('failed')
    }
  }
  const list = (items: readonly Manque[]) => (
    <ul>
      {items.map((manque) => (
        <li key={`${manque.champ}/${manque.ligne}/${manque.colonne}/${manque.raison}/${manque.regle}`}>
          <button type="button" class="f-lien" onClick={() => go(manque.champ)}>
            {libelleOf(manque.champ)}
          </button>
          <small>{manque.message}</small>
        </li>
      ))}
    </ul>
  )
  return (
    <div class="f-bilan">
      {asked && manques.length > 0 ? (
        <section aria-live="polite">
          <h3 ref={title} tabIndex={-1}>
            {blocking.length > 0 ? 'Avant de valider' : 'À savoir avant de valider'}
          </h3>
          {list(blocking)}
          {warnings.length > 0 && blocking.length > 0 ? <p>À savoir aussi :</p> : null}
          {list(warnings)}
          <p class="f-aide">Tout ce que vous avez écrit est enregistré. Vous pouvez valider plus tard.</p>
        </section>
      ) : null}
      {state === 'failed' ? (
        <p role="alert" class="f-alerte">
          La validation n’a pas été enregistrée. Vos réponses sont intactes ; réessayez.
        </p>
      ) : null}
      {/* Always there: what is said in it is heard. */}
      <p role="status" class={settled ? 'annonce' : 'f-cache'}>
        {settled ? 'C’est validé. Vos réponses sont gardées, et vous pouvez encore les compléter.' : null}
      </p>
      <button
        type="button"
        class={settled ? 'f-bouton' : 'f-bouton f-principal'}
        disabled={state === 'writing'}
        onClick={act}
      >
        {asked && blocking.length === 0 && warnings.length > 0 && !settled
          ? 'Valider quand même'
          : settled
            ? 'Valider de nouveau'
            : 'Valider la fiche'}
      </button>
    </div>
  )
}
