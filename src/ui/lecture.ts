// Who reads a fiche, in plain words: the policy of src/domain asked for each person this device knows.
import {
  type Annuaire,
  type FicheEntete,
  mayCreateFiche,
  mayReadComplement,
  mayReadFiche,
  mayWriteFiche,
  rolesFor,
} from '../domain/acces.ts'
import type { Immersion, Personne, Rattachement } from '../domain/collections.ts'
import { type Path, path } from '../domain/id.ts'
import type { Acces, Politique, Role, Visibilite } from '../domain/politique.ts'
import { type Registers, versionsOf } from '../domain/register.ts'
import type { GabaritResume } from '../forms/catalogue.ts'
import { libelleRole } from '../forms/roles.ts'

/** The policy of a gabarit, from its summary. */
export const politiqueDe = ({
  id,
  version,
  famille,
  visibilite,
  consulte_par,
  politique,
}: GabaritResume): Politique => ({
  gabarit: id,
  version,
  famille,
  visibilite,
  consulte_par,
  rempli_par: politique.rempli_par,
  acces: politique.acces,
})

const none: Registers = Object.create(null)

/** What decides access to a fiche that exists (its registers) or that one would make. */
export function enteteDe(
  politique: Politique | null,
  of: { auteur: string | null; immersion: Immersion | null; rattachement: Rattachement | null; registers?: Registers },
): FicheEntete {
  const values = (champ: string): unknown[] =>
    versionsOf(of.registers ?? none, path(champ) as Path).map((head) => head.v)
  return {
    auteur: of.auteur,
    immersion: of.immersion,
    rattachement: of.rattachement,
    politique,
    choix: {
      visibilite: values('visibilite'),
      anonymat_verifie: values('anonymat_verifie'),
      accord_partage: values('accord_partage'),
      partage: values('partage'),
      $publication: values('$publication'),
      $envoi: values('$envoi'),
      $etat: values('$etat'),
    },
  }
}

/** A short line for lists: « lu par le groupe local ». */
export const courte: Record<Visibilite, string> = {
  auteur: 'privée',
  choisie: 'lu selon votre accord',
  immersion: 'partagée dans l’immersion',
  structure_accueil: 'lu par la structure accueillante',
  structure_appartenance: 'lu par la structure d’appartenance',
  tripartite: 'lu par le salarié, le référent et le chargé de projet',
  reseau_restreint: 'lu par le réseau de la bourse',
  groupe_local: 'lu par le groupe local',
  groupe_participants: 'lu par les membres du groupe',
  seance: 'lu par les membres du groupe',
}

const rule: Record<Exclude<Visibilite, 'immersion'>, string> = {
  auteur:
    'Ce document reste à son auteur. Personne d’autre ne le lit, ni votre responsable, ni la structure accueillante.',
  choisie:
    'Personne ne le lit sans votre accord : c’est votre réponse à « J’accepte que cette évaluation serve de base à » qui en décide.',
  structure_accueil: 'Les personnes habilitées de la structure accueillante le lisent.',
  structure_appartenance: 'Les personnes habilitées de la structure d’appartenance le lisent.',
  tripartite:
    'Le salarié, le référent de la SIAE et le chargé de projet le lisent, et le tuteur quand la fiche le concerne.',
  reseau_restreint:
    'Les comptes du réseau de la bourse d’échange le lisent, une fois l’offre publiée ou la demande envoyée. Avant cela, il reste dans la structure qui l’écrit ; le pilote relit les offres.',
  groupe_local: 'La coordination, le comité de pilotage et les responsables du groupe local le lisent ; un programme une fois publié, une synthèse une fois transmise.',
  groupe_participants: 'Les membres du groupe le lisent.',
  seance: 'Les membres du groupe le lisent, jamais l’encadrement, hors présence et organisation.',
}

const part: Record<Acces, string> = {
  auteur: 'leur auteur uniquement',
  tripartite: 'le salarié, le référent et le chargé de projet',
  seance: 'les membres du groupe',
  charge_projet: 'le chargé de projet',
}

export { CHOIX } from '../domain/acces.ts'

export interface Lecture {
  regle: string
  /** people who read it today, as far as this device knows */
  lecteurs: Personne[]
  /** answers that fewer people read */
  reserves: { acces: Acces; mots: string; lecteurs: Personne[] }[]
}

/** Who reads this fiche today. */
export function lectureDe(entete: FicheEntete, annuaire: Annuaire): Lecture {
  const { politique } = entete
  if (!politique)
    return {
      regle: 'Cette fiche vient d’une version plus récente de l’application : son auteur seul la lit ici.',
      lecteurs: [],
      reserves: [],
    }
  const others = annuaire.personnes.filter((personne) => personne.id !== entete.auteur)
  const note =
    politique.gabarit === 'carnet-notes'
      ? 'Une note est privée tant que vous n’avez pas choisi « Partagée ».'
      : politique.visibilite === 'immersion'
        ? // Not every person of the immersion reads each of its fiches: the gabarit says whose roles do.
          `Dans cette immersion, le lisent : ${politique.consulte_par.map((role) => libelleRole(role).toLowerCase()).join(', ')}.`
        : rule[politique.visibilite]
  return {
    regle: note,
    lecteurs: others.filter((personne) => mayReadFiche(entete, personne, annuaire)),
    reserves: [...new Set(Object.values(politique.acces))].map((acces) => ({
      acces,
      mots: part[acces],
      lecteurs: others.filter((personne) => mayReadComplement(entete, acces, personne, annuaire)),
    })),
  }
}

export interface Droits {
  ecrire: boolean
  creer: boolean
  roles: Role[]
  /** complements that this person reads; whoever may write the fiche may write these, and no other (acces.ts) */
  acces: Acces[]
}

/** What I may do with a fiche here; nothing when I am not in the directory of this device yet. */
export function droitsDe(
  entete: FicheEntete,
  personne: string,
  annuaire: Annuaire,
): Droits {
  const me = annuaire.personnes.find(({ id }) => id === personne)
  const mine = entete.auteur === personne
  if (!me) return { ecrire: mine, creer: mine, roles: [], acces: mine ? ['auteur'] : [] }
  return {
    ecrire: mayWriteFiche(entete, me, annuaire),
    creer: mayCreateFiche(entete, me, annuaire),
    roles: [...rolesFor(entete, me, annuaire)],
    acces: [...new Set(Object.values(entete.politique?.acces ?? {}))].filter((acces) =>
      mayReadComplement(entete, acces, me, annuaire),
    ),
  }
}
