// Who signs where: those who hold the role of a signature in this immersion.
import { type Annuaire, rolesIn } from '../../domain/acces.ts'
import type { Immersion, Personne } from '../../domain/collections.ts'
import type { Role } from '../../domain/politique.ts'
import type { Gabarit } from '../../forms/gabarit.ts'
import type { SignatureVue } from '../../forms/signatures.ts'

/** The roles a signature is asked of: its own, else those that sign the whole gabarit. */
export const rolesDe = ({ champ }: SignatureVue, { signe_par }: Pick<Gabarit, 'signe_par'>): readonly Role[] => champ.rempli_par ?? signe_par

/** None outside an immersion, or when the directory knows nobody of these roles there. */
export function signatairesDe(roles: readonly Role[], immersion: Immersion | null, annuaire: Annuaire | undefined): Personne[] {
  if (!annuaire || !immersion) return []
  return annuaire.personnes.filter((personne) => {
    const held = rolesIn(immersion, personne, annuaire)
    return roles.some((role) => held.has(role))
  })
}

/** The name that is most likely the signer's: the only one of these roles, the agreed mark of an employee; else nothing. */
export function nomAttendu(roles: readonly Role[], immersion: Immersion | null, annuaire: Annuaire | undefined): string {
  const [only, ...more] = signatairesDe(roles, immersion, annuaire)
  if (only) return more.length === 0 ? only.nom : ''
  return roles.includes('salarie_insertion') ? (immersion?.salarie_repere ?? '') : ''
}
