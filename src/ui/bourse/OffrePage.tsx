// One offer, read like the sheet of fourteen headings it comes from; what may be done with it under it.
import { useLocation } from 'preact-iso'
import { useState } from 'preact/hooks'
import { OFFRE, type EtatPublication } from '../../domain/bourse.ts'
import { manques } from '../../forms/manques.ts'
import { libelleOf } from '../../forms/referentiels.ts'
import { peutPublier } from '../../suivi/bourse-demandes.ts'
import { isPubliee } from '../../suivi/bourse-offres.ts'
import { useCarnet } from '../carnet.ts'
import { Icon } from '../parts/Icon.tsx'
import { Page } from '../parts/Page.tsx'
import { commencerDemande, publier } from './actes.ts'
import { QuatorzeRubriques } from './Lecture.tsx'
import { Motif } from './Motif.tsx'
import { motsPublication, parQui } from './mots.ts'
import { useBourse, useGabarit } from './use-bourse.ts'
import '../look/screens.css'
import './bourse.css'

export function OffrePage({ id }: { id: string }) {
  const carnet = useCarnet()
  const { route } = useLocation()
  const bourse = useBourse()
  const offre = bourse?.offres.find((one) => one.id === id)
  const gabarit = useGabarit(OFFRE, offre?.fiche.version)
  const [asking, setAsking] = useState<EtatPublication | null>(null)
  if (!bourse) return <Page titre="Offre d’accueil">{null}</Page>
  const retour = bourse.groupe ? `/reseau/groupe/${bourse.groupe.id}` : '/reseau'
  if (!offre) {
    return (
      <Page titre="Offre absente" retour={retour}>
        <p>Cette offre n’est pas, ou plus, ouverte à votre réseau : elle a pu être retirée par sa structure.</p>
      </Page>
    )
  }
  const { monde, noms } = bourse
  const { publication, fiche } = offre
  const may = (etat: EtatPublication) => peutPublier(offre, etat, monde)
  const missing = gabarit ? manques(gabarit, fiche.reponses).filter(({ niveau }) => niveau === 'bloquant') : []
  const me = monde.annuaire.personnes.find((one) => one.id === monde.moi)
  const own = fiche.auteur === monde.moi || may('proposee')
  const proposes = may('proposee') && publication?.etat !== 'proposee' && !isPubliee(offre)
  const reads = may('publiee') && publication?.etat === 'proposee'
  const asks = isPubliee(offre) && me?.structure !== fiche.rattachement?.id && bourse.groupe !== null
  return (
    <Page
      titre={offre.nom}
      lieu="Bourse d’échange"
      retour={retour}
      surtitre={['Offre d’accueil', offre.champ ? libelleOf('champs_intervention', offre.champ) : ''].filter(Boolean).join(' · ')}
      chapeau={offre.lieu ? <p>{offre.lieu}</p> : undefined}
    >
      {(own || reads) && (
        <div class="annonce" data-ton={publication?.etat === 'renvoyee' ? 'attente' : undefined}>
          <p>
            <strong>{publication ? motsPublication[publication.etat] : 'Brouillon, lu par votre structure'}</strong>
            {publication ? ` ${parQui(publication, monde.annuaire.personnes, monde.moi)}` : ''}
          </p>
          {publication?.motif && <p>« {publication.motif} »</p>}
          {proposes && missing.length > 0 && (
            <p>
              Avant de la proposer, il reste {missing.length === 1 ? 'une réponse à donner' : `${missing.length} réponses à donner`}.
            </p>
          )}
        </div>
      )}
      {asks && (
        <button type="button" class="acte" onClick={() => void commencerDemande(carnet, offre, bourse.offres).then((made) => route(`/fiches/${made}`))}>
          Demander cet accueil
        </button>
      )}
      {proposes &&
        (missing.length === 0 ? (
          <button type="button" class="acte" onClick={() => void publier(carnet, id, 'proposee')}>
            Proposer au pilote
          </button>
        ) : (
          <a class="acte" href={`/fiches/${id}?champ=${missing[0]?.champ}`}>
            Compléter l’offre
          </a>
        ))}
      {gabarit ? <QuatorzeRubriques gabarit={gabarit} reponses={fiche.reponses} noms={noms} /> : null}
      {/* read first: what the pilote may answer stands under the sheet, together */}
      {reads && (
        <button type="button" class="acte" onClick={() => void publier(carnet, id, 'publiee')}>
          Publier cette offre
        </button>
      )}
      <div class="gestes">
        {own && (
          <a class="geste" href={`/fiches/${id}`}>
            <Icon name="plume" taille={1.25} /> Modifier
          </a>
        )}
        {may('renvoyee') && publication?.etat === 'proposee' && (
          <button type="button" class="geste" onClick={() => setAsking('renvoyee')}>
            Renvoyer avec un motif
          </button>
        )}
        {may('retiree') && (isPubliee(offre) || publication?.etat === 'proposee') && (
          <button type="button" class="geste" onClick={() => setAsking('retiree')}>
            Retirer de la bourse
          </button>
        )}
      </div>
      {asking === 'renvoyee' && (
        <Motif
          titre="Renvoyer l’offre"
          texte="L’offre revient à sa structure, avec votre mot. Elle n’est pas lue par le réseau."
          libelle="Ce qui est à reprendre"
          acte="Renvoyer"
          faire={(motif) => publier(carnet, id, 'renvoyee', motif)}
          onClose={() => setAsking(null)}
        />
      )}
      {asking === 'retiree' && (
        <Motif
          titre="Retirer l’offre ?"
          texte="Le réseau ne la lira plus. Rien n’est effacé : vous pourrez la proposer de nouveau."
          libelle="Motif (facultatif)"
          acte="Retirer"
          facultatif
          faire={(motif) => publier(carnet, id, 'retiree', motif)}
          onClose={() => setAsking(null)}
        />
      )}
    </Page>
  )
}
