// The fiches of one gabarit in an immersion, as rows of its path.
import type { Annuaire } from '../../domain/acces.ts'
import type { Immersion } from '../../domain/collections.ts'
import { path } from '../../domain/id.ts'
import { shownValue } from '../../domain/register.ts'
import type { GabaritResume } from '../../forms/catalogue.ts'
import { libelleRole } from '../../forms/roles.ts'
import type { FicheView } from '../../store/index.ts'
import { useCarnet } from '../carnet.ts'
import { nomDe } from '../immersion.ts'
import { courte, droitsDe, enteteDe, politiqueDe } from '../lecture.ts'
import type { Avancee } from '../use-progress.ts'
import { DeuxFiches } from './DeuxFiches.tsx'
import { Icon } from './Icon.tsx'

interface RangsProps {
  gabarit: GabaritResume
  immersion: Immersion
  fiches: readonly FicheView[]
  avancee(fiche: FicheView): Avancee | null
}

const droitsIci = (gabarit: GabaritResume, immersion: Immersion, moi: string, annuaire: Annuaire) =>
  droitsDe(enteteDe(politiqueDe(gabarit), { auteur: moi, immersion, rattachement: null }), moi, annuaire)

/** Does this person write such a fiche here, or ever read one? What is neither is no row of their path. */
export function concerne(gabarit: GabaritResume, immersion: Immersion, moi: string, annuaire: Annuaire): boolean {
  const { creer, roles } = droitsIci(gabarit, immersion, moi, annuaire)
  return creer || (gabarit.visibilite !== 'auteur' && gabarit.consulte_par.some((role) => roles.includes(role)))
}

/** Where a fiche is done: what one composes for its readers has its own screen (src/ui/restitution). */
const composition = ({ id, famille }: GabaritResume, immersion: Immersion): string | null =>
  famille === 'restitution' ? `/immersions/${immersion.id}/restitution?document=${id}` : null

/** Where a fiche stands, in a word. */
const etatDe = ({ data: { $etat } }: FicheView, { famille }: GabaritResume): string | null =>
  $etat && ($etat.etat === 'signee' ? 'Signée' : famille === 'restitution' ? 'Partagée' : 'Validée')

/** The week a weekly point is of: what tells it from the others. */
const semaineDe = ({ registers }: FicheView): number | null => {
  const n = shownValue(registers, path('numero_semaine'))
  return typeof n === 'number' ? n : null
}

/** A fiche of the path: those that exist, then the one that may be begun. */
export function FicheRangs({ gabarit, immersion, fiches, avancee }: RangsProps) {
  const { moi, annuaire } = useCarnet()
  if (!annuaire) return null
  const { creer, roles } = droitsIci(gabarit, immersion, moi.personne, annuaire)
  const who = `Rempli par : ${gabarit.rempli_par.map((role) => libelleRole(role).toLowerCase()).join(', ')}`
  // Who planned the immersion may begin any of them, for somebody who does not have the app: it is not theirs to do.
  // A restitution is answered by the host, and begun by who was hosted.
  const theirs = composition(gabarit, immersion)
    ? immersion.accueilli.includes(moi.personne)
    : gabarit.rempli_par.some((role) => roles.includes(role))
  return (
    <>
      {[...fiches].sort((a, b) => (semaineDe(a) ?? 0) - (semaineDe(b) ?? 0)).map((fiche) => {
        const how = avancee(fiche)
        const semaine = semaineDe(fiche)
        const etat = etatDe(fiche, gabarit)
        const mine = fiche.data.$auteur === moi.personne
        return (
          <li key={fiche.id}>
            <a class="rang" href={(mine && composition(gabarit, immersion)) || `/fiches/${fiche.id}`}>
              <Icon name={gabarit.famille === 'guide' ? 'oeil' : 'feuille'} />
              <span class="rang-corps">
                <span class="rang-titre">
                  {gabarit.titre_court}
                  {semaine !== null && `, semaine ${semaine}`}
                </span>
                <span class="rang-detail">
                  {mine ? 'Par vous' : `Par ${nomDe(annuaire.personnes, fiche.data.$auteur)}`}
                  {mine ? ` · ${courte[gabarit.visibilite]}` : ''}
                </span>
              </span>
              <span class="fiche-etat" data-faite={etat !== null || how?.faits === how?.total ? 'oui' : undefined}>
                {etat ?? how?.mots ?? ''}
              </span>
            </a>
          </li>
        )
      })}
      {!gabarit.repetable && (
        <DeuxFiches
          titre={gabarit.titre_court}
          fiches={fiches.filter(({ data }) => data.$auteur === moi.personne)}
        />
      )}
      {(fiches.length === 0 || (gabarit.repetable && creer)) &&
        (creer ? (
          <li>
            <a
              class="rang"
              href={
                composition(gabarit, immersion) ??
                `/ouvrir?gabarit=${gabarit.id}&immersion=${immersion.id}${fiches.length > 0 ? '&autre' : ''}`
              }
            >
              <Icon name={theirs ? 'plus' : 'point'} />
              <span class="rang-corps">
                <span class="rang-titre">
                  {fiches.length > 0 ? `${gabarit.titre_court} : en ajouter` : gabarit.titre_court}
                </span>
                <span class="rang-detail">{theirs ? `À commencer · ${courte[gabarit.visibilite]}` : who}</span>
              </span>
              <Icon name="suite" taille={1.25} />
            </a>
          </li>
        ) : (
          fiches.length === 0 && (
            <li>
              <span class="rang">
                <Icon name="point" />
                <span class="rang-corps">
                  <span class="rang-titre rang-autrui">{gabarit.titre_court}</span>
                  <span class="rang-detail">{who}</span>
                </span>
              </span>
            </li>
          )
        ))}
    </>
  )
}
