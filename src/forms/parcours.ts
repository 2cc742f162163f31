// The order of steps for each dispositif, from referentiels/parcours.json.
import * as z from 'zod/mini'
import { Role } from '../domain/politique.ts'
import { Phase, Source } from './champ.ts'
import parcoursData from './referentiels/parcours.json'

const Etape = z.strictObject({
  id: z.string(),
  titre: z.string(),
  phase: Phase,
  acteurs: z.array(Role),
  gabarits: z.array(z.string()),
  statut_resultant: z.optional(z.string()),
  condition: z.optional(z.string()),
  declencheur: z.optional(z.string()),
  source: z.optional(Source),
})
export type Etape = z.infer<typeof Etape>

export const Parcours = z.strictObject({
  id: z.string(),
  titre: z.string(),
  objet: z.enum(['immersion', 'cycle', 'groupe']),
  etapes: z.array(Etape),
})
export type Parcours = z.infer<typeof Parcours>

export const parcours: readonly Parcours[] = z.array(Parcours).parse(parcoursData)

/** The path of a dispositif, or null. */
export const findParcours = (dispositif: string): Parcours | null => parcours.find((p) => p.id === dispositif) ?? null

export type { Phase }
