// The space of a réseau d’immersions: what waits this week, told in numbers that each lead to their list, then the
// immersions, the companies and the meetings.
import type { EspaceProps } from '../screens/Groupe.tsx'
import type { Echeance } from '../../suivi/echeance.ts'
import { portefeuille } from '../../suivi/entreprises.ts'
import { freinsOuverts } from '../../suivi/immersion-salarie.ts'
import { useCarnet } from '../carnet.ts'
import { nomDe } from '../immersion.ts'
import { Icon, type IconName } from '../parts/Icon.tsx'
import { Page } from '../parts/Page.tsx'
import { type Attente, attend, attentes, parImmersion } from './filtres.ts'
import { useReseau } from './use-pose.ts'
import '../look/screens.css'
import './insertion.css'

const WAITING: readonly Attente[] = ['entretien', 'mise-en-place', 'point', 'evaluation', 'bilan']

export default function ReseauImmersions({ groupe }: EspaceProps) {
  const { annuaire } = useCarnet()
  const vue = useReseau(groupe)
  const base = `/reseau/groupe/${groupe.id}`
  const annee = vue?.today.slice(0, 4) ?? ''
  const duYear = vue?.suivies.filter(({ immersion: { dates, statut } }) => dates[0]?.startsWith(annee) && !['refusee', 'annulee'].includes(statut)).length ?? 0
  return (
    <Page
      titre={groupe.nom}
      lieu="Réseau"
      retour="/reseau"
      surtitre="Réseau d’immersions"
      chapeau={
        vue && (
          <p>
            {duYear} {duYear > 1 ? 'immersions' : 'immersion'} en {annee}
            {groupe.objectif_annuel !== null && `, pour un objectif de ${groupe.objectif_annuel}`}.
          </p>
        )
      }
    >
      {vue && (
        <>
          <section class="bloc">
            <h2>À suivre</h2>
            <ul class="rangs">
              <Attentes base={base} dues={vue.dues} of={vue.suivies.map(({ immersion }) => immersion.id)} />
              <Freins base={base} count={vue.suivies.reduce((sum, one) => sum + freinsOuverts(one).length, 0)} />
              {vue.charge && (
                <>
                  <Contacts base={base} dues={vue.dues} />
                  <Reunions of={groupe.id} dues={vue.dues} />
                </>
              )}
            </ul>
          </section>
          {vue.charge && (
            <a class="acte" href={`/immersions/nouvelle?dispositif=immersion_salarie`}>
              <Icon name="plus" />
              Créer une immersion
            </a>
          )}
          <section class="bloc">
            <h2>Le réseau</h2>
            <ul class="rangs">
              <Rang href={`${base}/immersions`} icon="immersions" titre="Immersions" nombre={String(vue.suivies.length)} />
              {vue.charge && (
                <Rang href={`${base}/entreprises`} icon="maison" titre="Entreprises" nombre={String(portefeuille(vue.monde, groupe).length)} />
              )}
              <Rang href={`${base}/reunion`} icon="calendrier" titre="Réunions du réseau" />
              <Rang href={`/territoire/${groupe.id}`} icon="reseau" titre="Chiffres du territoire" />
            </ul>
          </section>
        </>
      )}
      <details class="bloc insertion-structures">
        <summary>Structures du réseau ({groupe.structures.length})</summary>
        <ul class="rangs">
          {groupe.structures.map((id) => (
            <Rang key={id} href={`/reseau/structure/${id}`} titre={nomDe(annuaire?.structures, id)} />
          ))}
        </ul>
      </details>
    </Page>
  )
}

export function Rang(props: { href: string; icon?: IconName; titre: string; detail?: string | undefined; nombre?: string; tard?: boolean }) {
  const { href, icon, titre, detail, nombre, tard } = props
  return (
    <li>
      <a class="rang" href={href}>
        {icon && <Icon name={icon} />}
        <span class="rang-corps">
          <span class="rang-titre">{titre}</span>
          {detail && <span class={tard ? 'rang-detail insertion-tard' : 'rang-detail'}>{detail}</span>}
        </span>
        {nombre && <span class="insertion-nombre">{nombre}</span>}
        <Icon name="suite" taille={1.25} />
      </a>
    </li>
  )
}

/** For each step, how many immersions wait for it. */
function Attentes({ base, dues, of }: { base: string; dues: readonly Echeance[]; of: readonly string[] }) {
  const ours = new Set(of)
  const byImmersion = [...parImmersion(dues)].filter(([id]) => ours.has(id))
  const count = (attente: Attente): number => byImmersion.filter(([, some]) => attend(attente, some)).length
  const late = count('retard')
  const rows = WAITING.map((id) => ({ id, nombre: count(id), libelle: attentes.find((one) => one.id === id)?.libelle ?? '' })).filter(({ nombre }) => nombre > 0)
  if (rows.length === 0) {
    return (
      <li>
        <p class="rang rang-detail">Aucune immersion n’attend quelque chose de vous.</p>
      </li>
    )
  }
  return (
    <>
      {rows.map(({ id, libelle, nombre }) => (
        <Rang
          key={id}
          href={`${base}/immersions?attente=${id}`}
          titre={libelle}
          nombre={String(nombre)}
          {...(id === 'point' && late > 0 ? { detail: `dont ${late} en retard`, tard: true } : {})}
        />
      ))}
    </>
  )
}

const Freins = ({ base, count }: { base: string; count: number }) =>
  count === 0 ? null : <Rang href={`${base}/freins`} titre="Freins à lever" nombre={String(count)} />

function Contacts({ base, dues }: { base: string; dues: readonly Echeance[] }) {
  const count = dues.filter(({ id, lien }) => id.startsWith('pose:contact:') && lien.startsWith(base)).length
  return count === 0 ? null : <Rang href={`${base}/entreprises?voir=rappeler`} titre="Entreprises à rappeler" nombre={String(count)} />
}

/** R-POSE-10. */
const Reunions = ({ of, dues }: { of: string; dues: readonly Echeance[] }) =>
  dues
    .filter(({ id }) => id.startsWith(`pose:reunion:${of}:`))
    .map(({ id, lien, titre, detail, niveau }) => <Rang key={id} href={lien} titre={titre} detail={detail} tard={niveau === 'avertissement'} />)
