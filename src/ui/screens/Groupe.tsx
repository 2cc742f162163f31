// The page of a group: each type of group has its own space; what has none shows what the directory says.
import { lazy } from 'preact-iso'
import type { ComponentType } from 'preact'
import type { Groupe as GroupeLu } from '../../domain/collections.ts'
import { useCarnet } from '../carnet.ts'
import { Page } from '../parts/Page.tsx'

/** What the space of a group is given. */
export interface EspaceProps {
  groupe: GroupeLu
}

const Annuaire = lazy(() => import('../annuaire/pages.ts').then((m) => m.ReseauDetail))

/** The space of each type of group, by `Groupe.type`. */
const espaces: Record<string, ComponentType<EspaceProps>> = {
  cycle_echanges: lazy(() => import('../echanges/ecrans.ts').then((m) => m.Cycle)),
  groupe_app: lazy(() => import('../echanges/ecrans.ts').then((m) => m.GroupeApp)),
  bourse: lazy(() => import('../bourse/pages.ts').then((m) => m.Espace)),
  reseau_immersions: lazy(() => import('../insertion/pages.ts').then((m) => m.ReseauImmersions)),
  groupe_local: lazy(() => import('../territoire/GroupeLocal.tsx')),
}

export default function Groupe({ id }: { id: string }) {
  const { annuaire } = useCarnet()
  if (!annuaire) return <Page titre="Réseau">{null}</Page>
  const groupe = annuaire.groupes.find((one) => one.id === id)
  const Espace = groupe && espaces[groupe.type]
  return Espace ? <Espace groupe={groupe} /> : <Annuaire genre="groupe" id={id} />
}
