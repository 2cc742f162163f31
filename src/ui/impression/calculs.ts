// A fiche on paper or in a spreadsheet says what its form shows: computed champs too, which are kept only once it is validated.
import { type OpId, path } from '../../domain/id.ts'
import type { Registers } from '../../domain/register.ts'
import type { SourceCalcul } from '../../forms/calcul.ts'
import { calculOf, withCalculs } from '../../forms/calculees.ts'
import { champsOf, type Gabarit } from '../../forms/gabarit.ts'
import { reponsesOf } from '../../forms/reponses.ts'

/** The registers of a fiche with what this device computes; to be read, never written. */
export function registresComplets(gabarit: Gabarit, registers: Registers, source: SourceCalcul | undefined): Registers {
  const complete = withCalculs(gabarit, reponsesOf(gabarit, registers), source)
  const seen: Registers = Object.assign(Object.create(null), registers)
  for (const champ of champsOf(gabarit)) {
    const value = complete[champ.id]
    if (!calculOf(champ, complete, source).source || value === undefined || value === null) continue
    seen[path(champ.id)] = [{ o: 'calcul' as OpId, v: value, t: 0, u: 'systeme' }] // shown only: no operation made it
  }
  return seen
}
