// How far a fiche is. Pure.
import { champsOf, type Gabarit } from './gabarit.ts'
import { champsVisibles, isAnswered, type Reponses } from './reponses.ts'

/** How far a fiche is: « 5 sur 9 ». Computed champs are nobody's to fill. */
export interface Progression {
  faits: number
  total: number
  texte: string
}

/** How many of the champs that are shown have an answer. */
export function progress(gabarit: Gabarit, reponses: Reponses): Progression {
  const visibles = champsVisibles(gabarit, reponses)
  const champs = champsOf(gabarit).filter((champ) => visibles.has(champ.id) && !(champ.type === 'nombre' && champ.calcul))
  const faits = champs.filter((champ) => isAnswered(champ, reponses[champ.id])).length
  return { faits, total: champs.length, texte: `${faits} sur ${champs.length}` }
}
