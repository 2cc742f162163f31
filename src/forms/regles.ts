// The rules of the domain and their checks (`controles`) that forms apply by themselves.
import * as z from 'zod/mini'
import type { Json } from '../domain/json.ts'
import { Source } from './champ.ts'
import { Condition, isMet } from './condition.ts'
import reglesData from './referentiels/regles.json'

const Alors = z.union([
  z.strictObject({ champ: z.string(), interdit: z.array(z.string()) }),
  z.strictObject({ champ: z.string(), obligatoire: z.literal(true) }),
  z.strictObject({ envoi: z.literal('bloque') }),
  z.strictObject({ saisie: z.literal('reduite') }),
])
const Controle = z.strictObject({ gabarit: z.string(), si: Condition, alors: Alors })

export const Regle = z.strictObject({
  id: z.string().check(z.regex(/^R-[A-Z]+-[0-9]{2}$/)),
  enonce: z.string(),
  niveau: z.enum(['bloquant', 'avertissement', 'rappel', 'droits', 'calcul']),
  effet: z.string(),
  controles: z.optional(z.array(Controle)),
  source: z.optional(Source),
})
export type Regle = z.infer<typeof Regle>

export const regles: readonly Regle[] = z.array(Regle).parse(reglesData)

export const findRegle = (id: string): Regle | null => regles.find((regle) => regle.id === id) ?? null

/** What the rules ask of this fiche, given its answers. */
export interface Exigences {
  /** options that may not be chosen, by champ then option, with the rule */
  interdits: Map<string, Map<string, Regle>>
  /** champs required by a rule */
  obligatoires: Map<string, Regle>
  /** why the fiche may not be sent */
  envoi: { regle: Regle; champ: string }[]
  /** the rule that reduces what may be noted, and the champ that triggered it */
  reduite: { regle: Regle; champ: string } | null
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
        const interdits = exigences.interdits.get(alors.champ) ?? new Map<string, Regle>()
        for (const option of alors.interdit) interdits.set(option, regle)
        exigences.interdits.set(alors.champ, interdits)
      }
    }
  }
  return exigences
}
