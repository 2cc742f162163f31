// The portfolio of companies: fifty and more, found by words, by where one stands with them, by who is to be called.
import { useMemo } from 'preact/hooks'
import type { Groupe } from '../../domain/collections.ts'
import { type Entreprise, portefeuille } from '../../suivi/entreprises.ts'
import { dayInWords } from '../dates.ts'
import { types } from '../immersion.ts'
import { Exporter } from '../export/Exporter.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Page } from '../parts/Page.tsx'
import { Tirage } from '../parts/Tirage.tsx'
import { feuilleDesEntreprises } from './feuilles.ts'
import { useFiltre } from './filtre-garde.ts'
import { AUCUNE, trouver, voirs } from './filtres-entreprises.ts'
import { Choix } from './ListeImmersions.tsx'
import { relations } from './relations.ts'
import { useGroupe, useReseau, type VueReseau } from './use-pose.ts'
import '../look/screens.css'
import './insertion.css'

export default function Entreprises({ id }: { id: string }) {
  const groupe = useGroupe(id)
  const vue = useReseau(groupe ?? undefined)
  if (groupe === null) return <Page titre="Réseau introuvable" retour="/reseau">{null}</Page>
  if (groupe && vue?.charge) return <Liste groupe={groupe} vue={vue} />
  return (
    <Page titre="Entreprises" lieu={groupe?.nom ?? 'Réseau'} retour={`/reseau/groupe/${id}`}>
      {vue && <p>Le portefeuille est tenu par les chargés de projet du réseau.</p>}
    </Page>
  )
}

function Liste({ groupe, vue }: { groupe: Groupe; vue: VueReseau }) {
  const all = useMemo(() => portefeuille(vue.monde, groupe), [groupe, vue])
  const [filtre, set] = useFiltre(AUCUNE)
  const { mots, voir, relation, type } = filtre
  const found = trouver(all, filtre, vue.today)
  const more = [relation, type].filter(Boolean).length
  const base = `/reseau/groupe/${groupe.id}/entreprises`
  return (
    <Page
      titre={voirs.find((one) => one.id === voir)?.libelle ?? 'Entreprises'}
      lieu={groupe.nom}
      retour={`/reseau/groupe/${groupe.id}`}
      surtitre="Portefeuille du réseau, lu par ses chargés de projet"
    >
      <div class="paire">
        <div class="champ-simple">
          <label for="cherche">Chercher</label>
          <input id="cherche" class="saisie" type="search" value={mots} placeholder="Nom, métier" onInput={(e) => set({ mots: e.currentTarget.value })} />
        </div>
        <Choix nom="voir" libelle="Montrer" value={voir} tous="Toutes" options={voirs} onChange={(one) => set({ voir: one })} />
      </div>
      <div class="insertion-compte">
        <details class="insertion-filtres" open={more > 0}>
          <summary>
            <Icon name="filtre" taille={1.25} />
            Plus de filtres{more > 0 ? ` (${more})` : ''}
          </summary>
          <div class="paire">
            <Choix nom="relation" libelle="Relation" value={relation} tous="Toutes" options={relations} onChange={(one) => set({ relation: one })} />
            <Choix nom="accueil" libelle="Peut accueillir" value={type} tous="Tous types" options={types} onChange={(one) => set({ type: one })} />
          </div>
        </details>
        {found.length > 0 && (
          <details class="insertion-filtres">
            <summary>
              <Icon name="sortie" taille={1.25} />
              Exporter
            </summary>
            <Exporter nom={`Entreprises – ${vue.today}`} libelle="Les entreprises montrées" feuilles={() => [feuilleDesEntreprises(found)]} />
          </details>
        )}
        <div class="insertion-trouve">
          <p class="detail" role="status">
            {found.length} {found.length > 1 ? 'entreprises' : 'entreprise'}
            {found.length < all.length && ` sur ${all.length}`}
          </p>
          {found.length < all.length ? (
            <button type="button" class="lien" onClick={() => set(AUCUNE)}>
              Tout montrer
            </button>
          ) : (
            all.length > 0 && <Ajouter base={base} />
          )}
        </div>
      </div>
      {all.length === 0 ? (
        <Tirage>
          <p>Ajoutez la première entreprise : elle sera gardée ici, même sans réseau.</p>
          <Ajouter base={base} />
        </Tirage>
      ) : found.length === 0 ? (
        <Ajouter base={base} nom={mots} />
      ) : (
        <ul class="rangs">
          {found.map((one) => (
            <Rang key={one.id} base={base} entreprise={one} today={vue.today} />
          ))}
        </ul>
      )}
    </Page>
  )
}

const Ajouter = ({ base, nom }: { base: string; nom?: string }) => (
  <a class="geste" href={`${base}/nouvelle${nom ? `?nom=${encodeURIComponent(nom)}` : ''}`}>
    <Icon name="plus" taille={1.25} />
    {nom ? `Ajouter « ${nom} »` : 'Ajouter une entreprise'}
  </a>
)

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
