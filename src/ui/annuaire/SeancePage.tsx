// One session of a group: its day and its fiches.
import type { Seance } from '../../domain/collections.ts'
import { useCarnet } from '../carnet.ts'
import { dayInWords } from '../dates.ts'
import { Page } from '../parts/Page.tsx'
import { Fiches } from './Fiches.tsx'

export function SeancePage({ seance }: { seance: Seance }) {
  const { annuaire } = useCarnet()
  const { id, titre, date } = seance
  const groupe = annuaire?.groupes.find((one) => one.id === seance.groupe)
  const dispositif = groupe?.type === 'groupe_app' ? 'app' : 'echange_pratiques'
  return (
    <Page
      titre={titre || 'Séance'}
      lieu={groupe?.nom ?? 'Réseau'}
      retour={groupe ? `/reseau/groupe/${groupe.id}` : '/reseau'}
      surtitre={date ? dayInWords(date) : undefined}
    >
      <Fiches
        rattachement={{ type: 'seance', id }}
        of={(gabarit) => gabarit.portee === 'seance' && gabarit.dispositifs.some((one) => one === dispositif)}
      />
    </Page>
  )
}
