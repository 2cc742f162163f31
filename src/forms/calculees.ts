// Computed champs put among the answers. Pure, once the calculations are here: they come with the first gabarit that has
// one (load-gabarit.ts).
import type { Calcule, SourceCalcul } from './calcul.ts'
import { champsOf, type Gabarit } from './gabarit.ts'
import type { Reponses } from './reponses.ts'
import type { Champ } from './schema.ts'

let compute: typeof import('./calcul.ts').compute = () => ({ source: false })
let countsOnDevice: typeof import('./calcul.ts').countsOnDevice = () => false

/** Brings the calculations. */
export async function loadCalculs(): Promise<void> {
  const calculs = await import('./calcul.ts')
  compute = calculs.compute
  countsOnDevice = calculs.countsOnDevice
}

/** Does this gabarit count what is on the device? Then, and only then, it is read. */
export const countsMore = (gabarit: Gabarit): boolean =>
  champsOf(gabarit).some((champ) => champ.type === 'nombre' && champ.calcul !== undefined && countsOnDevice(champ.calcul))

/** The value of a champ when it is computed on this device. */
export const calculOf = (champ: Champ, reponses: Reponses, source: SourceCalcul | undefined): Calcule =>
  champ.type === 'nombre' && champ.calcul ? compute(champ.calcul, reponses, source) : { source: false }

/** The answers with what this device computes; what it cannot compute stays as it was kept. */
export function withCalculs(gabarit: Gabarit, reponses: Reponses, source: SourceCalcul | undefined): Reponses {
  const next: Reponses = { ...reponses }
  // In the order of the form: a rate is computed from a count just above it.
  for (const champ of champsOf(gabarit)) {
    const computed = calculOf(champ, next, source)
    if (!computed.source) continue
    if (computed.value === null) delete next[champ.id]
    else next[champ.id] = computed.value
  }
  return next
}
