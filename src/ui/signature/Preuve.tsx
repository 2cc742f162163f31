// « Page de preuve »: the proof of each signature of a fiche, the act that verifies the content.
import { Page } from '../parts/Page.tsx'
import { AvecFiche } from './AvecFiche.tsx'
import { PreuveSignatures, Verification } from './PreuveSignatures.tsx'

export default function Preuve({ id }: { id: string }) {
  return (
    <AvecFiche id={id} titre="Page de preuve">
      {({ fiche, gabarit, immersion, contexte }) => (
        <Page
          titre="Page de preuve"
          lieu={immersion?.titre ?? 'Réseau'}
          retour={`/fiches/${fiche.id}`}
          chapeau={
            <p>
              {gabarit.titre}
              {immersion ? `, ${immersion.titre}` : ''}. Fiche {fiche.id}.
            </p>
          }
        >
          <Verification gabarit={gabarit} fiche={fiche} />
          <PreuveSignatures gabarit={gabarit} fiche={fiche} contexte={contexte} />
          <a class="geste" href={`/imprimer/fiche/${fiche.id}`}>
            Imprimer la fiche et sa preuve
          </a>
        </Page>
      )}
    </AvecFiche>
  )
}
