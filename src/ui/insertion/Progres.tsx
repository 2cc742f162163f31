// The progress of the skills of a validation, drawn over its weeks, with the same told in a table; the weekly points.
import { useMemo } from 'preact/hooks'
import type { DocId } from '../../domain/id.ts'
import { libelleOf } from '../../forms/referentiels.ts'
import { fichesOf, findImmersion } from '../../store/index.ts'
import { type Competence, competencesDe, ECHELLE, gainDe, NON_OBSERVEE, rangDe } from '../../suivi/competences.ts'
import { POSE, type Semaine, semainesDe, suivieDe } from '../../suivi/immersion-salarie.ts'
import { lireFiche } from '../../suivi/monde.ts'
import { useCarnet } from '../carnet.ts'
import { dayOf, shortDay } from '../dates.ts'
import { Icon } from '../parts/Icon.tsx'
import { Page } from '../parts/Page.tsx'
import { Tirage } from '../parts/Tirage.tsx'
import { useLive } from '../use-live.ts'
import { Preuves } from './Preuves.tsx'
import '../look/screens.css'
import './insertion.css'

export default function Progres({ id }: { id: string }) {
  const { db } = useCarnet()
  const view = useLive(() => findImmersion(db, id as DocId), [db, id])
  const fiches = useLive(() => fichesOf(db, { immersion: id }), [db, id])
  const today = dayOf(new Date())
  const suivie = useMemo(() => view && fiches && suivieDe(view.data, fiches.map(lireFiche)), [view, fiches])
  if (view === null) return <Page titre="Immersion introuvable" retour="/immersions">{null}</Page>
  const semaines = suivie ? semainesDe(suivie, today) : []
  const competences = suivie ? competencesDe(suivie, today) : []
  const grille = fiches?.find(({ id: fiche }) => fiche === suivie?.grille?.id)
  return (
    <Page titre="Compétences et progrès" lieu={view?.data.titre ?? 'Immersion'} retour={`/immersions/${id}`} {...(view ? { plume: view.id } : {})}>
      {suivie && (
        <>
          <Points semaines={semaines} immersion={id} />
          {competences.length === 0 && (
            <Tirage>
              <p>Les compétences apparaîtront ici dès que la grille en aura une.</p>
            </Tirage>
          )}
          {competences.map((one) => (
            <section key={one.competence} class="bloc">
              <h2>{one.competence}</h2>
              <Resume competence={one} />
              <Dessin competence={one} semaines={semaines.length} />
              <Tableau competence={one} />
              {grille && one.dansLaGrille && <Preuves grille={grille} competence={one.competence} />}
            </section>
          ))}
          <a class="acte" href={suivie.grille ? `/fiches/${suivie.grille.id}?champ=tableau_competences` : `/ouvrir?gabarit=${POSE.grille}&immersion=${id}`}>
            <Icon name="feuille" />
            {suivie.grille ? 'Ouvrir la grille' : 'Construire la grille'}
          </a>
        </>
      )}
    </Page>
  )
}

const etats: Record<Semaine['etat'], string> = {
  fait: 'Fait',
  en_retard: 'En retard',
  cette_semaine: 'À faire cette semaine',
  a_venir: 'À venir',
  arretee: 'Sans objet',
}

function Points({ semaines, immersion }: { semaines: readonly Semaine[]; immersion: string }) {
  if (semaines.length === 0) return null
  return (
    <section class="bloc">
      <h2>Points de la semaine</h2>
      <ul class="rangs">
        {semaines.map(({ n, debut, fin, point, etat }) => {
          const words = (
            <>
              <span class="rang-corps">
                <span class="rang-titre">Semaine {n}</span>
                <span class="rang-detail">
                  {shortDay(debut)} – {shortDay(fin)}
                </span>
              </span>
              <span class={etat === 'en_retard' ? 'fiche-etat insertion-tard' : 'fiche-etat'} data-faite={etat === 'fait' ? 'oui' : undefined}>
                {etats[etat]}
              </span>
            </>
          )
          const to = point ? `/fiches/${point.id}` : etat === 'a_venir' || etat === 'arretee' ? null : `/ouvrir?gabarit=${POSE.hebdo}&immersion=${immersion}&autre`
          return (
            <li key={n}>
              {to ? (
                <a class="rang" href={to}>
                  {words}
                  <Icon name="suite" taille={1.25} />
                </a>
              ) : (
                <span class="rang">{words}</span>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

const niveauEnMots = (niveau: string): string => (niveau === '' ? '–' : libelleOf('niveaux_competence', niveau))

function Resume({ competence }: { competence: Competence }) {
  const gain = gainDe(competence)
  const { niveau, niveau_salarie, dansLaGrille } = competence
  return (
    <p class="detail">
      {dansLaGrille ? `Dans la grille : ${niveauEnMots(niveau)}` : 'Pas encore dans la grille'}
      {niveau_salarie && `, ${niveauEnMots(niveau_salarie).toLowerCase()} selon le salarié`}
      {gain !== null && gain > 0 && `. ${gain} ${gain > 1 ? 'niveaux gagnés' : 'niveau gagné'}`}.
    </p>
  )
}

const WIDTH = 320
/** The scale in short, from the lowest. */
const COURTS = ['Non acquise', 'En partie', 'Acquise', 'Initiative']
/** Room for the words of the scale, at the left. */
const MARGIN = 74
const LEVEL = 24
const TOP = 10
const OFF = TOP + LEVEL * 4 + 6
const yOf = (rank: number): number => TOP + (4 - rank) * LEVEL + LEVEL / 2

/** One dot for each week, joined; the ring is the grid. What was not observed lies under the scale. */
function Dessin({ competence, semaines }: { competence: Competence; semaines: number }) {
  const columns = Math.max(semaines, 1) + 1
  const xOf = (n: number): number => MARGIN + ((n - 0.5) * (WIDTH - MARGIN)) / columns
  const seen = [...competence.semaines.map(({ n, niveau }) => ({ n, niveau, grille: false })), { n: columns, niveau: competence.niveau, grille: true }].filter(({ niveau }) => niveau !== '')
  // One level alone is told in words.
  if (seen.length < 2) return null
  const dots = seen.map(({ n, niveau, grille }) => ({ x: xOf(n), rank: rangDe(niveau), grille, off: niveau === NON_OBSERVEE }))
  const line = dots.filter(({ rank }) => rank !== null).map(({ x, rank }) => `${x.toFixed(1)},${yOf(rank ?? 0)}`)
  return (
    <svg class="insertion-echelle" viewBox={`0 0 ${WIDTH} ${OFF + 32}`} aria-hidden="true">
      {ECHELLE.map((niveau, i) => (
        <g key={niveau}>
          <line class="ligne" x1="0" x2={WIDTH} y1={yOf(i + 1)} y2={yOf(i + 1)} />
          <text x="0" y={yOf(i + 1) - 4}>
            {COURTS[i]}
          </text>
        </g>
      ))}
      <line class="ligne" stroke-dasharray="3 5" x1="0" x2={WIDTH} y1={OFF + 4} y2={OFF + 4} />
      {line.length > 1 && <polyline points={line.join(' ')} fill="none" stroke="currentColor" stroke-width="2" />}
      {dots.map(({ x, rank, grille, off }) =>
        off ? (
          <path key={x} d={`M${x - 5} ${OFF + 4}l5-5 5 5-5 5z`} fill="var(--papier)" stroke="var(--encre-2)" stroke-width="1.5" />
        ) : (
          rank !== null && <circle key={x} cx={x} cy={yOf(rank)} r={grille ? 6 : 4.5} fill={grille ? 'var(--papier)' : 'currentColor'} stroke="currentColor" stroke-width="2" />
        ),
      )}
      {Array.from({ length: columns }, (_, i) => (
        <text key={`t${i}`} x={xOf(i + 1)} y={OFF + 28} text-anchor="middle">
          {i + 1 === columns ? 'Grille' : `S${i + 1}`}
        </text>
      ))}
    </svg>
  )
}

const evolutions: Record<string, string> = { progres: 'En progrès', stable: 'Stable', difficulte: 'En difficulté' }

function Tableau({ competence }: { competence: Competence }) {
  const { semaines, niveau, fait } = competence
  if (semaines.length === 0) return fait === '' ? null : <p>{fait}</p>
  return (
    <details class="insertion-filtres">
      <summary>Semaine par semaine</summary>
      <div class="insertion-cadre">
        <table class="insertion-table">
          <caption class="lu">Progrès : {competence.competence}</caption>
          <thead>
            <tr>
              <th scope="col">Quand</th>
              <th scope="col">Niveau</th>
              <th scope="col">Fait observé</th>
            </tr>
          </thead>
          <tbody>
            {semaines.map((vue) => (
              <tr key={vue.fiche}>
                <th scope="row">
                  <a href={`/fiches/${vue.fiche}`}>Semaine {vue.n}</a>
                </th>
                <td>{[niveauEnMots(vue.niveau), evolutions[vue.evolution]].filter(Boolean).join(', ')}</td>
                <td>{vue.fait}</td>
              </tr>
            ))}
            {(niveau || fait) && (
              <tr>
                <th scope="row">Grille</th>
                <td>{niveauEnMots(niveau)}</td>
                <td>{fait}</td>
              </tr>
            )}
          </tbody>
        </table>
      </div>
    </details>
  )
}
