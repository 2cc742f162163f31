// What a gabarit may be. Strict: an unknown key is a mistake in the file, or a file from a newer app.
import * as z from 'zod/mini'
import { Role, Visibilite } from '../domain/politique.ts'
import { ChampId, Phase, Source } from './champ.ts'
import { Champ } from './champs/index.ts'
import { Condition } from './condition.ts'

export const Section = z.strictObject({
  id: ChampId,
  titre: z.string(),
  aide: z.optional(z.string()),
  rempli_par: z.optional(z.array(Role)),
  si: z.optional(Condition),
  champs: z.array(Champ).check(z.minLength(1)),
})
export type Section = z.infer<typeof Section>

const roles = z.array(Role)

/** Everything a gabarit says of itself but its questions. */
export const entete = {
  id: z.string().check(z.regex(/^[a-z0-9-]+$/)),
  version: z.int().check(z.positive()),
  titre: z.string(),
  titre_court: z.string(),
  famille: z.enum(['accueil', 'app', 'beprip', 'carnet', 'echange_pratiques', 'guide', 'la_pose', 'restitution', 'spro', 'territoire']),
  nature: z.enum(['administratif', 'operationnel', 'suivi']),
  phase: Phase,
  moment: z.optional(z.string()),
  portee: z.enum(['cycle', 'groupe', 'immersion', 'periode', 'seance', 'structure']),
  dispositifs: z
    .array(z.enum(['immersion_pro', 'bourse_reciproque', 'immersion_salarie', 'echange_pratiques', 'app']))
    .check(z.minLength(1)),
  modalites: z.array(z.enum(['collective', 'observation', 'mise_en_situation'])),
  rempli_par: roles,
  consulte_par: roles,
  signe_par: roles,
  visibilite: Visibilite,
  repetable: z.boolean(),
  hors_ligne: z.boolean(),
  duree_saisie_minutes: z.int(),
  description: z.string(),
  regles: z.array(z.string()),
}

export const Gabarit = z.strictObject({
  ...entete,
  source: z.optional(Source),
  sections: z.array(Section).check(z.minLength(1)),
})
export type Gabarit = z.infer<typeof Gabarit>

/** Every champ, in the order of the form. */
export const champsOf = (gabarit: Gabarit): Champ[] => gabarit.sections.flatMap((section) => section.champs)

export const findChamp = (gabarit: Gabarit, id: string): Champ | null => champsOf(gabarit).find((champ) => champ.id === id) ?? null

export type { Champ }
