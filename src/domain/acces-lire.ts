// Who may read what: immersions, fiches, the answers kept apart in their complements. What is not allowed here is not sent:
// the server puts a document in the channel of each of its readers, no other. Pure.
import {
  type Annuaire,
  belongsTo,
  isResponsable,
  networkOf,
  rolesAt,
  rolesIn,
  rolesInGroupe,
  some,
} from './acces-roles.ts'
import { envoiOf, ENVOI, isSent, OFFRE, PUBLICATION, publicationOf } from './bourse.ts'
import type { Groupe, Immersion, Personne, Rattachement } from './collections.ts'
import type { Acces, Politique, Role } from './politique.ts'
import { isRecord } from './shape.ts'

/** What a fiche says of itself, as far as access goes. `null` politique: a gabarit unknown here, read by its author only. */
export interface FicheEntete {
  auteur: string | null
  immersion: Immersion | null
  rattachement: Rattachement | null
  politique: Politique | null
  /** answers that command reading; every version of them, so that a conflict opens nothing */
  choix: {
    /** carnet-notes: visibilite and anonymat_verifie */
    visibilite: readonly unknown[]
    anonymat_verifie: readonly unknown[]
    /** spro-4-evaluation: accord_partage */
    accord_partage: readonly unknown[]
    /** app-situation-elaboration: partage */
    partage: readonly unknown[]
    /** beprip-fiche-offre-accueil, beprip-demande-immersion: the acts of the bourse; absent: none was done */
    $publication?: readonly unknown[]
    $envoi?: readonly unknown[]
    /** restitutions and syntheses: validated, that is shared, or not; absent: not */
    $etat?: readonly unknown[]
  }
}

/** The answers named in `choix`: the server reads these registers and no other. */
export const CHOIX = ['visibilite', 'anonymat_verifie', 'accord_partage', 'partage', PUBLICATION, ENVOI, '$etat'] as const

/** Those who take part in an immersion, or answer for it. */
export const PARTIES: readonly Role[] = [
  'accueilli',
  'accueillant',
  'tuteur_accueil',
  'salarie_insertion',
  'referent_siae',
  'charge_projet',
  'responsable_appartenance',
  'responsable_accueil',
  'coordination_groupe_local',
  'pilote_bourse',
  'redacteur_offre',
]
/** Those who manage a structure. */
export const RESPONSABLES: readonly Role[] = ['responsable_appartenance', 'responsable_accueil']

/** May this person see that the immersion exists, with its people and dates? */
export function mayReadImmersion(immersion: Immersion, personne: Personne, annuaire: Annuaire): boolean {
  if (immersion.$auteur === personne.id) return true
  const roles = rolesIn(immersion, personne, annuaire)
  // Colleagues see their team's immersions, never those of an employee in integration.
  return some(roles, PARTIES) || (immersion.dispositif !== 'immersion_salarie' && roles.has('equipe_appartenance'))
}

function groupesOf(fiche: FicheEntete, annuaire: Annuaire): Groupe[] {
  const at = fiche.rattachement
  if (!at) {
    const { immersion } = fiche
    if (!immersion) return []
    return annuaire.groupes.filter(
      (g) =>
        g.type === networkOf[immersion.dispositif] &&
        g.structures.some((s) => s === immersion.structure_appartenance || s === immersion.structure_accueil),
    )
  }
  if (at.type === 'groupe' || at.type === 'cycle' || at.type === 'periode')
    return annuaire.groupes.filter((g) => g.id === at.id)
  if (at.type === 'seance') {
    const seance = annuaire.seances.find((s) => s.id === at.id)
    return annuaire.groupes.filter((g) => g.id === seance?.groupe)
  }
  const wanted = fiche.politique?.visibilite === 'reseau_restreint' ? 'bourse' : 'groupe_local'
  return annuaire.groupes.filter((g) => g.type === wanted && g.structures.includes(at.id))
}

/** The roles a person holds where the fiche belongs: in its immersion, else its structure, else its group. */
export function rolesThere(fiche: FicheEntete, personne: Personne, annuaire: Annuaire): Set<Role> {
  if (fiche.immersion) return rolesIn(fiche.immersion, personne, annuaire)
  if (fiche.rattachement?.type === 'structure') {
    const held = rolesAt(personne, fiche.rattachement.id)
    const roles = new Set(held as Role[]) // roles outside the list grant nothing: they are never asked for
    if (isResponsable(held)) roles.add('responsable_appartenance').add('responsable_accueil')
    return roles
  }
  const roles = new Set(groupesOf(fiche, annuaire).flatMap((groupe) => [...rolesInGroupe(groupe, personne, annuaire)]))
  if (isOfAnotherStructure(fiche, personne, annuaire)) for (const role of RESPONSABLES) roles.delete(role)
  return roles
}

/** R-SPRO-09: a synthèse is of its author's structure, even where it was opened in the group's page. */
function isOfAnotherStructure({ auteur, politique }: FicheEntete, personne: Personne, annuaire: Annuaire): boolean {
  if (politique?.gabarit !== SYNTHESE || auteur === personne.id) return false
  const author = annuaire.personnes.find(({ id }) => id === auteur)
  return !author || ![author.structure, ...author.mandats.map(({ structure }) => structure)].some((id) => belongsTo(personne, id))
}

/** The roles by which a person may read a fiche: those they hold there, and in the groups it is open to. */
export function rolesFor(fiche: FicheEntete, personne: Personne, annuaire: Annuaire): Set<Role> {
  const roles = rolesThere(fiche, personne, annuaire)
  const restricted = fiche.politique?.visibilite === 'reseau_restreint'
  const ofStructure = fiche.rattachement?.type === 'structure' ? fiche.rattachement.id : null
  // A fiche of an immersion is read by its people; only the bourse opens its requests to the whole network.
  if (fiche.immersion && !restricted) return roles
  for (const groupe of groupesOf(fiche, annuaire)) {
    for (const role of rolesInGroupe(groupe, personne, annuaire)) {
      // A structure's synthesis goes up to the group, not across to the managers of the other structures (R-SPRO-09).
      const other = ofStructure ? !belongsTo(personne, ofStructure) : isOfAnotherStructure(fiche, personne, annuaire)
      const across = other && !restricted && role.startsWith('responsable_')
      if (!across) roles.add(role)
    }
  }
  return roles
}

const all = (versions: readonly unknown[], test: (value: unknown) => boolean): boolean =>
  versions.length > 0 && versions.every(test)

// Made by their author for others to read: nobody else's before the author shared them (R-VIS-01), nor, for a programme,
// before the coordination published it (R-SPRO-11).
const SYNTHESE = 'synthese-groupe-local'
const PROGRAMME = 'programme-immersions-local'
const COMPOSED: readonly string[] = [
  'restitution-structure-appartenance',
  'restitution-structure-accueillante',
  SYNTHESE,
  PROGRAMME,
]
const SHARED: readonly unknown[] = ['validee', 'signee', 'archivee']
const isShared = (etat: unknown): boolean => isRecord(etat) && SHARED.includes(etat.etat)
/** Is this a document that its author composes, then shares? */
export const isComposed = (gabarit: string): boolean => COMPOSED.includes(gabarit)

/** May this person read the fiche (not its complements)? */
export function mayReadFiche(fiche: FicheEntete, personne: Personne, annuaire: Annuaire): boolean {
  if (fiche.auteur === personne.id) return true
  const { politique, choix } = fiche
  if (!politique) return false
  if (isComposed(politique.gabarit) && !all(choix.$etat ?? [], isShared))
    return politique.gabarit === PROGRAMME && some(rolesThere(fiche, personne, annuaire), politique.rempli_par)
  const roles = rolesFor(fiche, personne, annuaire)
  const consulted = some(roles, politique.consulte_par)
  switch (politique.visibilite) {
    case 'auteur':
      // A note becomes readable by the immersion's people only by its author's act, anonymity checked (R-NOTE-02, 03).
      return (
        politique.gabarit === 'carnet-notes' &&
        consulted &&
        all(choix.visibilite, (v) => v === 'partagee') &&
        all(choix.anonymat_verifie, (v) => v === true)
      )
    case 'choisie':
      // R-VIS-02: the author's agreement opens the evaluation to the manager, who restitutes and writes the synthesis.
      return (
        consulted &&
        roles.has('responsable_appartenance') &&
        all(choix.accord_partage, (v) => Array.isArray(v) && (v.includes('structure') || v.includes('groupe_local')))
      )
    case 'seance': {
      if (politique.gabarit === 'app-situation-elaboration') {
        if (!consulted) return false
        // « Le groupe, jusqu’à la fin du cycle »
        const isOver = groupesOf(fiche, annuaire).every(({ fin }) => fin !== null && fin < annuaire.aujourdhui)
        if (all(choix.partage, (v) => v === 'groupe') && !isOver) return true
        const seance = annuaire.seances.find((s) => s.id === fiche.rattachement?.id)
        return seance?.date === annuaire.aujourdhui && all(choix.partage, (v) => v === 'seance' || v === 'groupe')
      }
      // R-APP-02: management sees attendance and organisation; the content of the session is in a complement.
      return consulted || (politique.gabarit === 'app-seance' && roles.has('encadrement_app'))
    }
    case 'reseau_restreint':
      return consulted && (isInBourse(fiche) || isOfBourseHere(fiche, personne, annuaire))
    case 'groupe_local':
    case 'groupe_participants':
    case 'immersion':
    case 'structure_accueil':
    case 'structure_appartenance':
    case 'tripartite':
      return consulted
  }
}

/** R-BEP-02: an offer that the pilote published, a request that was sent. Of several versions, all must say so. */
function isInBourse({ immersion, politique, choix }: FicheEntete): boolean {
  if (politique?.gabarit === OFFRE)
    return all(choix.$publication ?? [], (value) => publicationOf(value)?.etat === 'publiee')
  return all(choix.$envoi ?? [], (value) => {
    const envoi = envoiOf(value)
    if (envoi === null || !isSent(envoi)) return false
    // Refused by one's own manager, or cancelled, before it left: it never had a host.
    return (envoi.etat !== 'refusee' && envoi.etat !== 'annulee') || immersion?.structure_accueil != null
  })
}

/** Does this person pilot the bourse that the fiche belongs to? */
export const isPilote = (fiche: FicheEntete, personne: Personne, annuaire: Annuaire): boolean =>
  groupesOf(fiche, annuaire).some((groupe) => rolesInGroupe(groupe, personne, annuaire).has('pilote_bourse'))

/** Until then: the people of the structure that offers, with the pilote; the side that asks, alone. */
function isOfBourseHere(fiche: FicheEntete, personne: Personne, annuaire: Annuaire): boolean {
  const roles = rolesThere(fiche, personne, annuaire)
  if (fiche.politique?.gabarit === OFFRE)
    return some(roles, fiche.politique.consulte_par) || isPilote(fiche, personne, annuaire)
  return some(roles, ['accueilli', 'responsable_appartenance'])
}

const TRIPARTITE: readonly Role[] = ['salarie_insertion', 'referent_siae', 'charge_projet']

/** May this person read the answers kept apart for `acces`? Never without the fiche they complete. */
export function mayReadComplement(fiche: FicheEntete, acces: Acces, personne: Personne, annuaire: Annuaire): boolean {
  if (!mayReadFiche(fiche, personne, annuaire)) return false
  const roles = rolesFor(fiche, personne, annuaire)
  switch (acces) {
    case 'auteur':
      return fiche.auteur === personne.id
    case 'tripartite':
      return some(roles, TRIPARTITE)
    case 'charge_projet':
      return roles.has('charge_projet')
    case 'seance':
      // R-APP-03: management never sees what others said, even when it belongs to the group by another role.
      return fiche.auteur === personne.id || !roles.has('encadrement_app')
  }
}
