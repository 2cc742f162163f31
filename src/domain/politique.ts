// What the reading policy needs to know of a gabarit, and nothing else: the server reads this much of each gabarit
// file and stays ignorant of questions and answers.
import { isRecord, oneOf, type Shape } from './shape.ts'

export const Role = oneOf([
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
export type Role = (typeof Role.options)[number]

export const Visibilite = oneOf([
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
export type Visibilite = (typeof Visibilite.options)[number]

export const Acces = oneOf(['auteur', 'tripartite', 'seance', 'charge_projet'])
export type Acces = (typeof Acces.options)[number]

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
  /** of a convention: the engagements without which nobody signs it, and its signatures (R-ETH-01); read by the server alone */
  convention?: { engagements: string[]; signatures: string[] }
}

const listOf = <T>(shape: Shape<T>, value: unknown): T[] => {
  if (!Array.isArray(value)) throw new Error('a gabarit has lists where lists are due')
  return value.map((item) => shape.parse(item))
}
const recordsOf = (value: unknown): Record<string, unknown>[] => {
  if (!Array.isArray(value) || !value.every(isRecord)) throw new Error('a gabarit has sections, and sections have champs')
  return value
}
const wordOf = (value: unknown): string => {
  if (typeof value !== 'string') throw new Error('a gabarit and its champs have ids')
  return value
}

/**
 * The policy of a gabarit, from its file.
 * @throws when the file is not a gabarit
 */
export function politiqueOf(gabarit: unknown): Politique {
  if (!isRecord(gabarit) || !Number.isSafeInteger(gabarit.version)) throw new Error('a gabarit has a version')
  const sections = recordsOf(gabarit.sections)
  const champs = sections.flatMap((section) => recordsOf(section.champs))
  const parts = [...sections, ...champs].map(({ rempli_par }) => rempli_par ?? [])
  const filling = [gabarit.rempli_par, gabarit.signe_par, ...parts].flatMap((roles) => listOf(Role, roles))
  const acces: Politique['acces'] = {}
  for (const champ of champs) {
    if (typeof champ.confidentiel !== 'boolean') throw new Error('a champ says whether fewer people may read it')
    if (champ.confidentiel) acces[wordOf(champ.id)] = Acces.parse(champ.acces ?? 'auteur')
  }
  return {
    gabarit: wordOf(gabarit.id),
    version: Number(gabarit.version),
    famille: wordOf(gabarit.famille),
    visibilite: Visibilite.parse(gabarit.visibilite),
    consulte_par: listOf(Role, gabarit.consulte_par),
    rempli_par: [...new Set(filling)],
    acces,
  }
}
