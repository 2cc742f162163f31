// How an immersion came where it is: each act, when and by whom.
import type { Immersion } from '../../domain/collections.ts'
import type { Fait } from '../../domain/statut.ts'
import { useCarnet } from '../carnet.ts'
import { dayInWords, hourOf } from '../dates.ts'
import { nomDe } from '../immersion.ts'

const words: Record<string, string> = {
  demandee: 'Demandée',
  a_retravailler: 'À retravailler',
  acceptee: 'Acceptée',
  refusee: 'Refusée',
  conventionnee: 'Convention signée',
  preparee: 'Préparée',
  en_cours: 'Commencée sur place',
  a_chaud: 'Prise de recul faite',
  evaluee: 'Évaluée',
  restituee: 'Restituée',
  close: 'Close',
  annulee: 'Annulée',
  reprise: 'Reprise',
}
/** Said each time; any other step counts the first time it was made. */
const EACH = ['acceptee', 'refusee', 'a_retravailler', 'annulee', 'reprise']

/** The acts worth telling, the oldest first. Pure. */
const pagesDe = (faits: readonly Fait[]): Fait[] =>
  faits.filter((fait, i) => EACH.includes(fait.statut) || faits.findIndex(({ statut }) => statut === fait.statut) === i)

export function Histoire({ immersion }: { immersion: Immersion }) {
  const { annuaire, moi } = useCarnet()
  const { faits, statut, motif_annulation: motif, $auteur, $cree_le } = immersion
  const qui = (id: string): string => (id === moi.personne ? 'vous' : nomDe(annuaire?.personnes, id))
  const pages = pagesDe(faits)
  if (pages.length === 0 && !(statut === 'annulee' && motif)) return null
  return (
    <section class="bloc">
      <h2>Son histoire</h2>
      <ol class="histoire">
        {$auteur && $cree_le && (
          <li>
            <strong>Créée</strong> {dayInWords($cree_le)} par {qui($auteur)}
          </li>
        )}
        {pages.map((fait) => (
          <li key={`${fait.statut} ${fait.le} ${fait.par}`} data-arret={fait.statut === 'annulee' || fait.statut === 'refusee' ? 'oui' : undefined}>
            <strong>{words[fait.statut] ?? fait.statut}</strong>{' '}
            <time dateTime={fait.le} title={hourOf(new Date(fait.le))}>
              {dayInWords(fait.le)}
            </time>{' '}
            par {qui(fait.par)}
            {fait.motif && <span class="detail">{fait.motif}</span>}
          </li>
        ))}
        {pages.length === 0 && motif && (
          <li data-arret="oui">
            <strong>Annulée</strong>
            <span class="detail">{motif}</span>
          </li>
        )}
      </ol>
    </section>
  )
}
