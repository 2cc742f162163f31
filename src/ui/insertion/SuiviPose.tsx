// In the dossier of an employee's immersion: the obstacles until they are lifted, the weeks, the skills, what the law does
// not allow, and the fiches of the other type that were begun.
import { useMemo } from 'preact/hooks'
import type { Immersion } from '../../domain/collections.ts'
import { findResume } from '../../forms/catalogue.ts'
import { libelleOf } from '../../forms/referentiels.ts'
import type { FicheView } from '../../store/index.ts'
import { competencesDe } from '../../suivi/competences.ts'
import { freinsOuverts, semainesDe, suivieDe, typeDe } from '../../suivi/immersion-salarie.ts'
import { lireFiche } from '../../suivi/monde.ts'
import { cheminDe } from '../chemin.ts'
import { dayOf } from '../dates.ts'
import { Icon } from '../parts/Icon.tsx'
import { Rang } from '../parts/Rang.tsx'
import { etatsFrein, quiLeve } from './mots.ts'
import { useDuree } from './use-duree.ts'
import './insertion.css'

export function SuiviPose({ immersion, fiches }: { immersion: Immersion; fiches: readonly FicheView[] }) {
  const today = dayOf(new Date())
  const suivie = useMemo(() => suivieDe(immersion, fiches.map(lireFiche)), [immersion, fiches])
  const refus = useDuree(suivie)
  const freins = freinsOuverts(suivie)
  const semaines = semainesDe(suivie, today)
  const late = semaines.filter(({ etat }) => etat === 'en_retard').length
  const done = semaines.filter(({ etat }) => etat === 'fait').length
  const skills = competencesDe(suivie, today).length
  const proposed = new Set(Object.values(cheminDe(immersion)).flatMap((some) => some.map(({ id }) => id)))
  const apart = fiches.filter(({ data }) => data.$gabarit.startsWith('pose-') && !proposed.has(data.$gabarit))
  return (
    <>
      {refus.map(({ message }) => (
        <p key={message} class="annonce" data-ton="alerte">
          {message}
        </p>
      ))}
      {freins.length > 0 && suivie.freins && (
        <section class="bloc">
          <h2>{freins.length > 1 ? `${freins.length} freins à lever` : '1 frein à lever'}</h2>
          <ul class="rangs">
            {freins.map((frein, i) => (
              <Rang key={`${frein.besoin} ${i}`} href={`/fiches/${suivie.freins?.id}?champ=freins`} titre={frein.besoin || libelleOf('types_freins', frein.type)} detail={[libelleOf('types_freins', frein.type), quiLeve[frein.qui], etatsFrein[frein.etat]].filter(Boolean).join(' · ')} />
            ))}
          </ul>
        </section>
      )}
      {(semaines.length > 0 || skills > 0) && typeDe(suivie) === 'validation' && (
        <ul class="rangs">
          <li>
            <a class="rang" href={`/immersions/${immersion.id}/progres`}>
              <span class="rang-corps">
                <span class="rang-titre">Compétences et progrès</span>
                <span class={late > 0 ? 'rang-detail insertion-tard' : 'rang-detail'}>
                  {[
                    skills > 0 ? `${skills} ${skills > 1 ? 'compétences' : 'compétence'}` : '',
                    semaines.length > 0 ? `${done} ${done > 1 ? 'points' : 'point'} sur ${semaines.length}` : '',
                    late > 0 ? `${late} en retard` : '',
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </span>
              <Icon name="suite" taille={1.25} />
            </a>
          </li>
        </ul>
      )}
      {apart.length > 0 && (
        <section class="bloc">
          <h2>Commencées pour un autre type</h2>
          <ul class="rangs">
            {apart.map(({ id, data }) => (
              <Rang key={id} href={`/fiches/${id}`} titre={findResume(data.$gabarit)?.titre_court ?? 'Fiche'} detail="Gardée, hors du chemin de cette immersion" />
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
