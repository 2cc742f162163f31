// What whoever leads a group may do with a séance as a whole: move it, open its fiche. The same under each kind of séance.
import { useState } from 'preact/hooks'
import type { Groupe, Seance } from '../../domain/collections.ts'
import { Icon } from '../parts/Icon.tsx'
import { SeanceSheet } from './SeanceSheet.tsx'

interface Props {
  groupe: Groupe
  seance: Seance
  /** the fiche of the séance, once it is begun */
  fiche: string | undefined
  /** nothing hangs on it yet: it may be taken away */
  vide: boolean
}

export function FinDeSeance({ groupe, seance, fiche, vide }: Props) {
  const [moving, setMoving] = useState(false)
  return (
    <>
      <div class="gestes">
        <button type="button" class="geste" onClick={() => setMoving(true)}>
          <Icon name="calendrier" taille={1.25} />
          Modifier la séance
        </button>
        {fiche && (
          <a class="geste" href={`/fiches/${fiche}`}>
            Toute la fiche
          </a>
        )}
      </div>
      {moving && <SeanceSheet groupe={groupe} seance={seance} vide={vide} onClose={() => setMoving(false)} />}
    </>
  )
}
