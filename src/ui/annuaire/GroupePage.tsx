// One group as the directory says it: who leads it, its sessions, its fiches, its members.
import type { Groupe } from '../../domain/collections.ts'
import { useCarnet } from '../carnet.ts'
import { dayInWords } from '../dates.ts'
import { nomDe } from '../noms.ts'
import { Page } from '../parts/Page.tsx'
import { Fiches } from './Fiches.tsx'
import { Rangs } from './Rangs.tsx'
import { typesGroupe } from './types-groupe.ts'

// The dispositif whose gabarits a group fills; a bourse has its own space.
const DISPOSITIFS: Record<string, string> = {
  groupe_local: 'immersion_pro',
  reseau_immersions: 'immersion_salarie',
  cycle_echanges: 'echange_pratiques',
  groupe_app: 'app',
}

export function GroupePage({ groupe }: { groupe: Groupe }) {
  const { annuaire } = useCarnet()
  const { id, nom, type, coordination } = groupe
  const dispositif = DISPOSITIFS[type]
  const cycle = type === 'cycle_echanges'
  const scopes = cycle ? ['cycle', 'seance'] : ['groupe', 'periode', ...(type === 'groupe_app' ? ['seance'] : [])]
  return (
    <Page titre={nom} lieu="Réseau" retour="/reseau" surtitre={typesGroupe[type]}>
      {coordination && <p>Coordination : {nomDe(annuaire?.personnes, coordination)}</p>}
      <Rangs
        titre="Séances"
        rangs={(annuaire?.seances ?? [])
          .filter((one) => one.groupe === id)
          .map((one) => ({ href: `/reseau/seance/${one.id}`, nom: one.titre || 'Séance', detail: one.date ? dayInWords(one.date) : null }))}
      />
      {dispositif && (
        <Fiches
          rattachement={{ type: cycle ? 'cycle' : 'groupe', id }}
          of={(gabarit) => scopes.includes(gabarit.portee) && gabarit.dispositifs.some((one) => one === dispositif)}
        />
      )}
      <Rangs
        titre="Structures"
        icon="maison"
        rangs={groupe.structures.map((one) => ({ href: `/reseau/structure/${one}`, nom: nomDe(annuaire?.structures, one) }))}
      />
      <Rangs
        titre="Participants"
        icon="moi"
        rangs={groupe.participants.map((one) => ({ href: `/reseau/personne/${one}`, nom: nomDe(annuaire?.personnes, one) }))}
      />
    </Page>
  )
}
