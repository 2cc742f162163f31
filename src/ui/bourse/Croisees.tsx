// What an accepted request made: the visit, its ethical convention before leaving, the visit in return linked to it.
import { useLocation } from 'preact-iso'
import { CONVENTION } from '../../domain/bourse.ts'
import type { Immersion } from '../../domain/collections.ts'
import { isSignee } from '../../suivi/bourse.ts'
import type { Demande } from '../../suivi/bourse-demandes.ts'
import { retoursDe } from '../../suivi/bourse-solde.ts'
import { useCarnet } from '../carnet.ts'
import { dayInWords, daysInWords } from '../dates.ts'
import { Icon, type IconName } from '../parts/Icon.tsx'
import { Rang } from '../parts/Rang.tsx'
import { commencerConvention } from './actes.ts'
import { motsEnvoi } from './mots.ts'
import { type Bourse, useBourse } from './use-bourse.ts'

interface CroiseesProps {
  bourse: Bourse
  immersion: Immersion
  /** the request it comes from; null: a visit in return that was not asked for by a request of its own */
  demande: Demande | null
  /** is this the page of the visit itself? */
  ici?: boolean
}

export function Croisees({ bourse, immersion, demande, ici }: CroiseesProps) {
  const carnet = useCarnet()
  const { route } = useLocation()
  const { monde } = bourse
  const by = (id: string | null): Immersion | undefined => monde.immersions.find((one) => one.id === id)
  const retour = by(immersion.immersion_retour)
  const aller = by(immersion.immersion_aller)
  const due = retoursDe(monde).find((one) => one.aller.id === immersion.id)
  // Of a visit in return, what is given back is the offer that the first visit went to.
  const first = bourse.demandes.find((one) => one.immersion?.id === immersion.immersion_aller)
  const offreRetour = demande?.fiche.reponses.offre_retour ?? first?.offreVisee?.id ?? null
  const convention = monde.fiches.find(({ gabarit, immersion: of }) => gabarit === CONVENTION && of === immersion.id)
  const signed = convention !== undefined && (isSignee(convention.reponses) || convention.etat?.etat === 'signee')
  return (
    <section class="bloc">
      <h2>Les deux visites</h2>
      <ul class="rangs">
        {aller && <Visite immersion={aller} quoi="Première visite" icon="retour" />}
        {!ici && <Visite immersion={immersion} quoi={aller ? 'Visite en retour' : 'Visite'} icon="immersions" />}
        <li>
          {convention ? (
            <a class="rang" href={`/fiches/${convention.id}`}>
              <Icon name={signed ? 'coche' : 'plume'} />
              <span class="rang-corps">
                <span class="rang-titre">Convention éthique</span>
                <span class="rang-detail">{signed ? 'Signée par les trois parties' : 'À signer avant de partir'}</span>
              </span>
              <Icon name="suite" taille={1.25} />
            </a>
          ) : (
            <button type="button" class="rang" onClick={() => void commencerConvention(carnet, immersion, offreRetour).then((id) => route(`/fiches/${id}`))}>
              <Icon name="plus" />
              <span class="rang-corps">
                <span class="rang-titre">Convention éthique</span>
                <span class="rang-detail">À préparer et à signer avant de partir</span>
              </span>
              <Icon name="suite" taille={1.25} />
            </button>
          )}
        </li>
        {retour && (
          <Visite
            immersion={retour}
            quoi="Visite en retour"
            icon="lien"
            detail={due?.echeance && retour.dates.length === 0 ? `À planifier avant le ${dayInWords(due.echeance)}` : undefined}
          />
        )}
      </ul>
    </section>
  )
}

interface VisiteProps {
  immersion: Immersion
  quoi: string
  icon: IconName
  detail?: string | undefined
}

const Visite = ({ immersion, quoi, icon, detail }: VisiteProps) => (
  <Rang href={`/immersions/${immersion.id}`} icon={icon} titre={`${quoi} : ${immersion.titre}`} detail={detail ?? daysInWords(immersion.dates)} />
)

/** In the dossier of a visit of the bourse: the request it comes from, and the visit it answers or calls for. */
export function DossierBourse({ immersion }: { immersion: Immersion }) {
  const bourse = useBourse()
  if (!bourse) return null
  const demande = bourse.demandes.find((one) => one.immersion?.id === immersion.id) ?? null
  const agreed = demande?.envoi?.etat === 'acceptee' || immersion.immersion_aller !== null || immersion.immersion_retour !== null
  return (
    <>
      {demande && (
        <a class="rang" href={`/reseau/demande/${demande.id}`}>
          <Icon name="feuille" />
          <span class="rang-corps">
            <span class="rang-titre">La demande</span>
            <span class="rang-detail">{demande.envoi ? motsEnvoi[demande.envoi.etat] : 'Brouillon, à envoyer'}</span>
          </span>
          <Icon name="suite" taille={1.25} />
        </a>
      )}
      {agreed && <Croisees bourse={bourse} immersion={immersion} demande={demande} ici />}
    </>
  )
}
