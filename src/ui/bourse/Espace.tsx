// The space of a bourse: what is offered, what is asked, what is owed in return. A list without a map, all of it offline.
import { useLocation } from 'preact-iso'
import { nomDe } from '../noms.ts'
import { useCarnet } from '../carnet.ts'
import { Page } from '../parts/Page.tsx'
import type { EspaceProps } from '../screens/Groupe.tsx'
import { Demandes } from './Demandes.tsx'
import { Offres } from './Offres.tsx'
import { Reciprocite } from './Reciprocite.tsx'
import { useBourse } from './use-bourse.ts'
import '../look/screens.css'
import './bourse.css'

const vues = [
  { id: 'offres', nom: 'Offres' },
  { id: 'demandes', nom: 'Demandes' },
  { id: 'reciprocite', nom: 'Réciprocité' },
] as const

export function Espace({ groupe }: EspaceProps) {
  const { annuaire } = useCarnet()
  const { query, route } = useLocation()
  const bourse = useBourse()
  const vue = vues.find(({ id }) => id === query.vue)?.id ?? 'offres'
  const here = `/reseau/groupe/${groupe.id}`
  return (
    <Page
      titre={groupe.nom}
      lieu="Réseau"
      retour="/reseau"
      surtitre={groupe.coordination ? `Pilotée par ${nomDe(annuaire?.personnes, groupe.coordination)}` : 'Bourse d’échange'}
      chapeau={<p>Deux ou trois jours chez un partenaire, et la même possibilité en retour.</p>}
    >
      <div class="onglets onglets-bourse" role="tablist" aria-label="Bourse">
        {vues.map(({ id, nom }) => (
          <button key={id} type="button" role="tab" aria-selected={vue === id} onClick={() => route(id === 'offres' ? here : `${here}?vue=${id}`, true)}>
            {nom}
          </button>
        ))}
      </div>
      {bourse && vue === 'offres' && <Offres groupe={groupe} bourse={bourse} />}
      {bourse && vue === 'demandes' && <Demandes bourse={bourse} />}
      {bourse && vue === 'reciprocite' && <Reciprocite groupe={groupe} bourse={bourse} />}
    </Page>
  )
}
