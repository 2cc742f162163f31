// The portfolio of companies: fifty and more, found by words, by where one stands with them, by who is to be called.
import { useLocation } from 'preact-iso'
import { useMemo, useState } from 'preact/hooks'
import { valeursOf } from '../../forms/referentiels.ts'
import { type Entreprise, portefeuille } from '../../suivi/entreprises.ts'
import { lignes, texte } from '../../suivi/lire.ts'
import { dayInWords } from '../dates.ts'
import { matches, types } from '../immersion.ts'
import { Exporter } from '../export/Exporter.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Page } from '../parts/Page.tsx'
import { Tirage } from '../parts/Tirage.tsx'
import { feuilleDesEntreprises } from './feuilles.ts'
import { Choix } from './ListeImmersions.tsx'
import { relations } from './relations.ts'
import { useGroupe, useReseau, type VueReseau } from './use-pose.ts'
import '../look/screens.css'
import './insertion.css'

export default function Entreprises({ id }: { id: string }) {
  const groupe = useGroupe(id)
  const vue = useReseau(groupe ?? undefined)
  const all = useMemo(() => (groupe && vue ? portefeuille(vue.monde, groupe) : undefined), [groupe, vue])
  if (groupe === null) return <Page titre="Réseau introuvable" retour="/reseau">{null}</Page>
  return (
    <Page
      titre="Entreprises"
      lieu={groupe?.nom ?? 'Réseau'}
      retour={`/reseau/groupe/${id}`}
      chapeau={<p>Le portefeuille du réseau. Ce que vous en notez n’est lu que par ses chargés de projet.</p>}
    >
      {all && vue && (vue.charge ? <Liste base={`/reseau/groupe/${id}/entreprises`} all={all} vue={vue} /> : <p>Le portefeuille est tenu par les chargés de projet du réseau.</p>)}
    </Page>
  )
}

const voirs = [
  { id: 'rappeler', libelle: 'À rappeler' },
  { id: 'jamais', libelle: 'Sans suivi encore' },
  { id: 'accueille', libelle: 'Ont déjà accueilli' },
  { id: 'absente', libelle: 'Hors de l’annuaire' },
] as const

function Liste({ base, all, vue }: { base: string; all: readonly Entreprise[]; vue: VueReseau }) {
  const { query } = useLocation()
  const [mots, setMots] = useState('')
  const [voir, setVoir] = useState(query.voir ?? '')
  const [relation, setRelation] = useState('')
  const [type, setType] = useState('')
  const champs = valeursOf('champs_intervention')
  const found = all.filter((one) => {
    if (voir === 'rappeler' && (one.prochain === '' || one.prochain > vue.today)) return false
    if (voir === 'jamais' && one.suivi !== null) return false
    if (voir === 'accueille' && one.immersions.length === 0) return false
    if (voir === 'absente' && one.structure !== null) return false
    if (relation && one.relation !== relation) return false
    const kinds = one.suivi?.reponses.types_accueil
    if (type && !(Array.isArray(kinds) && kinds.includes(type))) return false
    const { reponses } = one.suivi ?? { reponses: {} as Record<string, never> }
    return matches(mots, [
      one.nom,
      one.structure?.adresse,
      one.structure?.presentation,
      champs.find(({ id }) => id === one.structure?.champ)?.libelle,
      texte(reponses.metiers),
      texte(reponses.note),
      ...lignes(reponses.contacts).flatMap((row) => [texte(row.nom), texte(row.fonction)]),
    ])
  })
  const sorted = voir === 'rappeler' ? [...found].sort((a, b) => (a.prochain < b.prochain ? -1 : 1)) : found
  return (
    <>
      <a class="acte" href={`${base}/nouvelle`}>
        <Icon name="plus" />
        Ajouter une entreprise
      </a>
      <div class="champ-simple">
        <label for="cherche">Chercher</label>
        <input id="cherche" class="saisie" type="search" value={mots} placeholder="Nom, métier, ville, contact" onInput={(e) => setMots(e.currentTarget.value)} />
      </div>
      <Choix nom="voir" libelle="Montrer" value={voir} tous="Toutes" options={voirs} onChange={setVoir} />
      <details class="insertion-filtres">
        <summary>
          <Icon name="filtre" taille={1.25} />
          Plus de filtres
        </summary>
        <div class="paire">
          <Choix nom="relation" libelle="Relation" value={relation} tous="Toutes" options={relations} onChange={setRelation} />
          <Choix nom="accueil" libelle="Peut accueillir" value={type} tous="Tous types" options={types} onChange={setType} />
        </div>
      </details>
      <div class="insertion-compte">
        <p class="detail" role="status">
          {found.length} {found.length > 1 ? 'entreprises' : 'entreprise'}
          {found.length < all.length && ` sur ${all.length}`}
        </p>
        {sorted.length > 0 && (
          <details class="insertion-filtres">
            <summary>
              <Icon name="sortie" taille={1.25} />
              Exporter
            </summary>
            <Exporter nom={`Entreprises – ${vue.today}`} libelle="Les entreprises montrées" feuilles={() => [feuilleDesEntreprises(sorted)]} />
          </details>
        )}
      </div>
      {all.length === 0 ? (
        <Tirage>
          <p>Ajoutez la première entreprise : elle sera gardée ici, même sans réseau.</p>
        </Tirage>
      ) : (
        <ul class="rangs">
          {sorted.map((one) => (
            <Rang key={one.id} base={base} entreprise={one} today={vue.today} />
          ))}
        </ul>
      )}
    </>
  )
}

function Rang({ base, entreprise, today }: { base: string; entreprise: Entreprise; today: string }) {
  const { id, nom, structure, relation, prochain, objet, immersions } = entreprise
  const count = immersions.length
  const words = [
    relations.find((one) => one.id === relation)?.libelle,
    count > 0 ? `${count} ${count > 1 ? 'immersions' : 'immersion'}` : '',
    structure ? '' : 'Pas encore dans l’annuaire',
  ].filter(Boolean)
  return (
    <li>
      <a class="rang" href={`${base}/${encodeURIComponent(id)}`}>
        <span class="rang-corps">
          <span class="rang-titre">{nom}</span>
          {words.length > 0 && <span class="rang-detail">{words.join(' · ')}</span>}
          {prochain && (
            <span class={prochain < today ? 'rang-acte insertion-tard' : 'rang-acte'}>
              Rappeler {dayInWords(prochain)}
              {objet && ` · ${objet}`}
            </span>
          )}
        </span>
        <Icon name="suite" taille={1.25} />
      </a>
    </li>
  )
}
