// One request: where it stands and who did what, what forbids sending it, what may be done with it now.
import { useState } from 'preact/hooks'
import { DEMANDE, isSent } from '../../domain/bourse.ts'
import { manques } from '../../forms/manques.ts'
import { type Demande, obstaclesDe, peutEnvoyer, responsablesDe } from '../../suivi/bourse-demandes.ts'
import { useCarnet } from '../carnet.ts'
import { nomDe } from '../noms.ts'
import { Icon } from '../parts/Icon.tsx'
import { Page } from '../parts/Page.tsx'
import { Accepter } from './Accepter.tsx'
import { Accord } from './Accord.tsx'
import { envoyer } from './actes.ts'
import { Correspondances } from './Correspondances.tsx'
import { Croisees } from './Croisees.tsx'
import { Lecture } from './Lecture.tsx'
import { Motif } from './Motif.tsx'
import { motsEnvoi, parQui } from './mots.ts'
import { type Bourse, useBourse, useGabarit } from './use-bourse.ts'
import '../look/screens.css'
import './bourse.css'

type Feuille = 'accord' | 'accepter' | 'refusee' | 'renvoyee' | 'annulee'

export function DemandePage({ id }: { id: string }) {
  const bourse = useBourse()
  const demande = bourse?.demandes.find((one) => one.id === id)
  if (!bourse) return <Page titre="Demande d’immersion">{null}</Page>
  const retour = bourse.groupe ? `/reseau/groupe/${bourse.groupe.id}` : '/reseau'
  if (!demande) {
    return (
      <Page titre="Demande absente" retour={retour}>
        <p>Cette demande n’est pas sur cet appareil : elle n’est pas encore envoyée, ou elle est dans la corbeille.</p>
      </Page>
    )
  }
  return <Ouverte key={id} bourse={bourse} demande={demande} retour={retour} />
}

function Ouverte({ bourse, demande, retour }: { bourse: Bourse; demande: Demande; retour: string }) {
  const carnet = useCarnet()
  const gabarit = useGabarit(DEMANDE, demande.fiche.version)
  const [feuille, setFeuille] = useState<Feuille | null>(null)
  const { monde, offres, noms } = bourse
  const { id, fiche, immersion, envoi, offreVisee } = demande
  const { personnes, structures } = monde.annuaire
  const may = (etat: Parameters<typeof peutEnvoyer>[1]) => peutEnvoyer(demande, etat, monde)
  const sent = envoi !== null && isSent(envoi)
  const asks = fiche.auteur === monde.moi || may('envoyee') || may('deposee')
  const obstacles = asks && !sent ? obstaclesDe(demande, offres) : []
  const missing = gabarit && asks && !sent ? manques(gabarit, fiche.reponses).filter((one) => one.niveau === 'bloquant' && one.raison !== 'envoi' && !['accord_responsable', 'offre_retour'].includes(one.champ)) : []
  const responsables = responsablesDe(demande.structure, monde)
  const iAgree = responsables.some((one) => one.id === monde.moi)
  const agreed = fiche.reponses.accord_responsable === 'oui'
  const ready = gabarit !== null && obstacles.length === 0 && missing.length === 0
  const close = () => setFeuille(null)
  return (
    <Page
      titre={immersion?.titre ?? 'Demande d’immersion'}
      lieu="Bourse d’échange"
      retour={retour}
      surtitre={`Demande de ${nomDe(personnes, fiche.auteur)}, ${nomDe(structures, demande.structure)}`}
    >
      <div class="annonce" data-ton={envoi?.etat === 'renvoyee' || envoi?.etat === 'refusee' ? 'attente' : undefined}>
        <p>
          <strong>{envoi ? motsEnvoi[envoi.etat] : 'Brouillon, lu par vous et votre responsable'}</strong>
          {envoi ? ` ${parQui(envoi, personnes, monde.moi)}` : ''}
        </p>
        {envoi?.motif && <p>« {envoi.motif} »</p>}
        {envoi?.etat === 'deposee' && !iAgree && <p>Elle partira dès que votre responsable aura donné son accord.</p>}
      </div>

      {obstacles.map(({ regle, mots, champ }) => (
        <div key={regle} class="annonce" data-ton="attente">
          <p>{mots}</p>
          {champ ? (
            <a class="lien" href={`/fiches/${id}?champ=${champ}`}>
              {champ === 'statut' ? 'Revoir le statut' : 'Choisir l’offre en retour'}
            </a>
          ) : (
            <a class="lien" href={`/ouvrir?gabarit=beprip-fiche-offre-accueil&type=structure&objet=${demande.structure}&autre`}>
              Rédiger une offre d’accueil
            </a>
          )}
        </div>
      ))}
      {missing.length > 0 && (
        <a class={obstacles.length > 0 ? 'geste' : 'acte'} href={`/fiches/${id}?champ=${missing[0]?.champ}`}>
          {missing.length === 1 ? 'Donner la dernière réponse attendue' : `Donner les ${missing.length} réponses attendues`}
        </a>
      )}

      {ready && may('envoyee') && (iAgree || envoi?.etat !== 'deposee') && (
        <EnvoiActe
          iAgree={iAgree}
          agreed={agreed}
          someone={responsables.length > 0}
          accord={() => setFeuille('accord')}
          deposer={() => void envoyer(carnet, demande, 'deposee')}
          partir={() => void envoyer(carnet, demande, 'envoyee')}
        />
      )}
      {may('acceptee') && (
        <button type="button" class="acte" onClick={() => setFeuille('accepter')}>
          Accepter et fixer les jours
        </button>
      )}
      {sent && envoi.etat === 'envoyee' && !immersion?.structure_accueil && !asks && <Contact demande={demande} />}
      {immersion && envoi?.etat === 'acceptee' && <Croisees bourse={bourse} immersion={immersion} demande={demande} />}
      {asks && !offreVisee && !['acceptee', 'refusee', 'annulee'].includes(envoi?.etat ?? '') && (
        <Correspondances bourse={bourse} demande={demande} />
      )}
      {offreVisee && (
        <a class="rang" href={`/reseau/offre/${offreVisee.id}`}>
          <Icon name="feuille" />
          <span class="rang-corps">
            <span class="rang-titre">Offre visée : {offreVisee.nom}</span>
            <span class="rang-detail">{offreVisee.lieu}</span>
          </span>
          <Icon name="suite" taille={1.25} />
        </a>
      )}
      <section class="bloc">
        <h2>La demande</h2>
        {gabarit && <Lecture gabarit={gabarit} reponses={fiche.reponses} noms={noms} sauf={['nom', 'structure']} />}
      </section>
      <div class="gestes">
        {asks && !sent && (
          <a class="geste" href={`/fiches/${id}`}>
            <Icon name="plume" taille={1.25} /> Modifier
          </a>
        )}
        {may('renvoyee') && (
          <button type="button" class="geste" onClick={() => setFeuille('renvoyee')}>
            Renvoyer avec un motif
          </button>
        )}
        {may('refusee') && (
          <button type="button" class="geste" onClick={() => setFeuille('refusee')}>
            Refuser
          </button>
        )}
        {may('annulee') && (
          <button type="button" class="geste" onClick={() => setFeuille('annulee')}>
            Annuler la demande
          </button>
        )}
      </div>
      {feuille === 'accord' && <Accord demande={demande} iAgree={iAgree} onClose={close} />}
      {feuille === 'accepter' && <Accepter demande={demande} onClose={close} />}
      {feuille && feuille in ASKED && (
        <Motif {...ASKED[feuille as keyof typeof ASKED]} faire={(motif) => envoyer(carnet, demande, feuille as keyof typeof ASKED, motif)} onClose={close} />
      )}
    </Page>
  )
}

const ASKED = {
  refusee: {
    titre: 'Refuser la demande',
    texte: 'La personne et sa structure lisent votre motif.',
    libelle: 'Motif',
    acte: 'Refuser',
  },
  renvoyee: {
    titre: 'Renvoyer la demande',
    texte: 'Elle revient à la personne qui demande, avec votre mot.',
    libelle: 'Ce qui est à reprendre',
    acte: 'Renvoyer',
  },
  annulee: {
    titre: 'Annuler la demande ?',
    texte: 'Les structures qui la lisaient verront qu’elle est annulée. Vous gardez tout ce que vous avez écrit.',
    libelle: 'Motif (facultatif)',
    acte: 'Annuler la demande',
    facultatif: true,
  },
}

interface EnvoiActeProps {
  iAgree: boolean
  agreed: boolean
  /** is there a manager with an account? */
  someone: boolean
  accord(): void
  deposer(): void
  partir(): void
}

/** The one act that sends: by the manager, to the manager, or with the agreement given outside the notebook. */
function EnvoiActe({ iAgree, agreed, someone, accord, deposer, partir }: EnvoiActeProps) {
  if (agreed)
    return (
      <button type="button" class="acte" onClick={partir}>
        Envoyer la demande
      </button>
    )
  if (someone && !iAgree)
    return (
      <button type="button" class="acte" onClick={deposer}>
        Demander l’accord de mon responsable
      </button>
    )
  return (
    <button type="button" class="acte" onClick={accord}>
      {iAgree ? 'Donner mon accord et envoyer' : 'Envoyer la demande'}
    </button>
  )
}

/** An open request has no host yet: whoever would be one says so to the person. */
function Contact({ demande }: { demande: Demande }) {
  const { annuaire } = useCarnet()
  const who = annuaire?.personnes.find(({ id }) => id === demande.fiche.auteur)
  return (
    <div class="annonce">
      <p>Demande ouverte : elle n’a pas encore d’hôte. Si vous pouvez accueillir, dites-le ; la personne désignera alors votre offre.</p>
      {who?.courriel && (
        <a class="lien" href={`mailto:${who.courriel}`}>
          Écrire à {who.nom}
        </a>
      )}
    </div>
  )
}
