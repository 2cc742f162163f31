// What each structure gave and received, and the visits in return that are awaited.
import type { Groupe } from '../../domain/collections.ts'
import { followsAll } from '../../domain/acces.ts'
import { retoursDe, soldesDe } from '../../suivi/bourse-solde.ts'
import { dayInWords, daysInWords } from '../dates.ts'
import { nomDe } from '../noms.ts'
import { Rang } from '../parts/Rang.tsx'
import type { Bourse } from './use-bourse.ts'

const count = (visits: number, days: number): string => (visits === 0 ? '0' : `${visits} (${days}\u00a0j)`)

export function Reciprocite({ groupe, bourse }: { groupe: Groupe; bourse: Bourse }) {
  const { monde } = bourse
  const { structures, personnes } = monde.annuaire
  const soldes = soldesDe(groupe, monde)
  const retours = retoursDe(monde).filter(({ fait }) => !fait)
  const me = personnes.find(({ id }) => id === monde.moi)
  const all = me !== undefined && followsAll(groupe, ['bourse_reciproque'], me, monde.annuaire)
  return (
    <>
      <section class="bloc">
        <h2>Solde par structure</h2>
        <div class="soldes">
          <table>
            <caption>
              Accueils faits et reçus, avec leurs jours{all ? '' : ' : d’après les immersions que vous pouvez lire'}
            </caption>
            <thead>
              <tr>
                <th scope="col">Structure</th>
                <th scope="col">Donnés</th>
                <th scope="col">Reçus</th>
                <th scope="col">À venir</th>
                <th scope="col">Doit</th>
              </tr>
            </thead>
            <tbody>
              {soldes.map((one) => (
                <tr key={one.structure}>
                  <th scope="row">{nomDe(structures, one.structure)}</th>
                  <td>{count(one.donnes, one.joursDonnes)}</td>
                  <td>{count(one.recus, one.joursRecus)}</td>
                  <td>{one.donnesAVenir + one.recusAVenir}</td>
                  <td>{one.dus}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      {retours.length > 0 && (
        <section class="bloc">
          <h2>Accueils en retour attendus</h2>
          <ul class="rangs">
            {retours.map(({ aller, retour, doit, echeance, convenu }) => (
              <Rang
                key={aller.id}
                href={`/immersions/${(retour ?? aller).id}`}
                icon="lien"
                titre={`${nomDe(structures, doit)} accueille en retour`}
                detail={[
                  `Après « ${aller.titre} »`,
                  retour && retour.dates.length > 0
                    ? `prévu ${daysInWords(retour.dates)}`
                    : echeance
                      ? `avant le ${dayInWords(echeance)}${convenu ? '' : ', délai usuel'}`
                      : '',
                ]
                  .filter(Boolean)
                  .join(' · ')}
              />
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
