// What the state of my writing means, in a sentence, and the way to look further. Comes after the first screen.
import { lazy } from 'preact-iso'
import { useCarnet, useEcritures } from '../carnet.ts'
import { phraseDe } from '../phrase-etat.ts'
import { Attend } from './Attend.tsx'
import { Sheet } from './Sheet.tsx'

const Textes = lazy(() => import('./NonEnregistre.tsx').then((m) => m.TextesNonEnregistres))

export function StateSheet({ onClose }: { onClose(): void }) {
  const { sync } = useCarnet()
  const etat = useEcritures()
  const { chip } = etat
  if (!chip) return null
  return (
    <Sheet titre={chip.mots} onClose={onClose}>
      <p>{phraseDe(etat)}</p>
      {chip.etat === 'perdu' && (
        <Attend>
          <Textes />
        </Attend>
      )}
      <div class="gestes">
        {(chip.etat === 'versions' || chip.etat === 'refuse') && (
          <a class="geste" href="/moi/sante" onClick={onClose}>
            {chip.etat === 'versions' ? 'Voir les deux' : 'Voir ce qui est gardé'}
          </a>
        )}
        {chip.etat === 'attente' && (
          <button type="button" class="geste" onClick={() => sync.now()}>
            Essayer maintenant
          </button>
        )}
        <a class="lien" href="/moi/sante" onClick={onClose}>
          Où sont mes écrits ?
        </a>
      </div>
    </Sheet>
  )
}
