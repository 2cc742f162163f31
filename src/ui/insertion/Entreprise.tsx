// One company of the portfolio: how to reach it, what is noted of it, the immersions it hosted and those it was asked for.
import { useLocation } from 'preact-iso'
import { useMemo } from 'preact/hooks'
import { mayWriteEntreprise } from '../../domain/acces-entreprise.ts'
import type { Groupe } from '../../domain/collections.ts'
import { path } from '../../domain/id.ts'
import { createFiche } from '../../store/index.ts'
import { type Entreprise as EntrepriseLue, portefeuille, type Prospection } from '../../suivi/entreprises.ts'
import { joursOf, POSE, type Suivie, typeDe } from '../../suivi/immersion-salarie.ts'
import { useCarnet } from '../carnet.ts'
import { shortDay } from '../dates.ts'
import { statuts, types } from '../immersion.ts'
import { Icon } from '../parts/Icon.tsx'
import { Page } from '../parts/Page.tsx'
import { watchSave } from '../saves.ts'
import { relations, reponsesProspect } from './relations.ts'
import { SuiviEntreprise } from './SuiviEntreprise.tsx'
import { useGroupe, useReseau } from './use-pose.ts'
import '../look/screens.css'
import './insertion.css'

export default function Entreprise({ id, entreprise }: { id: string; entreprise: string }) {
  const groupe = useGroupe(id)
  const vue = useReseau(groupe ?? undefined)
  const wanted = decodeURIComponent(entreprise)
  const found = useMemo(
    () => groupe && vue && (portefeuille(vue.monde, groupe).find((one) => one.id === wanted) ?? null),
    [groupe, vue, wanted],
  )
  const retour = `/reseau/groupe/${id}/entreprises`
  if (groupe === null || found === null || (vue && !vue.charge)) {
    return (
      <Page titre="Entreprise introuvable" retour={retour}>
        <p>Elle n’est pas dans le portefeuille de cet appareil.</p>
      </Page>
    )
  }
  if (!groupe || !found) return <Page titre="Entreprise" retour={retour}>{null}</Page>
  return (
    <Page
      titre={found.nom}
      lieu="Entreprises"
      retour={retour}
      surtitre={relations.find((one) => one.id === found.relation)?.libelle}
      chapeau={found.structure?.presentation ? <p>{found.structure.presentation}</p> : undefined}
    >
      <Carte groupe={groupe} entreprise={found} />
      <Suivi groupe={groupe} entreprise={found} />
      <Immersions titre="Immersions accueillies" all={found.immersions} />
      <Demandes all={found.prospections} />
    </Page>
  )
}

function Carte({ groupe, entreprise }: { groupe: Groupe; entreprise: EntrepriseLue }) {
  const { moi, annuaire } = useCarnet()
  const { structure, nom } = entreprise
  const me = annuaire?.personnes.find(({ id }) => id === moi.personne)
  const base = `/reseau/groupe/${groupe.id}/entreprises`
  if (!structure) {
    return (
      <section class="bloc">
        <p>Nommée dans une recherche de terrain, elle n’est pas encore dans l’annuaire.</p>
        <a class="geste" href={`${base}/nouvelle?nom=${encodeURIComponent(nom)}`}>
          <Icon name="plus" taille={1.25} />
          L’ajouter à l’annuaire
        </a>
      </section>
    )
  }
  const writes = me !== undefined && annuaire !== undefined && mayWriteEntreprise(structure, structure, ['nom'], me, annuaire)
  return (
    <section class="bloc">
      <ul class="reperes">
        {structure.adresse && (
          <li>
            <Icon name="lieu" taille={1.25} />
            <span>{structure.adresse}</span>
          </li>
        )}
        {structure.horaires && (
          <li>
            <Icon name="horloge" taille={1.25} />
            <span>{structure.horaires}</span>
          </li>
        )}
        {structure.telephone && (
          <li>
            <Icon name="telephone" taille={1.25} />
            <a href={`tel:${structure.telephone.replaceAll(' ', '')}`}>{structure.telephone}</a>
          </li>
        )}
        {structure.courriel && (
          <li>
            <Icon name="courriel" taille={1.25} />
            <a href={`mailto:${structure.courriel}`}>{structure.courriel}</a>
          </li>
        )}
      </ul>
      {writes ? (
        <a class="geste" href={`${base}/${structure.id}/modifier`}>
          <Icon name="plume" taille={1.25} />
          Modifier ses coordonnées
        </a>
      ) : (
        <p class="detail">Ses coordonnées sont tenues par l’administration du réseau ou par l’entreprise.</p>
      )}
    </section>
  )
}

function Suivi({ groupe, entreprise }: { groupe: Groupe; entreprise: EntrepriseLue }) {
  const { db } = useCarnet()
  const { route } = useLocation()
  const { structure, nom, suivi } = entreprise
  if (suivi) return <SuiviEntreprise key={suivi.id} id={suivi.id} />
  const begin = (): void => {
    const set = { [path('entreprise')]: structure?.id ?? nom, [path('relation')]: entreprise.immersions.length > 0 ? 'partenaire' : 'a_prospecter' }
    const fiche = { gabarit: POSE.entreprise, version: 1, immersion: null, rattachement: { type: 'groupe', id: groupe.id }, set }
    void watchSave('suivi entreprise', createFiche(db, fiche)).then(
      () => route(location.pathname, true),
      () => undefined, // the chip says so
    )
  }
  return (
    <button type="button" class="acte" onClick={begin}>
      <Icon name="plus" />
      Commencer le suivi
    </button>
  )
}

export function Immersions({ titre, all }: { titre: string; all: readonly Suivie[] }) {
  if (all.length === 0) return null
  return (
    <section class="bloc">
      <h2>
        {titre} ({all.length})
      </h2>
      <ul class="rangs">
        {all.map((suivie) => {
          const { immersion } = suivie
          const start = joursOf(suivie)?.debut
          const type = types.find(({ id }) => id === typeDe(suivie))?.libelle
          return (
            <li key={immersion.id}>
              <a class="rang rang-date" href={`/immersions/${immersion.id}`}>
                <span class="date">{start ? `${shortDay(start)} ${start.slice(0, 4)}` : '–'}</span>
                <span class="rang-corps">
                  <span class="rang-titre">{immersion.titre}</span>
                  <span class="rang-detail">{[type, statuts[immersion.statut]].filter(Boolean).join(' · ')}</span>
                </span>
              </a>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function Demandes({ all }: { all: readonly Prospection[] }) {
  if (all.length === 0) return null
  return (
    <section class="bloc">
      <h2>Demandes faites ({all.length})</h2>
      <ul class="rangs">
        {all.map(({ suivie, date, reponse, remarque }, i) => (
          <li key={`${suivie.immersion.id} ${i}`}>
            <a class="rang rang-date" href={suivie.miseEnPlace ? `/fiches/${suivie.miseEnPlace.id}?champ=prospects` : `/immersions/${suivie.immersion.id}`}>
              <span class="date">{date ? shortDay(date) : '–'}</span>
              <span class="rang-corps">
                <span class="rang-titre">{reponsesProspect[reponse] ?? 'Contactée'}</span>
                <span class="rang-detail">{[suivie.immersion.titre, remarque].filter(Boolean).join(' · ')}</span>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
