// What those who animate a group may write of the directory (its séances, its rhythm), and what each participant says for
// themself in a common fiche (votes). Asked by the server, explained by the screens. Pure.
import { type Annuaire, rolesInGroupe } from './acces.ts'
import type { Groupe, Personne, Seance } from './collections.ts'
import { hash64 } from './json.ts'
import type { Role } from './politique.ts'

const ANIME: Record<string, Role> = { cycle_echanges: 'animateur_echanges', groupe_app: 'intervenant_app' }
const PREND_PART: Record<string, Role> = { cycle_echanges: 'participant_echanges', groupe_app: 'participant_app' }

/** Does this person animate the group: a cycle d’échanges, or a group of practice analysis? */
export function isAnimateur(groupe: Groupe, personne: Personne, annuaire: Annuaire): boolean {
  const role = ANIME[groupe.type]
  return role !== undefined && rolesInGroupe(groupe, personne, annuaire).has(role)
}

/** Those who take part in the group, by name or by their role in one of its structures. */
export function participantsDe(groupe: Groupe, annuaire: Annuaire): Personne[] {
  const role = PREND_PART[groupe.type]
  return role === undefined ? [] : annuaire.personnes.filter((one) => rolesInGroupe(groupe, one, annuaire).has(role))
}

/** The registers of a group that its animateur may change: the rhythm of the meetings and the end of the cycle. */
export const REGLAGES = ['frequence', 'fin'] as const

/** May this person change these registers of the group? Who belongs to it stays with the administration. */
export const mayWriteGroupe = (groupe: Groupe, keys: readonly string[], personne: Personne, annuaire: Annuaire): boolean =>
  keys.every((key) => REGLAGES.some((one) => one === key)) && isAnimateur(groupe, personne, annuaire)

/**
 * May this person make or change the séance? Whoever animates its group. It never goes to another group: its fiches
 * would be read by others.
 */
export function mayWriteSeance(before: Seance | null, after: Seance, personne: Personne, annuaire: Annuaire): boolean {
  if (before && before.groupe !== after.groupe) return false
  const groupe = annuaire.groupes.find(({ id }) => id === after.groupe)
  return groupe !== undefined && isAnimateur(groupe, personne, annuaire)
}

export const CHOIX_THEMES = 'echange-choix-themes'
const VOTE = 'vote_'

/** The column of `propositions` where this person, and nobody else, says yes to a theme. A table with a cell for each voter: votes given apart never meet. */
export const colonneVote = (personne: string): string => `${VOTE}${hash64(personne)}`

/** How many votes a row of `propositions` holds. */
export const votesDans = (cells: Readonly<Record<string, unknown>>): number =>
  Object.entries(cells).filter(([colonne, value]) => colonne.startsWith(VOTE) && value === true).length

/** Does the register belong to somebody else: the vote of another person? (R-ECH-01: nobody chooses for the participants.) */
export function isVoteOfAnother(gabarit: string | undefined, key: string, personne: string): boolean {
  const [table, , colonne] = key.split('/')
  if (gabarit !== CHOIX_THEMES || table !== 'propositions' || !colonne?.startsWith(VOTE)) return false
  return colonne !== colonneVote(personne)
}
