// « Page de preuve »: the proof of each signature of a fiche, the act that verifies the content.
import type { Immersion } from '../../domain/collections.ts'
import type { FicheView } from '../../store/index.ts'
import { useCarnet } from '../carnet.ts'
import { dayInWords, daysInWords } from '../dates.ts'
import { nomDe } from '../noms.ts'
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
          surtitre={gabarit.titre}
          chapeau={<QuiEtQuand fiche={fiche} immersion={immersion} />}
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

/** What was signed, as people name it: who visits whom, when, who wrote it. */
function QuiEtQuand({ fiche, immersion }: { fiche: FicheView; immersion: Immersion | null }) {
  const { annuaire } = useCarnet()
  const { $auteur: auteur, $cree_le: le } = fiche.data
  const personne = (id: string | null) => nomDe(annuaire?.personnes, id)
  const visite = immersion && [
    immersion.accueilli.map(personne).join(', '),
    nomDe(annuaire?.structures, immersion.structure_accueil),
    daysInWords(immersion.dates),
  ]
  return (
    <p>
      {visite && (
        <>
          {visite.filter(Boolean).join(' · ')}
          <br />
        </>
      )}
      Rédigée par {personne(auteur) || 'une personne inconnue de cet appareil'}
      {le ? `, ${dayInWords(le)}` : ''}.
    </p>
  )
}
