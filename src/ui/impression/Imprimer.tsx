// What can be printed: a fiche, the dossier of an immersion, a list of notes.
import { lazy } from 'preact-iso'
import { Page } from '../parts/Page.tsx'
import { Attend } from '../parts/Attend.tsx'

const Fiche = lazy(() => import('./UneFiche.tsx').then((m) => m.UneFiche))
const Dossier = lazy(() => import('./UnDossier.tsx').then((m) => m.UnDossier))
const Notes = lazy(() => import('./DesNotes.tsx').then((m) => m.DesNotes))

export default function Imprimer({ quoi, id }: { quoi: string; id: string }) {
  const Document = { fiche: Fiche, dossier: Dossier, notes: Notes }[quoi]
  return Document ? (
    <Attend>
      <Document id={id} />
    </Attend>
  ) : (
    <Page titre="Rien à imprimer ici" retour="/">
      <p>Ce document n’existe pas.</p>
    </Page>
  )
}
