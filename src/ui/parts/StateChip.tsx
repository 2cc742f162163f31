// The state of what I wrote, always in view; a tap gives the sentence and the way to look further.
import { lazy } from 'preact-iso'
import { useState } from 'preact/hooks'
import { useCarnet, useEcritures } from '../carnet.ts'
import { Attend } from './Attend.tsx'
import { Icon } from './Icon.tsx'
import { Sheet } from './Sheet.tsx'

const Textes = lazy(() => import('./NonEnregistre.tsx').then((m) => m.TextesNonEnregistres))
const GardeDepart = lazy(() => import('./NonEnregistre.tsx').then((m) => m.GardeDepart))

export function StateChip() {
  const { sync } = useCarnet()
  const { chip } = useEcritures()
  const [open, setOpen] = useState(false)
  if (!chip) return null
  const leave = () => setOpen(false)
  return (
    <>
      <button type="button" class="etat" data-etat={chip.etat} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Icon name={chip.icon} taille={1.125} />
        <span aria-live="polite">{chip.mots}</span>
      </button>
      {chip.etat === 'perdu' && (
        <Attend>
          <GardeDepart />
        </Attend>
      )}
      {open && (
        <Sheet titre={chip.mots} onClose={leave}>
          <p>{chip.phrase}</p>
          {chip.etat === 'perdu' && (
            <Attend>
              <Textes />
            </Attend>
          )}
          <div class="gestes">
            {(chip.etat === 'versions' || chip.etat === 'refuse') && (
              <a class="geste" href="/moi/sante" onClick={leave}>
                {chip.etat === 'versions' ? 'Voir les deux' : 'Voir ce qui est gardé'}
              </a>
            )}
            {chip.etat === 'attente' && (
              <button type="button" class="geste" onClick={() => sync.now()}>
                Essayer maintenant
              </button>
            )}
            <a class="lien" href="/moi/sante" onClick={leave}>
              Où sont mes écrits ?
            </a>
          </div>
        </Sheet>
      )}
    </>
  )
}
