// The roles a person holds: in a structure, in a group, in an immersion. Said by the directory and by the immersion, asked
// by who reads (acces-lire.ts) and who writes (acces-ecrire.ts). Pure.
import type { Groupe, Immersion, Personne, Seance, Structure } from './collections.ts'
import type { Role } from './politique.ts'

/** What is known of the network when access is decided. */
export interface Annuaire {
  personnes: readonly Personne[]
  groupes: readonly Groupe[]
  seances: readonly Seance[]
  structures?: readonly Structure[]
  /** today in the network's time zone, `AAAA-MM-JJ` */
  aujourdhui: string
}

/** Does one of these roles manage a structure? */
export const isResponsable = (roles: readonly string[]): boolean =>
  roles.includes('responsable_appartenance') || roles.includes('responsable_accueil')

/** The roles a person holds in a structure; empty when they do not belong to it. */
export function rolesAt(personne: Personne, structure: string | null): string[] {
  if (!structure) return []
  const own = personne.structure === structure ? personne.roles : []
  return [...own, ...personne.mandats.filter((m) => m.structure === structure).flatMap((m) => m.roles)]
}

/** Is it the person’s structure, or one they have a mandate in? */
export const belongsTo = (personne: Personne, structure: string | null): boolean =>
  structure !== null && (personne.structure === structure || personne.mandats.some((m) => m.structure === structure))

const coordinationRole: Record<string, Role[]> = {
  groupe_local: ['coordination_groupe_local'],
  reseau_immersions: ['charge_projet'],
  bourse: ['pilote_bourse'],
  cycle_echanges: ['animateur_echanges'],
  groupe_app: ['intervenant_app'],
}
const participantRole: Record<string, Role[]> = {
  cycle_echanges: ['participant_echanges'],
  groupe_app: ['participant_app'],
}

// In these groups belonging to a member structure is not enough: one takes part by name.
const BY_NAME = ['groupe_app']
// Held in a group only by whom the group names (coordination, mandat), never because of one's own structure.
const NAMED_ONLY: readonly string[] = [
  'coordination_groupe_local',
  'comite_pilotage',
  'pilote_bourse',
  'animateur_echanges',
  'intervenant_app',
]

/** The roles a person holds in a group. */
export function rolesInGroupe(groupe: Groupe, personne: Personne, annuaire: Annuaire): Set<Role> {
  const roles = new Set<string>()
  if (groupe.coordination === personne.id) for (const role of coordinationRole[groupe.type] ?? []) roles.add(role)
  if (groupe.participants.includes(personne.id)) for (const role of participantRole[groupe.type] ?? []) roles.add(role)
  for (const mandat of personne.mandats)
    if (mandat.groupe === groupe.id) for (const role of mandat.roles) roles.add(role)
  if (!BY_NAME.includes(groupe.type)) {
    for (const structure of groupe.structures) {
      const held = rolesAt(personne, structure)
      for (const role of held) if (!NAMED_ONLY.includes(role)) roles.add(role)
      if (isResponsable(held)) roles.add('responsable_appartenance').add('responsable_accueil')
    }
  } else {
    // The management of a participant sees attendance (R-APP-02), in that participant's structure.
    const structures = annuaire.personnes.filter((p) => groupe.participants.includes(p.id)).map((p) => p.structure)
    if (structures.some((structure) => rolesAt(personne, structure).includes('encadrement_app')))
      roles.add('encadrement_app')
  }
  return roles as Set<Role> // roles outside the list grant nothing: they are never asked for
}

/** The type of group in which the immersions of a dispositif are followed. */
export const networkOf: Record<string, string> = {
  immersion_pro: 'groupe_local',
  bourse_reciproque: 'bourse',
  immersion_salarie: 'reseau_immersions',
}

/** The roles a person holds in an immersion: by taking part, through one of its structures, or through its group. */
export function rolesIn(immersion: Immersion, personne: Personne, annuaire: Annuaire): Set<Role> {
  const roles = new Set<Role>()
  const { structure_appartenance: from, structure_accueil: to } = immersion
  if (immersion.accueilli.includes(personne.id)) roles.add('accueilli')
  if (immersion.accueillant === personne.id)
    roles.add(immersion.dispositif === 'immersion_salarie' ? 'tuteur_accueil' : 'accueillant')
  if (immersion.salarie === personne.id) roles.add('salarie_insertion')
  if (immersion.referent === personne.id) roles.add('referent_siae')
  if (immersion.charge_projet === personne.id) roles.add('charge_projet')
  if (belongsTo(personne, from)) roles.add('equipe_appartenance')
  const held = rolesAt(personne, from)
  if (isResponsable(held)) roles.add('responsable_appartenance')
  if (held.includes('direction_rh')) roles.add('direction_rh')
  if (isResponsable(rolesAt(personne, to))) roles.add('responsable_accueil')
  // Who writes the offers of a structure answers the requests made to it, and plans them.
  if (immersion.dispositif === 'bourse_reciproque' && rolesAt(personne, to).includes('redacteur_offre'))
    roles.add('redacteur_offre')
  for (const groupe of annuaire.groupes) {
    if (groupe.type !== networkOf[immersion.dispositif]) continue
    if (!groupe.structures.some((structure) => structure === from || structure === to)) continue
    const inGroupe = rolesInGroupe(groupe, personne, annuaire)
    for (const role of [
      'coordination_groupe_local',
      'comite_pilotage',
      'pilote_bourse',
      'partenaire_institutionnel',
      'appui_regional',
    ] as const) {
      if (inGroupe.has(role)) roles.add(role)
    }
  }
  return roles
}

/** Is one of the wanted roles held? */
export const some = (held: ReadonlySet<Role>, wanted: readonly Role[]): boolean => wanted.some((role) => held.has(role))

/**
 * Is this person given every immersion of these dispositifs where a structure of the group takes part? Whoever counts
 * less than all must not be told that it is all. The chargé de projet who coordinates a réseau is in each of its immersions.
 */
export function followsAll(groupe: Groupe, dispositifs: readonly string[], personne: Personne, annuaire: Annuaire): boolean {
  const leads = (one: Groupe): boolean =>
    one.coordination === personne.id ||
    some(rolesInGroupe(one, personne, annuaire), ['coordination_groupe_local', 'pilote_bourse'])
  return dispositifs.every((dispositif) => {
    const type = networkOf[dispositif]
    if (type === groupe.type) return leads(groupe)
    return annuaire.groupes
      .filter((one) => one.type === type && one.structures.some((structure) => groupe.structures.includes(structure)))
      .every(leads)
  })
}
