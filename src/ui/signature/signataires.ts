// Who signs where: those who hold the role of a signature in this immersion.
import { type Annuaire, rolesIn } from '../../domain/acces.ts'
import type { Immersion, Personne } from '../../domain/collections.ts'
import type { SignatureVue } from '../../forms/signatures.ts'

/** None outside an immersion, or when the directory knows nobody of that role there. */
export function signatairesDe({ champ }: SignatureVue, immersion: Immersion | null, annuaire: Annuaire | undefined): Personne[] {
  if (!annuaire || !immersion) return []
  return annuaire.personnes.filter((personne) => {
    const roles = rolesIn(immersion, personne, annuaire)
    return champ.rempli_par?.some((role) => roles.has(role)) ?? false
  })
}

/** The name that is most likely the signer's: the only one of that role, the agreed mark of an employee; else nothing. */
export function nomAttendu(vue: SignatureVue, immersion: Immersion | null, annuaire: Annuaire | undefined): string {
  const [only, ...more] = signatairesDe(vue, immersion, annuaire)
  if (only) return more.length === 0 ? only.nom : ''
  return vue.champ.rempli_par?.includes('salarie_insertion') ? (immersion?.salarie_repere ?? '') : ''
}
