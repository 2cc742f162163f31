// An address that leads nowhere.
import { Page } from '../parts/Page.tsx'
import '../look/screens.css'

export default function Introuvable() {
  return (
    <Page titre="Cette page n’existe pas" retour="/">
      <p>Le lien est peut-être ancien, ou incomplet. Vos notes, elles, sont toujours là.</p>
      <a class="geste" href="/">
        Revenir à Aujourd’hui
      </a>
    </Page>
  )
}
