// One person of the directory: how to reach them, where they work, what they do there.
import type { Personne } from '../../domain/collections.ts'
import { libelleOf } from '../../forms/referentiels.ts'
import { useCarnet } from '../carnet.ts'
import { nomDe } from '../noms.ts'
import { Page } from '../parts/Page.tsx'
import { Joindre } from './Joindre.tsx'
import { Rangs } from './Rangs.tsx'
import { typesGroupe } from './types-groupe.ts'

export function PersonnePage({ personne }: { personne: Personne }) {
  const { annuaire } = useCarnet()
  const { id, nom, fonction, structure, telephone, courriel } = personne
  const roles = [...new Set([...personne.roles, ...personne.mandats.flatMap((mandat) => mandat.roles)])]
  return (
    <Page titre={nom} lieu="Réseau" retour="/reseau" surtitre={fonction ?? undefined}>
      <Joindre telephone={telephone} courriel={courriel} />
      <Rangs
        titre="Structure"
        icon="maison"
        rangs={structure ? [{ href: `/reseau/structure/${structure}`, nom: nomDe(annuaire?.structures, structure) }] : []}
      />
      <Rangs
        titre="Coordonne"
        icon="reseau"
        rangs={(annuaire?.groupes ?? [])
          .filter(({ coordination }) => coordination === id)
          .map((one) => ({ href: `/reseau/groupe/${one.id}`, nom: one.nom, detail: typesGroupe[one.type] ?? '' }))}
      />
      {roles.length > 0 && (
        <section class="bloc">
          <h2>Ses rôles</h2>
          <p>{roles.map((role) => libelleOf('roles', role)).join(', ')}</p>
        </section>
      )}
    </Page>
  )
}
