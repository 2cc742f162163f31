// The page of a séance: that of practice exchanges, that of practice analysis, or what the directory says.
import { lazy } from 'preact-iso'
import type { ComponentType } from 'preact'
import type { Groupe, Seance as SeanceLue } from '../../domain/collections.ts'
import { useCarnet } from '../carnet.ts'
import { Page } from '../parts/Page.tsx'
import SeanceApp from '../app/SeanceApp.tsx'
import SeanceEchange from './SeanceEchange.tsx'

/** What the page of a séance is given. */
export interface SeanceProps {
  seance: SeanceLue
  groupe: Groupe
}

const Annuaire = lazy(() => import('../annuaire/pages.ts').then((m) => m.ReseauDetail))
const pages: Record<string, ComponentType<SeanceProps>> = {
  cycle_echanges: SeanceEchange,
  groupe_app: SeanceApp,
}

export default function Seance({ id }: { id: string }) {
  const { annuaire } = useCarnet()
  if (!annuaire) return <Page titre="Séance">{null}</Page>
  const seance = annuaire.seances.find((one) => one.id === id)
  const groupe = annuaire.groupes.find((one) => one.id === seance?.groupe)
  const Sienne = groupe && pages[groupe.type]
  return Sienne && seance ? <Sienne key={id} seance={seance} groupe={groupe} /> : <Annuaire genre="seance" id={id} />
}
