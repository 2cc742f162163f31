// What is due, to whom it is shown, and where it is done: the reminders and alerts of the rules. Pure.
import type { Monde } from './monde.ts'

/** One thing to do, to know or to follow, for the person who holds the device. */
export interface Echeance {
  /** the same at each calculation: the rule or step, and the object it is about */
  id: string
  /** the rule that asks for it (`R-…`), or null for a step of a path */
  regle: string | null
  /** `a_faire`: the next step of a path; the others as in regles.json */
  niveau: 'a_faire' | 'rappel' | 'avertissement'
  /** a short French sentence, without a final full stop */
  titre: string
  detail?: string
  /** the local day from which it is due, `AAAA-MM-JJ`; absent: now */
  des?: string
  /** a local time at which the device reminds, `AAAA-MM-JJTHH:MM:SS` (R-SPRO-06) */
  heure?: string
  /** the screen where it is done */
  lien: string
  /** the immersion it is about, when there is one */
  immersion?: string
}

/** What one path or set of rules finds due for the person of this monde. */
export type Source = (monde: Monde) => Echeance[]

const rank = { avertissement: 0, a_faire: 1, rappel: 2 } as const

/**
 * Everything due, once each: what is due now first, warnings before steps before reminders; then the immersion that waits
 * for longest, its steps in the order of its path, as its source gave them.
 */
export function echeancesDe(monde: Monde, sources: readonly Source[]): Echeance[] {
  const found = new Map<string, Echeance>()
  for (const source of sources) for (const one of source(monde)) if (!found.has(one.id)) found.set(one.id, one)
  const today = monde.maintenant.slice(0, 10)
  const from = ({ des = today }: Echeance): string => (des < today ? today : des)
  const group = (one: Echeance): string => `${from(one)} ${rank[one.niveau]} ${one.immersion ?? one.id}`
  const oldest = new Map<string, string>()
  for (const one of found.values()) {
    const { des = today } = one
    const held = oldest.get(group(one))
    if (held === undefined || des < held) oldest.set(group(one), des)
  }
  const key = (one: Echeance): string => `${from(one)} ${rank[one.niveau]} ${oldest.get(group(one))} ${one.immersion ?? one.id}`
  return [...found.values()].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))
}
