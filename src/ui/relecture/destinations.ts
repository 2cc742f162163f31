// The fiches that words are poured into: what one writes right after the visit first, then later, then the rest. Pure.
import type { FicheIci } from './use-dossier.ts'

const ORDER = [
  'spro-4-evaluation',
  'prise-de-recul',
  'restitution-structure-appartenance',
  'restitution-structure-accueillante',
]
const rank = ({ gabarit }: FicheIci): number => {
  const at = ORDER.indexOf(gabarit.id)
  return at < 0 ? ORDER.length : at
}
// Filled before or on site, or by somebody else in their own name: nothing of the visit is poured there.
const LATER = ['juste_apres', 'apres']

/** The fiches I may write in, the most useful first. */
export const destinationsOf = (fiches: readonly FicheIci[]): FicheIci[] =>
  fiches
    .filter(({ droits, gabarit }) => droits.ecrire && (LATER.includes(gabarit.phase) || gabarit.famille === 'guide'))
    .sort((a, b) => rank(a) - rank(b))

/** What may be begun for the relecture, when it is not there yet. */
export const aCommencer = (fiches: readonly FicheIci[]): string[] =>
  ORDER.filter((id) => !fiches.some(({ gabarit, mienne }) => gabarit.id === id && mienne))
