// « Qui peut lire »: the rule in plain words, the people it means today, the answers that fewer of them read.
import type { Personne } from '../../domain/collections.ts'
import { memo } from '../../forms/memo.ts'
import type { Lecture } from '../lecture.ts'
import { Icon } from './Icon.tsx'

const names = (personnes: readonly Personne[]): string =>
  personnes.map(({ nom, fonction }) => (fonction ? `${nom} (${fonction.toLowerCase()})` : nom)).join(', ')

/**
 * `lu` null: not known yet; the line is there, so that nothing moves, and fills, even once opened. Not drawn again at each
 * key; and no empty text, which Preact writes anew at each drawing: the page would be laid out and painted twice a key.
 */
export const Lecteurs = memo(function Lecteurs({ lu }: { lu: Lecture | null }) {
  const seul = lu?.lecteurs.length === 0
  return (
    <details class="lecteurs">
      <summary>
        <Icon name={seul ? 'verrou' : 'oeil'} taille={1.25} />
        <span>Qui peut lire{seul ? ' : vous uniquement' : null}</span>
      </summary>
      {lu && (
        <div class="bloc">
          <p>{lu.regle}</p>
          {lu.lecteurs.length > 0 && <p class="detail">Aujourd’hui : {names(lu.lecteurs)}.</p>}
          {lu.reserves.map(({ acces, mots, lecteurs: few }) => (
            <p key={acces} class="detail">
              Réponses marquées d’un cadenas : {mots}
              {few.length > 0 ? ` (${names(few)})` : null}.
            </p>
          ))}
        </div>
      )}
    </details>
  )
})
