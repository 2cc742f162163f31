// The state of what I wrote, always in view; a tap gives the sentence and the way to look further.
import { lazy } from 'preact-iso'
import { useState } from 'preact/hooks'
import { useEcritures } from '../carnet.ts'
import { useLate } from '../use-late.ts'
import { Attend } from './Attend.tsx'
import { Icon } from './Icon.tsx'

const loadSheet = () => import('./StateSheet.tsx')
const StateSheet = lazy(() => loadSheet().then((m) => m.StateSheet))
const GardeDepart = lazy(() => import('./NonEnregistre.tsx').then((m) => m.GardeDepart))

export function StateChip() {
  const { chip } = useEcritures()
  const [open, setOpen] = useState(false)
  useLate(loadSheet, 'later')
  if (!chip) return null
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
        <Attend>
          <StateSheet onClose={() => setOpen(false)} />
        </Attend>
      )}
    </>
  )
}
