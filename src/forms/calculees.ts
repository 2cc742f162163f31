// Computed champs put among the answers. Pure.
import { compute, type SourceCalcul } from './calcul.ts'
import { champsOf, type Gabarit } from './gabarit.ts'
import type { Reponses } from './reponses.ts'

/** The answers with what this device computes; what it cannot compute stays as it was kept. */
export function withCalculs(gabarit: Gabarit, reponses: Reponses, source: SourceCalcul | undefined): Reponses {
  const next: Reponses = { ...reponses }
  // In the order of the form: a rate is computed from a count just above it.
  for (const champ of champsOf(gabarit)) {
    if (champ.type !== 'nombre' || !champ.calcul) continue
    const computed = compute(champ.calcul, next, source)
    if (!computed.source) continue
    if (computed.value === null) delete next[champ.id]
    else next[champ.id] = computed.value
  }
  return next
}
