// The immersions of a réseau, a hundred and more: found by words, by type, statut, SIAE, company, by what they wait for.
import type { ComponentChildren } from 'preact'
import { useMemo } from 'preact/hooks'
import type { Groupe } from '../../domain/collections.ts'
import type { Echeance } from '../../suivi/echeance.ts'
import { accueilDe, joursOf, type Suivie, typeDe } from '../../suivi/immersion-salarie.ts'
import { useCarnet } from '../carnet.ts'
import { dayInWords, shortDay } from '../dates.ts'
import { nomDe, statuts, types } from '../immersion.ts'
import { Exporter } from '../export/Exporter.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Page } from '../parts/Page.tsx'
import { feuilleDesSuivies } from './feuilles.ts'
import { useFiltre } from './filtre-garde.ts'
import { attendues, attentes, AUCUN, type Filtre, filtrer, isAttente, parImmersion } from './filtres.ts'
import { dimanche, useGroupe, useReseau, type VueReseau } from './use-pose.ts'
import '../look/screens.css'
import './insertion.css'

/** Rows drawn at once: more are a touch away. */
const FEW = 60

export default function ListeImmersions({ id }: { id: string }) {
  const groupe = useGroupe(id)
  const vue = useReseau(groupe ?? undefined)
  if (groupe === null) return <Page titre="Réseau introuvable" retour="/reseau">{null}</Page>
  if (!groupe || !vue) return <Page titre="Immersions" lieu="Réseau" retour={`/reseau/groupe/${id}`}>{null}</Page>
  return <Liste groupe={groupe} vue={vue} />
}

function Liste({ groupe, vue }: { groupe: Groupe; vue: VueReseau }) {
  const { annuaire } = useCarnet()
  const [filtre, set] = useFiltre(AUCUN)
  const { attente } = filtre
  const shown = Number(filtre.vues) || FEW
  const duesOf = useMemo(() => parImmersion(vue.dues), [vue.dues])
  const found = useMemo(
    () => (annuaire ? filtrer(vue.suivies, filtre, { duesOf, annuaire, jusque: dimanche(vue.today) }) : []),
    [vue, filtre, duesOf, annuaire],
  )
  const narrowed = JSON.stringify({ ...filtre, vues: '' }) !== JSON.stringify(AUCUN)
  return (
    <Page titre={attentes.find((one) => one.id === attente)?.libelle ?? 'Immersions'} lieu={groupe.nom} retour={`/reseau/groupe/${groupe.id}`}>
      <Filtres filtre={filtre} set={(part) => set({ ...part, vues: '' })} vue={vue}>
        {annuaire && found.length > 0 && (
          <details class="insertion-filtres">
            <summary>
              <Icon name="sortie" taille={1.25} />
              Exporter
            </summary>
            <Exporter
              nom={`${groupe.nom} – immersions – ${vue.today}`}
              libelle={narrowed ? 'Les immersions trouvées' : 'Toutes les immersions'}
              feuilles={() => [feuilleDesSuivies(found, duesOf, annuaire)]}
            />
          </details>
        )}
        <div class="insertion-trouve">
          <p class="detail" role="status">
            {found.length} {found.length > 1 ? 'immersions' : 'immersion'}
            {narrowed && ` sur ${vue.suivies.length}`}
          </p>
          {narrowed && (
            <button type="button" class="lien" onClick={() => set(AUCUN)}>
              Tout montrer
            </button>
          )}
        </div>
      </Filtres>
      <ul class="rangs">
        {found.slice(0, shown).map((suivie) => (
          <Rang key={suivie.immersion.id} suivie={suivie} dues={duesOf.get(suivie.immersion.id) ?? []} attente={attente} today={vue.today} />
        ))}
      </ul>
      {found.length > shown && (
        <button type="button" class="geste" onClick={() => set({ vues: String(shown + FEW) })}>
          Montrer la suite ({found.length - shown})
        </button>
      )}
    </Page>
  )
}

interface FiltresProps {
  filtre: Filtre
  set(part: Partial<Filtre>): void
  vue: VueReseau
  /** beside « Plus de filtres », then how many were found */
  children: ComponentChildren
}

function Filtres({ filtre, set, vue, children }: FiltresProps) {
  const { annuaire } = useCarnet()
  const named = (ids: (string | null)[]) =>
    [...new Set(ids.filter((one) => one !== null))]
      .map((one) => ({ id: one, libelle: nomDe(annuaire?.structures, one) }))
      .sort((a, b) => a.libelle.localeCompare(b.libelle, 'fr'))
  const present = useMemo(
    () => ({
      statuts: Object.entries(statuts).filter(([one]) => vue.suivies.some(({ immersion }) => immersion.statut === one)).map(([one, libelle]) => ({ id: one, libelle })),
      siae: named(vue.suivies.map(({ immersion }) => immersion.structure_appartenance)),
      accueils: named(vue.suivies.map(accueilDe)),
    }),
    [vue, annuaire],
  )
  const count = [filtre.type, filtre.statut, filtre.siae, filtre.accueil, filtre.semaine].filter(Boolean).length
  return (
    <>
      <div class="paire">
        <div class="champ-simple">
          <label for="cherche">Chercher</label>
          <input id="cherche" class="saisie" type="search" value={filtre.mots} placeholder="Repère, titre" onInput={(e) => set({ mots: e.currentTarget.value })} />
        </div>
        <Choix nom="attente" libelle="Ce qui attend" value={filtre.attente} tous="Tout" options={attentes} onChange={(attente) => set({ attente: isAttente(attente) ? attente : '' })} />
      </div>
      <div class="insertion-compte">
        <details class="insertion-filtres" open={count > 0}>
          <summary>
            <Icon name="filtre" taille={1.25} />
            Plus de filtres{count > 0 ? ` (${count})` : ''}
          </summary>
          <label class="choix">
            <input type="checkbox" checked={filtre.semaine} onChange={(e) => set({ semaine: e.currentTarget.checked })} />
            <span>À faire cette semaine</span>
          </label>
          <div class="paire">
            <Choix nom="type" libelle="Type" value={filtre.type} tous="Tous" options={types} onChange={(type) => set({ type })} />
            <Choix nom="statut" libelle="État" value={filtre.statut} tous="Tous" options={present.statuts} onChange={(statut) => set({ statut })} />
            <Choix nom="siae" libelle="SIAE" value={filtre.siae} tous="Toutes" options={present.siae} onChange={(siae) => set({ siae })} />
            <Choix nom="accueil" libelle="Entreprise" value={filtre.accueil} tous="Toutes" options={present.accueils} onChange={(accueil) => set({ accueil })} />
          </div>
        </details>
        {children}
      </div>
    </>
  )
}

interface ChoixProps {
  nom: string
  libelle: string
  value: string
  tous: string
  options: readonly { id: string; libelle: string }[]
  onChange(value: string): void
}

export function Choix({ nom, libelle, value, tous, options, onChange }: ChoixProps) {
  return (
    <div class="champ-simple">
      <label for={nom}>{libelle}</label>
      <select id={nom} class="saisie" value={value} onChange={(e) => onChange(e.currentTarget.value)}>
        <option value="">{tous}</option>
        {options.map((one) => (
          <option key={one.id} value={one.id}>
            {one.libelle}
          </option>
        ))}
      </select>
    </div>
  )
}

function Rang({ suivie, dues, attente, today }: { suivie: Suivie; dues: readonly Echeance[]; attente: string; today: string }) {
  const { annuaire } = useCarnet()
  const { immersion } = suivie
  const start = joursOf(suivie)?.debut ?? ''
  const type = types.find(({ id }) => id === typeDe(suivie))?.libelle
  const now = dues.filter(({ des }) => des === undefined || des <= today)
  // What one looks for comes first.
  const first = (isAttente(attente) ? attendues(attente, dues)[0] : undefined) ?? now[0]
  const others = now.filter((one) => one !== first).length
  return (
    <li>
      <a class="rang rang-date" href={`/immersions/${immersion.id}`}>
        <time class="date" dateTime={start} title={start ? dayInWords(start) : undefined}>
          {start ? shortDay(start) : '–'}
          {start && !start.startsWith(today.slice(0, 4)) && ` ${start.slice(0, 4)}`}
        </time>
        <span class="rang-corps">
          <span class="rang-titre">{[immersion.salarie_repere, immersion.titre].filter(Boolean).join(' · ')}</span>
          <span class="rang-detail">
            {[nomDe(annuaire?.structures, accueilDe(suivie)), type, statuts[immersion.statut] ?? immersion.statut].filter(Boolean).join(' · ')}
          </span>
          {first && (
            <span class={first.niveau === 'avertissement' ? 'rang-acte insertion-tard' : 'rang-acte'}>
              {first.titre}
              {others > 0 && ` et ${others} ${others > 1 ? 'autres' : 'autre'}`}
            </span>
          )}
        </span>
      </a>
    </li>
  )
}
