// « Ajouter à mon agenda »: the calendar file of one immersion or of several, made on the device.
import { useState } from 'preact/hooks'
import type { Immersion } from '../../domain/collections.ts'
import { useCarnet } from '../carnet.ts'
import { remises } from '../export/Exporter.tsx'
import { nomDeFichier, type Remise, remettre } from '../export/index.ts'
import { Icon } from '../parts/Icon.tsx'

export function Agenda({ nom, immersions }: { nom: string; immersions: readonly Immersion[] }) {
  const { db, moi, annuaire } = useCarnet()
  const [said, setSaid] = useState<Remise | 'failed' | null>(null)
  if (!annuaire || immersions.every(({ dates }) => dates.length === 0)) return null
  const make = async (): Promise<Remise> => {
    const [{ icsText }, { rendezvousOf }] = await Promise.all([import('./ics.ts'), import('./rendezvous.ts')])
    const text = icsText(await rendezvousOf(db, moi.personne, immersions), annuaire, location.origin)
    return remettre(new Blob([text], { type: 'text/calendar;charset=utf-8' }), `${nomDeFichier(nom)}.ics`)
  }
  return (
    <div class="champ-simple">
      <button
        type="button"
        class="geste"
        onClick={() => {
          setSaid(null)
          make().then(setSaid, () => setSaid('failed'))
        }}
      >
        <Icon name="calendrier" taille={1.25} />
        {immersions.length > 1 ? 'Ajouter les dates à mon agenda' : 'Ajouter à mon agenda'}
      </button>
      <p class="detail">Les jours, avec un rappel la veille, et l’heure gardée pour la prise de recul. Aucune de vos réponses.</p>
      <p class="detail" role="status">
        {said ? remises[said] : ''}
      </p>
    </div>
  )
}
