// Who may put a company in the directory: the chargé de projet of a réseau d’immersions, for the company he or she looks
// for (gabarits `pose-mise-en-place`, `suivi-entreprise`). The directory is administration's otherwise. No right is had
// through a structure's registers, so a company made here opens nothing to anybody. Pure, for both sides.
import { type Annuaire, rolesInGroupe } from './acces.ts'
import type { Groupe, Personne, Structure } from './collections.ts'

/** What is written of a company here; its groups (`appartenances`) stay administration's. */
export const CARTE_ENTREPRISE: readonly string[] = [
  'nom',
  'champ',
  'siret',
  'naf',
  'adresse',
  'telephone',
  'courriel',
  'presentation',
  'horaires',
]
const CREATION: readonly string[] = ['$type', '$auteur', '$cree_le', '$deleted', 'type', ...CARTE_ENTREPRISE]

/** The réseaux d’immersions where this person is chargé de projet. */
export const reseauxDe = (personne: Personne, annuaire: Annuaire): Groupe[] =>
  annuaire.groupes.filter(
    (groupe) => groupe.type === 'reseau_immersions' && rolesInGroupe(groupe, personne, annuaire).has('charge_projet'),
  )

/**
 * May this person, who does not administer the network, write these registers of a company?
 * @param before null when it is being made
 * @param keys the registers it changes
 */
export function mayWriteEntreprise(
  before: Structure | null,
  after: Structure,
  keys: readonly string[],
  personne: Personne,
  annuaire: Annuaire,
): boolean {
  const reseaux = reseauxDe(personne, annuaire)
  if (reseaux.length === 0 || after.type !== 'entreprise') return false
  if (!before) return after.$auteur === personne.id && keys.every((key) => CREATION.includes(key))
  if (before.type !== 'entreprise') return false
  // Made by oneself, or by a colleague of the same réseau.
  const auteur = annuaire.personnes.find(({ id }) => id === before.$auteur)
  const shared = auteur !== undefined && reseauxDe(auteur, annuaire).some((groupe) => reseaux.includes(groupe))
  if (before.$auteur !== personne.id && !shared) return false
  const joined = annuaire.personnes.some(
    ({ structure, mandats }) => structure === before.id || mandats.some((mandat) => mandat.structure === before.id),
  )
  // One whose people are in the directory stays there.
  return keys.every((key) => CARTE_ENTREPRISE.includes(key) || (key === '$deleted' && !joined))
}
