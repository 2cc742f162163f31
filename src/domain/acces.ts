// Who may read and write what: one pure policy, used by the server to enforce and by the screens to explain.
// Sources: gabarits (`visibilite`, `consulte_par`, `confidentiel`, `acces`), rules R-VIS, R-NOTE, R-APP, R-SPRO-09.
// What is not allowed here is not sent: the server puts a document in the channel of each of its readers, no other.
import { DEMANDE, envoiOf, ENVOI, isSent, OFFRE, PUBLICATION, publicationOf } from './bourse.ts'
import type { Groupe, Immersion, Personne, Rattachement, Seance, Structure } from './collections.ts'
import type { Acces, Politique, Role } from './politique.ts'
import { isRecord } from './shape.ts'

/** What is known of the network when access is decided. */
export interface Annuaire {
  personnes: readonly Personne[]
  groupes: readonly Groupe[]
  seances: readonly Seance[]
  structures?: readonly Structure[]
  /** today in the network's time zone, `AAAA-MM-JJ` */
  aujourdhui: string
}

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

const isResponsable = (roles: readonly string[]): boolean =>
  roles.includes('responsable_appartenance') || roles.includes('responsable_accueil')

/** The roles a person holds in a structure; empty when they do not belong to it. */
export function rolesAt(personne: Personne, structure: string | null): string[] {
  if (!structure) return []
  const own = personne.structure === structure ? personne.roles : []
  return [...own, ...personne.mandats.filter((m) => m.structure === structure).flatMap((m) => m.roles)]
}

const belongsTo = (personne: Personne, structure: string | null): boolean =>
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

const networkOf: Record<string, string> = {
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

const PARTIES: readonly Role[] = [
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
const some = (held: ReadonlySet<Role>, wanted: readonly Role[]): boolean => wanted.some((role) => held.has(role))

/** May this person see that the immersion exists, with its people and dates? */
export function mayReadImmersion(immersion: Immersion, personne: Personne, annuaire: Annuaire): boolean {
  if (immersion.$auteur === personne.id) return true
  const roles = rolesIn(immersion, personne, annuaire)
  // Colleagues see their team's immersions, never those of an employee in integration.
  return some(roles, PARTIES) || (immersion.dispositif !== 'immersion_salarie' && roles.has('equipe_appartenance'))
}

/** May this person change the immersion's title, people, dates or statut? */
export function mayWriteImmersion(immersion: Immersion, personne: Personne, annuaire: Annuaire): boolean {
  return immersion.$auteur === personne.id || some(rolesIn(immersion, personne, annuaire), PARTIES)
}

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
function rolesThere(fiche: FicheEntete, personne: Personne, annuaire: Annuaire): Set<Role> {
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

const isPilote = (fiche: FicheEntete, personne: Personne, annuaire: Annuaire): boolean =>
  groupesOf(fiche, annuaire).some((groupe) => rolesInGroupe(groupe, personne, annuaire).has('pilote_bourse'))

/** Until then: the people of the structure that offers, with the pilote; the side that asks, alone. */
function isOfBourseHere(fiche: FicheEntete, personne: Personne, annuaire: Annuaire): boolean {
  const roles = rolesThere(fiche, personne, annuaire)
  if (fiche.politique?.gabarit === OFFRE)
    return some(roles, fiche.politique.consulte_par) || isPilote(fiche, personne, annuaire)
  return some(roles, ['accueilli', 'responsable_appartenance'])
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
const RESPONSABLES: readonly Role[] = ['responsable_appartenance', 'responsable_accueil']

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
