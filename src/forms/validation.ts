// What validating a fiche writes: hidden answers are dropped, computed ones are kept as they stand. Pure.
import { type OpId, type Path, path, rowPath } from '../domain/id.ts'
import { type Json, sameValue } from '../domain/json.ts'
import type { Acces } from '../domain/politique.ts'
import { headsOf, type Registers, shownValue } from '../domain/register.ts'
import type { SourceCalcul } from './calcul.ts'
import { withCalculs } from './calculees.ts'
import { accesOf } from './champ.ts'
import { lignesOf } from './champs/table-champ.ts'
import { champsOf, type Gabarit } from './gabarit.ts'
import { champsVisibles, reponsesOf } from './reponses.ts'

export interface Changement {
  acces: Acces | null
  set: Record<Path, Json>
  seen: Record<Path, OpId[]>
}

/** The changes to save, one per document (the fiche, its complements); none when the fiche is as it should be. */
export function changesAtValidation(gabarit: Gabarit, registers: Registers, source?: SourceCalcul): Changement[] {
  const reponses = withCalculs(gabarit, reponsesOf(gabarit, registers), source)
  const visibles = champsVisibles(gabarit, reponses)
  const changes = new Map<Acces | null, Changement>()
  const put = (acces: Acces | null, at: Path, value: Json) => {
    const change = changes.get(acces) ?? { acces, set: {}, seen: {} }
    change.set[at] = value
    change.seen[at] = headsOf(registers, at)
    changes.set(acces, change)
  }
  for (const champ of champsOf(gabarit)) {
    const acces = accesOf(champ)
    const at = path(champ.id)
    if (!visibles.has(champ.id)) {
      if (champ.type === 'table') {
        for (const row of lignesOf(champ.id, registers)) {
          for (const cell of Object.keys(row.cells)) put(acces, `${champ.id}/${row.id}/${cell}` as Path, null)
          put(acces, rowPath(champ.id, row.id), null)
        }
      } else if (shownValue(registers, at) !== null) put(acces, at, null)
    } else if (champ.type === 'nombre' && champ.calcul) {
      const value = reponses[champ.id] ?? null
      if (!sameValue(value, shownValue(registers, at))) put(acces, at, value)
    }
  }
  return [...changes.values()]
}
