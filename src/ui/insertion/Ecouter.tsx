// For who reads with difficulty: each touch reads the next question aloud and brings it under the eyes.
import { useEffect, useState } from 'preact/hooks'
import { path } from '../../domain/id.ts'
import { type Registers, shownValue } from '../../domain/register.ts'
import { isBlank } from '../../forms/condition.ts'
import { champsOf, type Gabarit } from '../../forms/gabarit.ts'
import { Icon } from '../parts/Icon.tsx'
import { aLire, lire, voixLocale } from './lecture-voix.ts'

/** Nothing where the device has no French voice of its own. */
export function Ecouter({ gabarit, registers }: { gabarit: Gabarit; registers: Registers }) {
  const [voix, setVoix] = useState(voixLocale)
  const [lue, setLue] = useState<string | null>(null)
  useEffect(() => {
    if (!('speechSynthesis' in globalThis)) return undefined
    const speech = speechSynthesis
    // The voices of a device come a little after the page.
    const come = (): void => setVoix(voixLocale())
    speech.addEventListener('voiceschanged', come)
    come()
    return () => {
      speech.removeEventListener('voiceschanged', come)
      speech.cancel()
    }
  }, [])
  if (!voix) return null
  const all = champsOf(gabarit)
  const next = (): void => {
    const open = all.filter(({ id }) => isBlank(shownValue(registers, path(id))))
    const from = all.findIndex(({ id }) => id === lue)
    // Everything is answered: one listens to it again.
    const some = open.length > 0 ? open : all
    const champ = some.find((one) => all.indexOf(one) > from) ?? some[0]
    if (!champ) return
    setLue(champ.id)
    lire(aLire(champ), voix)
    document.querySelector(`[id$="-${champ.id}-champ"], [id$="-${champ.id}"]`)?.scrollIntoView({ block: 'center' })
  }
  return (
    <button type="button" class="geste insertion-ecouter" onClick={next}>
      <Icon name="ecoute" taille={1.25} />
      {lue === null ? 'Écouter les questions' : 'Écouter la suite'}
    </button>
  )
}
