// What a page says when its object is not on this device: never made, no longer readable, or put in the corbeille.
import { Page } from './Page.tsx'

export const ImmersionIntrouvable = () => (
  <Page titre="Immersion introuvable" retour="/immersions">
    <p>Elle n’existe pas sur cet appareil, ou elle est dans la corbeille.</p>
    <a class="geste" href="/moi/corbeille">
      Voir la corbeille
    </a>
  </Page>
)

export const FicheIntrouvable = () => (
  <Page titre="Fiche introuvable" retour="/immersions">
    <p>Cette fiche n’existe pas sur cet appareil, n’est plus lisible pour vous, ou est dans la corbeille.</p>
  </Page>
)
