// What the management sees of a group of practice analysis: the attendance of its own people, and points of organisation.
import type { Groupe, Personne } from '../../domain/collections.ts'
import { presenceDe, SEANCE_APP, suivisPar } from '../../suivi/app.ts'
import { ficheDeSeance } from '../../suivi/groupe.ts'
import { dayInWords, shortDay } from '../dates.ts'
import { Icon } from '../parts/Icon.tsx'
import type { GroupeVu } from '../echanges/use-groupe.ts'

const mots = { present: 'Présent', absent_prevenu: 'Absent, prévenu', absent: 'Absent' } as const

export function Assiduite({ groupe, vu, moi }: { groupe: Groupe; vu: GroupeVu; moi: Personne }) {
  const { monde, seances, today } = vu
  const people = suivisPar(groupe, moi, monde.annuaire.personnes)
  const rows = seances
    .filter(({ date }) => date <= today)
    .reverse()
    .map((seance) => ({ seance, fiche: ficheDeSeance(monde.fiches, SEANCE_APP, seance) }))
  const noted = rows.map(({ seance, fiche }) => ({ seance, presence: presenceDe(fiche, people), point: fiche?.reponses.alerte_organisation }))
  const of = (personne: Personne) => noted.flatMap(({ presence }) => presence.filter((one) => one.personne?.id === personne.id && one.statut))
  const points = noted.filter(({ point }) => typeof point === 'string' && point !== '')
  return (
    <>
      <section class="bloc">
        <h2>Assiduité</h2>
        <p class="detail">Vous voyez la présence de vos professionnels, jamais ce qui se dit.</p>
        {people.length === 0 && <p>Aucun professionnel de votre structure dans ce groupe.</p>}
        {people.map((personne) => {
          const statuts = of(personne)
          const there = statuts.filter(({ statut }) => statut === 'present').length
          return (
            <details key={personne.id} open={there < statuts.length}>
              <summary class="rang">
                <span class="rang-corps">
                  <span class="rang-titre">{personne.nom}</span>
                  <span class="rang-detail chiffres">{statuts.length === 0 ? 'Pas encore de séance notée' : statuts.length === 1 ? (there === 1 ? 'Présent à la séance notée' : 'Absent de la séance notée') : `${there} sur ${statuts.length} séances`}</span>
                </span>
                <Icon name="bas" taille={1.25} />
              </summary>
              <ul class="rangs">
                {noted.map(({ seance, presence }) => {
                  const statut = presence.find((one) => one.personne?.id === personne.id)?.statut
                  return (
                    <li key={seance.id} class="rang rang-date">
                      <time class="date" dateTime={seance.date}>
                        {shortDay(seance.date)}
                      </time>
                      <span class="rang-corps">{statut ? mots[statut] : 'Non notée'}</span>
                    </li>
                  )
                })}
              </ul>
            </details>
          )
        })}
      </section>
      {points.length > 0 && (
        <section class="bloc">
          <h2>Points d’organisation</h2>
          {points.map(({ seance, point }) => (
            <p key={seance.id}>
              {String(point)} <span class="detail">{dayInWords(seance.date)}</span>
            </p>
          ))}
        </section>
      )}
    </>
  )
}
