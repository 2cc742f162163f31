// The checks (`controles`) of the rules of the domain that forms apply by themselves. Each gabarit brings its own
// (build/catalogue.ts); a gabarit read from its file has them from toutes-regles.ts.
import type { Json } from '../domain/json.ts'
import { isMet } from './condition.ts'
import type { Gabarit } from './gabarit.ts'
import type { Regle } from './schema.ts'

/** A rule that forms apply, with its checks of one gabarit or of all. */
export type RegleControlee = Pick<Regle, 'id' | 'enonce' | 'niveau' | 'controles'>

let known: (gabarit: string) => readonly RegleControlee[] = () => []

/** Said by toutes-regles.ts once every rule is here. */
export function knowRegles(reglesOf: typeof known): void {
  known = reglesOf
}

/** What the rules ask of this fiche, given its answers. */
export interface Exigences {
  /** options that may not be chosen, by champ then option, with the rule */
  interdits: Map<string, Map<string, RegleControlee>>
  /** champs required by a rule */
  obligatoires: Map<string, RegleControlee>
  /** why the fiche may not be sent */
  envoi: { regle: RegleControlee; champ: string }[]
  /** the rule that reduces what may be noted, and the champ that triggered it */
  reduite: { regle: RegleControlee; champ: string } | null
}

/** Applies the checks of every rule that names this gabarit. */
export function exigencesOf({ id, controles }: Gabarit, reponses: Readonly<Record<string, Json>>): Exigences {
  const exigences: Exigences = { interdits: new Map(), obligatoires: new Map(), envoi: [], reduite: null }
  for (const regle of controles ?? known(id)) {
    for (const { gabarit: named, si, alors } of regle.controles ?? []) {
      if (named !== id || !isMet(si, reponses)) continue
      const champ = 'champ' in si ? si.champ : ''
      if ('envoi' in alors) exigences.envoi.push({ regle, champ })
      else if ('saisie' in alors) exigences.reduite = { regle, champ }
      else if ('obligatoire' in alors) exigences.obligatoires.set(alors.champ, regle)
      else {
        const interdits = exigences.interdits.get(alors.champ) ?? new Map<string, RegleControlee>()
        for (const option of alors.interdit) interdits.set(option, regle)
        exigences.interdits.set(alors.champ, interdits)
      }
    }
  }
  return exigences
}
