// The order of steps for each dispositif, from referentiels/parcours.json.
import parcoursData from './referentiels/parcours.json'
import type { Parcours } from './schema.ts'

/** Read strictly at build (schema.ts). */
export const parcours = parcoursData as Parcours[]

/** The path of a dispositif, or null. */
export const findParcours = (dispositif: string): Parcours | null => parcours.find((p) => p.id === dispositif) ?? null

export type { Phase } from './schema.ts'
