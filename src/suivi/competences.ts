// The progress of each skill of a validation: what each weekly point said of it, and where the grid puts it. « Non
// observée » is off the scale: neither a level nor the lack of one. Pure.
import type { Json } from '../domain/json.ts'
import { plainWords } from '../domain/plain-words.ts'
import { semainesDe, type Suivie } from './immersion-salarie.ts'
import { lignes, texte } from './lire.ts'

/** The four levels of the scale, from the lowest. */
export const ECHELLE = ['non_acquise', 'partiellement_acquise', 'totalement_acquise', 'initiative'] as const
export const NON_OBSERVEE = 'non_observee'

/** 1 to 4; null: no level was given, or the skill was not observed. */
export const rangDe = (niveau: string): number | null => {
  const at = (ECHELLE as readonly string[]).indexOf(niveau)
  return at < 0 ? null : at + 1
}

export interface Vue {
  /** the week, from 1 */
  n: number
  /** an id of the scale, `non_observee`, or nothing: that week does not speak of it */
  niveau: string
  evolution: string
  fait: string
  /** the fiche of the weekly point */
  fiche: string
}

export interface Competence {
  competence: string
  /** from one point to the next */
  semaines: Vue[]
  /** in the grid: as the host sees it, as the employee does */
  niveau: string
  niveau_salarie: string
  fait: string
  /** false: a weekly point speaks of it, the grid does not have it */
  dansLaGrille: boolean
}

/** The skills of the grid in its order, then those that only the weekly points know. */
export function competencesDe(suivie: Suivie, today: string): Competence[] {
  const found = new Map<string, Competence>()
  const entry = (competence: Json | undefined, dansLaGrille: boolean): Competence | null => {
    const name = texte(competence).trim()
    const key = plainWords(name)
    if (key === '') return null
    const held = found.get(key) ?? { competence: name, semaines: [], niveau: '', niveau_salarie: '', fait: '', dansLaGrille }
    found.set(key, held)
    return held
  }
  for (const row of lignes(suivie.grille?.reponses.tableau_competences)) {
    const held = entry(row.competence, true)
    if (!held) continue
    held.niveau = texte(row.niveau)
    held.niveau_salarie = texte(row.niveau_salarie)
    held.fait = texte(row.fait_observe)
  }
  for (const { n, point } of semainesDe(suivie, today)) {
    if (!point) continue
    for (const row of lignes(point.reponses.competences_semaine)) {
      const [niveau, evolution, fait] = [texte(row.niveau), texte(row.evolution), texte(row.fait_observe)]
      if (niveau !== '' || fait !== '') entry(row.competence, false)?.semaines.push({ n, niveau, evolution, fait, fiche: point.id })
    }
  }
  return [...found.values()]
}

/** Steps gained since the first level given on the scale; null while there are not two. */
export function gainDe({ semaines, niveau }: Competence): number | null {
  const ranks = [...semaines.map((vue) => rangDe(vue.niveau)), rangDe(niveau)].filter((rank) => rank !== null)
  const [first] = ranks
  const last = ranks.at(-1)
  return ranks.length < 2 || first === undefined || last === undefined ? null : last - first
}
