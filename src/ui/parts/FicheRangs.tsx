// The fiches of one gabarit in an immersion, as rows of its path.
import type { Immersion } from '../../domain/collections.ts'
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

/** A fiche of the path: those that exist, then the one that may be begun. */
export function FicheRangs({ gabarit, immersion, fiches, avancee }: RangsProps) {
  const { moi, annuaire } = useCarnet()
  if (!annuaire) return null
  const entete = enteteDe(politiqueDe(gabarit), { auteur: moi.personne, immersion, rattachement: null })
  const { creer } = droitsDe(entete, moi.personne, annuaire)
  const who = gabarit.rempli_par.map((role) => libelleRole(role).toLowerCase())
  return (
    <>
      {fiches.map((fiche) => {
        const how = avancee(fiche)
        const whole = how !== null && (how.validee || how.faits === how.total)
        const mine = fiche.data.$auteur === moi.personne
        return (
          <li key={fiche.id}>
            <a class="rang" href={`/fiches/${fiche.id}`}>
              <Icon name={gabarit.famille === 'guide' ? 'oeil' : 'feuille'} />
              <span class="rang-corps">
                <span class="rang-titre">{gabarit.titre_court}</span>
                <span class="rang-detail">
                  {mine ? 'Par vous' : `Par ${nomDe(annuaire.personnes, fiche.data.$auteur)}`}
                  {mine ? ` · ${courte[gabarit.visibilite]}` : ''}
                </span>
              </span>
              <span class="fiche-etat" data-faite={whole ? 'oui' : undefined}>
                {how?.validee ? 'Validée' : (how?.mots ?? '')}
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
              href={`/ouvrir?gabarit=${gabarit.id}&immersion=${immersion.id}${fiches.length > 0 ? '&autre' : ''}`}
            >
              <Icon name="plus" />
              <span class="rang-corps">
                <span class="rang-titre">
                  {fiches.length > 0 ? `${gabarit.titre_court} : une de plus` : gabarit.titre_court}
                </span>
                <span class="rang-detail">À commencer · {courte[gabarit.visibilite]}</span>
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
                  <span class="rang-detail">Rempli par : {who.join(', ')}</span>
                </span>
              </span>
            </li>
          )
        ))}
    </>
  )
}
