// The rules of the domain and their checks (`controles`) that forms apply by themselves.
import type { Json } from '../domain/json.ts'
import { isMet } from './condition.ts'
import reglesData from './referentiels/regles.json'
import type { Regle } from './schema.ts'

/** A rule that forms apply: the build keeps of each what forms read (build/catalogue.ts). */
export type RegleControlee = Pick<Regle, 'id' | 'enonce' | 'niveau' | 'controles'>

/** The rules that have checks. Read strictly at build (schema.ts). */
export const regles = reglesData as RegleControlee[]

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
export function exigencesOf(gabarit: string, reponses: Readonly<Record<string, Json>>): Exigences {
  const exigences: Exigences = { interdits: new Map(), obligatoires: new Map(), envoi: [], reduite: null }
  for (const regle of regles) {
    for (const { gabarit: named, si, alors } of regle.controles ?? []) {
      if (named !== gabarit || !isMet(si, reponses)) continue
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
