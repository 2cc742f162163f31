// One structure: what it does, for whom, when, how to reach it and to orient somebody to it, what it offers, its people.
import { useState } from 'preact/hooks'
import { mayWriteStructure } from '../../domain/acces.ts'
import { OFFRE } from '../../domain/bourse.ts'
import { libelleOf } from '../../forms/referentiels.ts'
import { publicsDe } from '../../suivi/aiguillage.ts'
import { useCarnet } from '../carnet.ts'
import { Icon } from '../parts/Icon.tsx'
import { Page } from '../parts/Page.tsx'
import { Fiches } from './Fiches.tsx'
import { Joindre } from './Joindre.tsx'
import { Orienter } from './Orienter.tsx'
import { Rangs } from './Rangs.tsx'
import { Reflexes } from './Reflexes.tsx'
import { typesGroupe } from './types-groupe.ts'
import { useAiguillage } from './use-annuaire.ts'
import './annuaire.css'

export function StructurePage({ id }: { id: string }) {
  const { annuaire, moi } = useCarnet()
  const aiguillage = useAiguillage()
  const [orienting, setOrienting] = useState(false)
  const carte = aiguillage?.cartes.find(({ structure }) => structure.id === id)
  if (!annuaire || !aiguillage || !carte) return <Page titre="Structure">{null}</Page>
  const { structure, consignes } = carte
  const reflexes = aiguillage.reflexes.get(id) ?? []
  const me = annuaire.personnes.find((one) => one.id === moi.personne)
  const said = [
    ['Pour qui', publicsDe(structure).join(', ')],
    ['Demander', consignes.contact],
    ['Conditions', consignes.conditions],
    ['À apporter', consignes.pieces],
    ['Délai', consignes.delai],
  ].filter(([, words]) => words !== '')
  return (
    <Page
      titre={structure.nom}
      lieu="Réseau"
      retour="/reseau"
      surtitre={[structure.type && libelleOf('types_structure', structure.type), structure.champ && libelleOf('champs_intervention', structure.champ)]
        .filter(Boolean)
        .join(' · ')}
      chapeau={structure.presentation ? <p>{structure.presentation}</p> : undefined}
    >
      <button type="button" class="acte" onClick={() => setOrienting(true)}>
        Orienter quelqu’un
      </button>
      <Joindre telephone={structure.telephone} courriel={structure.courriel} adresse={structure.adresse} horaires={structure.horaires} />
      {(said.length > 0 || reflexes.length > 0) && (
        <section class="bloc">
          <h2>Comment y orienter</h2>
          <dl class="personnes">
            {said.map(([nom, words]) => (
              <div key={nom}>
                <dt>{nom}</dt>
                <dd>{words}</dd>
              </div>
            ))}
          </dl>
          <Reflexes reflexes={reflexes} />
        </section>
      )}
      {me && mayWriteStructure(structure, [], me) && (
        <a class="geste" href={`/reseau/structure/${id}/carte`}>
          <Icon name="plume" taille={1.25} /> Tenir cette page à jour
        </a>
      )}
      <Rangs
        titre="Offres d’accueil"
        icon="feuille"
        rangs={aiguillage.offres
          .filter((offre) => offre.fiche.rattachement?.id === id)
          .map((offre) => ({ href: `/reseau/offre/${offre.id}`, nom: offre.lieu || 'Offre d’accueil', detail: 'Immersion de la bourse d’échange' }))}
      />
      <Rangs
        titre="Personnes"
        icon="moi"
        rangs={annuaire.personnes
          .filter((one) => one.structure === id)
          .map((one) => ({ href: `/reseau/personne/${one.id}`, nom: one.nom, detail: one.fonction }))}
      />
      <Rangs
        titre="Espaces"
        icon="reseau"
        rangs={annuaire.groupes
          .filter(({ structures }) => structures.includes(id))
          .map((one) => ({ href: `/reseau/groupe/${one.id}`, nom: one.nom, detail: typesGroupe[one.type] ?? '' }))}
      />
      <Fiches
        rattachement={{ type: 'structure', id }}
        of={(gabarit) => gabarit.portee === 'structure' || gabarit.id === 'synthese-groupe-local'}
        ailleurs={OFFRE}
      />
      {orienting && <Orienter carte={carte} reflexes={reflexes} onClose={() => setOrienting(false)} />}
    </Page>
  )
}
