// What is due for the person who holds the device, from every path and rule: a few rows, the rest one step behind.
import type { Echeance } from '../../suivi/echeance.ts'
import { echeancesDe } from '../../suivi/echeance.ts'
import { sources } from '../../suivi/sources.ts'
import { dayInWords, dayOf, hourInWords } from '../dates.ts'
import { Icon, type IconName } from '../parts/Icon.tsx'
import { useMonde } from './use-monde.ts'
import '../look/screens.css'
import './suivi.css'

/** Rows shown before « Voir tout ». */
const FEW = 4

const icons: Record<Echeance['niveau'], IconName> = { avertissement: 'alerte', a_faire: 'point', rappel: 'idee' }

/** Due now: its day has come. */
export const isDue = ({ des }: Echeance, today: string): boolean => des === undefined || des <= today

/** When, in words: « Rappel à 12 h 30 », « Dès le jeudi 12 mars ». */
function quandEnMots({ des, heure }: Echeance, today: string): string {
  const hour = heure ? ` à ${hourInWords(heure.slice(11, 16))}` : ''
  if (des !== undefined && des > today) return heure ? `Rappel ${dayInWords(des)}${hour}` : `Dès ${dayInWords(des)}`
  return heure && heure.slice(0, 10) === today ? `Rappel${hour}` : ''
}

export function EcheanceRang({ echeance, today }: { echeance: Echeance; today: string }) {
  const { titre, detail, lien, niveau } = echeance
  const quand = quandEnMots(echeance, today)
  return (
    <li>
      <a class="rang" href={lien} data-niveau={niveau}>
        <Icon name={icons[niveau]} />
        <span class="rang-corps">
          <span class="rang-titre">{titre}</span>
          {detail && <span class="rang-detail">{detail}</span>}
          {quand && <span class="rang-acte">{quand}</span>}
        </span>
        <Icon name="suite" taille={1.25} />
      </a>
    </li>
  )
}

/** Everything that is due; undefined while it is read. */
export function useEcheances(): Echeance[] | undefined {
  const monde = useMonde({ immersions: 'en_cours' })
  return monde && echeancesDe(monde, sources)
}

export function AFaire() {
  const all = useEcheances()
  if (!all || all.length === 0) return null
  const today = dayOf(new Date())
  const due = all.filter((one) => isDue(one, today))
  return (
    <section class="bloc">
      <h2>À faire</h2>
      {due.length > 0 ? (
        <ul class="rangs">
          {due.slice(0, FEW).map((one) => (
            <EcheanceRang key={one.id} echeance={one} today={today} />
          ))}
        </ul>
      ) : (
        <p class="detail">Rien aujourd’hui.</p>
      )}
      {all.length > Math.min(due.length, FEW) && (
        <a class="lien au-bord" href="/a-faire">
          {due.length > FEW ? `Voir tout (${all.length})` : 'Voir la suite'}
        </a>
      )}
    </section>
  )
}
