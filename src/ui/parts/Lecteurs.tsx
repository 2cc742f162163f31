// « Qui peut lire »: the rule in plain words, the people it means today, the answers that fewer of them read.
import type { FicheEntete } from '../../domain/acces.ts'
import type { Personne } from '../../domain/collections.ts'
import { useCarnet } from '../carnet.ts'
import { lectureDe } from '../lecture.ts'
import { Icon } from './Icon.tsx'

const names = (personnes: readonly Personne[]): string =>
  personnes.map(({ nom, fonction }) => (fonction ? `${nom} (${fonction.toLowerCase()})` : nom)).join(', ')

export function Lecteurs({ entete }: { entete: FicheEntete }) {
  const { annuaire } = useCarnet()
  if (!annuaire) return null
  const { regle, lecteurs, reserves } = lectureDe(entete, annuaire)
  return (
    <details class="lecteurs">
      <summary>
        <Icon name={lecteurs.length === 0 ? 'verrou' : 'oeil'} taille={1.25} />
        <span>Qui peut lire{lecteurs.length === 0 ? ' : vous uniquement' : ''}</span>
      </summary>
      <div class="bloc">
        <p>{regle}</p>
        {lecteurs.length > 0 && <p class="detail">Aujourd’hui : {names(lecteurs)}.</p>}
        {reserves.map(({ acces, mots, lecteurs: few }) => (
          <p key={acces} class="detail">
            Réponses marquées d’un cadenas : {mots}
            {few.length > 0 ? ` (${names(few)})` : ''}.
          </p>
        ))}
      </div>
    </details>
  )
}
