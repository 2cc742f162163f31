// What the reading policy needs to know of a gabarit, and nothing else: the server reads this much of each gabarit
// file and stays ignorant of questions and answers.
import * as z from 'zod/mini'

export const Role = z.enum([
  'accueilli',
  'accueillant',
  'equipe_appartenance',
  'responsable_appartenance',
  'responsable_accueil',
  'coordination_groupe_local',
  'comite_pilotage',
  'salarie_insertion',
  'referent_siae',
  'charge_projet',
  'tuteur_accueil',
  'partenaire_institutionnel',
  'redacteur_offre',
  'pilote_bourse',
  'animateur_echanges',
  'participant_echanges',
  'intervenant_app',
  'participant_app',
  'encadrement_app',
  'appui_regional',
  'direction_rh',
])
export type Role = z.infer<typeof Role>

export const Visibilite = z.enum([
  'auteur',
  'choisie',
  'groupe_local',
  'groupe_participants',
  'immersion',
  'reseau_restreint',
  'seance',
  'structure_accueil',
  'structure_appartenance',
  'tripartite',
])
export type Visibilite = z.infer<typeof Visibilite>

export const Acces = z.enum(['auteur', 'tripartite', 'seance', 'charge_projet'])
export type Acces = z.infer<typeof Acces>

const roles = z.array(Role)
const GabaritPolicy = z.object({
  id: z.string(),
  version: z.int(),
  famille: z.string(),
  visibilite: Visibilite,
  consulte_par: roles,
  rempli_par: roles,
  signe_par: roles,
  sections: z.array(
    z.object({
      rempli_par: z.optional(roles),
      champs: z.array(
        z.object({
          id: z.string(),
          confidentiel: z.boolean(),
          acces: z.optional(Acces),
          rempli_par: z.optional(roles),
        }),
      ),
    }),
  ),
})

/** Who reads, fills and signs the fiches of a gabarit; which champs are kept apart, and for whom. */
export interface Politique {
  gabarit: string
  version: number
  famille: string
  visibilite: Visibilite
  consulte_par: Role[]
  /** every role that fills or signs any part of it */
  rempli_par: Role[]
  /** champs kept in a complement, with who may read it */
  acces: Record<string, Acces>
}

/**
 * The policy of a gabarit, from its file.
 * @throws when the file is not a gabarit
 */
export function politiqueOf(gabarit: unknown): Politique {
  const g = GabaritPolicy.parse(gabarit)
  const champs = g.sections.flatMap((section) => section.champs)
  const filling = [
    g.rempli_par,
    g.signe_par,
    ...g.sections.map((s) => s.rempli_par ?? []),
    ...champs.map((c) => c.rempli_par ?? []),
  ]
  return {
    gabarit: g.id,
    version: g.version,
    famille: g.famille,
    visibilite: g.visibilite,
    consulte_par: g.consulte_par,
    rempli_par: [...new Set(filling.flat())],
    acces: Object.fromEntries(champs.filter((c) => c.confidentiel).map((c) => [c.id, c.acces ?? 'auteur'])),
  }
}
