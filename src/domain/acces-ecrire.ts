// Who may write what: immersions, fiches, their complements, the acts of the bourse, the card of a structure. Nobody writes
// what they may not read. Pure.
import { type Annuaire, isResponsable, rolesAt, rolesIn, some } from './acces-roles.ts'
import { type FicheEntete, isPilote, mayReadComplement, mayReadFiche, mayReadImmersion, PARTIES, RESPONSABLES, rolesThere } from './acces-lire.ts'
import { DEMANDE, envoiOf, ENVOI, OFFRE, PUBLICATION, publicationOf } from './bourse.ts'
import type { Immersion, Personne, Structure } from './collections.ts'
import type { Acces, Politique, Role } from './politique.ts'

/** May this person change the immersion's title, people, dates or statut? */
export function mayWriteImmersion(immersion: Immersion, personne: Personne, annuaire: Annuaire): boolean {
  return immersion.$auteur === personne.id || some(rolesIn(immersion, personne, annuaire), PARTIES)
}

/**
 * May this person do this act on the fiche: say, in their own name, that an offer is proposed, published, sent back or
 * withdrawn (R-BEP-02), that a request is sent, accepted, refused or cancelled (R-BEP-01)? Null: what is no act.
 */
export function mayWriteActe(
  fiche: FicheEntete,
  acte: string,
  valeur: unknown,
  personne: Personne,
  annuaire: Annuaire,
): boolean | null {
  if (acte !== PUBLICATION && acte !== ENVOI) return null
  const gabarit = fiche.politique?.gabarit
  const done = acte === PUBLICATION ? publicationOf(valeur) : envoiOf(valeur)
  if (done?.par !== personne.id || gabarit !== (acte === PUBLICATION ? OFFRE : DEMANDE)) return false
  const roles = rolesThere(fiche, personne, annuaire)
  const pilote = isPilote(fiche, personne, annuaire)
  if (acte === PUBLICATION) {
    const own = fiche.auteur === personne.id || some(roles, ['redacteur_offre', ...RESPONSABLES])
    return done.etat === 'proposee' ? own : done.etat === 'retiree' ? own || pilote : pilote
  }
  const asks = fiche.auteur === personne.id || some(roles, ['accueilli', 'responsable_appartenance'])
  const hosts = some(roles, ['responsable_accueil', 'redacteur_offre'])
  switch (done.etat) {
    case 'acceptee':
      return hosts || pilote
    case 'refusee':
      return hosts || pilote || roles.has('responsable_appartenance')
    case 'renvoyee':
      return pilote || roles.has('responsable_appartenance')
    default:
      return asks
  }
}
// What one person says in their own name: others may read it, nobody else writes in it (R-NOTE-02, R-VIS-02, R-APP-04).
const OWN_WORDS: readonly string[] = ['echange-situation-apportee', 'app-situation-elaboration']
const isOwnWords = ({ gabarit, visibilite }: Politique): boolean =>
  visibilite === 'auteur' || visibilite === 'choisie' || OWN_WORDS.includes(gabarit)

/** The roles in whose name a person writes: an employee without an account answers on the phone of who accompanies them. */
function handsThere(fiche: FicheEntete, personne: Personne, annuaire: Annuaire): Set<Role> {
  const roles = rolesThere(fiche, personne, annuaire)
  const { immersion } = fiche
  if (immersion?.dispositif === 'immersion_salarie' && !immersion.salarie && some(roles, ['referent_siae', 'charge_projet']))
    roles.add('salarie_insertion')
  return roles
}

/** May this person change the fiche? Its author, and among its readers those who fill or sign a part of it. */
export function mayWriteFiche(fiche: FicheEntete, personne: Personne, annuaire: Annuaire): boolean {
  if (fiche.auteur === personne.id) return true
  if (!fiche.politique || isOwnWords(fiche.politique)) return false
  // Reading through the bourse or the group gives no hand in what belongs to an immersion or a structure.
  return some(handsThere(fiche, personne, annuaire), fiche.politique.rempli_par) && mayReadFiche(fiche, personne, annuaire)
}

/** May this person change the answers kept apart for `acces`? Those who read them and fill the fiche. */
export function mayWriteComplement(fiche: FicheEntete, acces: Acces, personne: Personne, annuaire: Annuaire): boolean {
  return mayReadComplement(fiche, acces, personne, annuaire) && mayWriteFiche(fiche, personne, annuaire)
}

/** May this person open a fiche of this gabarit there? A note or a fiche outside any immersion is one's own business. */
export function mayCreateFiche(fiche: FicheEntete, personne: Personne, annuaire: Annuaire): boolean {
  if (fiche.auteur !== personne.id) return false
  if (!fiche.immersion && !fiche.rattachement) return true
  if (!fiche.politique) return fiche.immersion ? mayReadImmersion(fiche.immersion, personne, annuaire) : false
  return some(handsThere(fiche, personne, annuaire), fiche.politique.rempli_par) || fiche.immersion?.$auteur === personne.id
}

/** What its own people keep up to date of a structure; its name, its type and its groups are administration's. */
const CARTE: readonly string[] = [
  'presentation',
  'publics',
  'documents',
  'horaires',
  'telephone',
  'courriel',
  'adresse',
  'orienter_contact',
  'orienter_conditions',
  'orienter_pieces',
  'orienter_delai',
]

/**
 * May this person, who does not administer the network, write these registers of a structure? Its managers its card.
 * `before`: null when the structure is being made.
 */
export function mayWriteStructure(before: Structure | null, keys: readonly string[], personne: Personne): boolean {
  if (!before || before.$deleted !== null) return false
  return isResponsable(rolesAt(personne, before.id)) && keys.every((key) => CARTE.includes(key))
}
