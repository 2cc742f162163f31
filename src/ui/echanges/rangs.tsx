// What the spaces of groups say of a séance, and its row.
import type { Annuaire } from '../../domain/acces.ts'
import type { Seance } from '../../domain/collections.ts'
import { dayInWords, hoursInWords } from '../dates.ts'
import { nomDe } from '../noms.ts'
import { Icon } from '../parts/Icon.tsx'

/** « de 9 h 30 à 12 h · CIO des Trois-Rives » */
export const ouEtQuand = ({ debut, fin, lieu }: Seance, { structures }: Annuaire): string =>
  [hoursInWords(debut, fin), nomDe(structures, lieu)].filter(Boolean).join(' · ')

/** « Mardi 15 décembre » */
export const jourEnTitre = (seance: Seance): string => {
  const words = dayInWords(seance.date ?? '')
  return words.charAt(0).toLocaleUpperCase('fr') + words.slice(1)
}

export function RangSeance({ seance, annuaire, etat }: { seance: Seance; annuaire: Annuaire; etat?: string | undefined }) {
  const detail = [ouEtQuand(seance, annuaire), etat].filter(Boolean).join(' · ')
  return (
    <li>
      <a class="rang" href={`/reseau/seance/${seance.id}`}>
        <span class="rang-corps">
          <span class="rang-titre jour-plein">{dayInWords(seance.date ?? '')}</span>
          {detail && <span class="rang-detail">{detail}</span>}
        </span>
        <Icon name="suite" taille={1.25} />
      </a>
    </li>
  )
}
