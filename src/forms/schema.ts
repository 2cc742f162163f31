// What the files of the gabarits and their referentiels may be. Strict: an unknown key is a mistake in the file. Tests and
// the build read every file with this (build/catalogue.ts); the app takes only the types: what the build has read need
// not be read again on a phone, and zod stays out of the first load.
import * as z from 'zod/mini'
import { Acces, Role, Visibilite } from '../domain/politique.ts'
import { AnyJson, schemaOf } from '../domain/schema.ts'

/** Where a text comes from. Dropped from the app at build: nobody reads it on a phone. */
const Source = z.strictObject({
  document: z.nullable(z.string()),
  extrait: z.optional(z.string()),
  motif: z.optional(z.string()),
})

/** When a fiche is filled, with regard to the immersion. */
const Phase = z.enum(['avant', 'pendant', 'juste_apres', 'apres', 'continu'])
export type Phase = z.infer<typeof Phase>

export type Condition =
  | { champ: string; egal: string | boolean | number }
  | { champ: string; parmi: string[] }
  | { champ: string; contient: string }
  | { champ: string; renseigne: boolean }
  | { tous: Condition[] }
  | { un: Condition[] }

const champ = z.string()
const Condition: z.ZodMiniType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ champ, egal: z.union([z.string(), z.boolean(), z.number()]) }),
    z.strictObject({ champ, parmi: z.array(z.string()) }),
    z.strictObject({ champ, contient: z.string() }),
    z.strictObject({ champ, renseigne: z.boolean() }),
    z.strictObject({ tous: z.array(Condition) }),
    z.strictObject({ un: z.array(Condition) }),
  ]),
)

const Option = z.strictObject({
  id: z.string().check(z.regex(/^[A-Za-z0-9_-]+$/)),
  libelle: z.string(),
  aide: z.optional(z.string()),
})
export type Option = z.infer<typeof Option>

const Referentiel = z.enum(['structures', 'professionnels', 'groupes_locaux', 'offres', 'immersions', 'cycles', 'situations', 'groupes_app', 'rome'])
export type Referentiel = z.infer<typeof Referentiel>

const ChampId = z.string().check(z.regex(/^[a-z][a-z0-9_]*$/))
const roles = z.array(schemaOf(Role))

/** Keys of a champ of any type. */
const champKeys = {
  id: ChampId,
  libelle: z.string(),
  aide: z.optional(z.string()),
  exemple: z.optional(z.string()),
  obligatoire: z.boolean(),
  confidentiel: z.boolean(),
  acces: z.optional(schemaOf(Acces)),
  si: z.optional(Condition),
  rempli_par: z.optional(roles),
  prerempli: z.optional(z.string()),
  alerte_anonymat: z.optional(z.boolean()),
  /** as a column of a table: given with the row, not to be changed */
  fige: z.optional(z.boolean()),
  source: z.optional(Source),
}

/** Keys of a column of a table; the rest (who reads it, anonymity) comes from the table. */
const colonneKeys = {
  id: ChampId,
  libelle: z.string(),
  aide: z.optional(z.string()),
  obligatoire: z.boolean(),
  fige: z.optional(z.boolean()),
}

/** Keys of a champ that is answered by choosing. */
const listeKeys = { options: z.optional(z.array(Option).check(z.minLength(1))), liste: z.optional(z.string()) }

// What each type has of its own, as a champ and as a column.
const court = { type: z.literal('court'), longueur_max: z.optional(z.int()), referentiel: z.optional(Referentiel) }
const long = { type: z.literal('long'), longueur_max: z.optional(z.int()) }
const choix = { type: z.literal('choix'), ...listeKeys }
const choix_multiple = { type: z.literal('choix_multiple'), ...listeKeys }
const niveau = { type: z.literal('niveau'), ...listeKeys }
const date = { type: z.literal('date') }
const heure = { type: z.literal('heure') }
const oui_non = { type: z.literal('oui_non'), valeur_attendue: z.optional(z.boolean()) }
const nombre = {
  type: z.literal('nombre'),
  min: z.optional(z.number()),
  max: z.optional(z.number()),
  unite: z.optional(z.string()),
  calcul: z.optional(z.string()),
}
const note_liee = { type: z.literal('note_liee'), longueur_max: z.optional(z.int()) }
const signature = { type: z.literal('signature') }
const photo = { type: z.literal('photo'), max: z.optional(z.int()) }

const Court = z.strictObject({ ...champKeys, ...court })
export type Court = z.infer<typeof Court>
const Long = z.strictObject({ ...champKeys, ...long })
export type Long = z.infer<typeof Long>
const Choix = z.strictObject({ ...champKeys, ...choix })
export type Choix = z.infer<typeof Choix>
const ChoixMultiple = z.strictObject({ ...champKeys, ...choix_multiple })
export type ChoixMultiple = z.infer<typeof ChoixMultiple>
const Niveau = z.strictObject({ ...champKeys, ...niveau })
export type Niveau = z.infer<typeof Niveau>
const DateChamp = z.strictObject({ ...champKeys, ...date })
export type DateChamp = z.infer<typeof DateChamp>
const Heure = z.strictObject({ ...champKeys, ...heure })
export type Heure = z.infer<typeof Heure>
const OuiNon = z.strictObject({ ...champKeys, ...oui_non })
export type OuiNon = z.infer<typeof OuiNon>
const Nombre = z.strictObject({ ...champKeys, ...nombre })
export type Nombre = z.infer<typeof Nombre>
const NoteLiee = z.strictObject({ ...champKeys, ...note_liee })
export type NoteLiee = z.infer<typeof NoteLiee>
const SignatureChamp = z.strictObject({ ...champKeys, ...signature })
export type SignatureChamp = z.infer<typeof SignatureChamp>
const PhotoChamp = z.strictObject({ ...champKeys, ...photo })
export type PhotoChamp = z.infer<typeof PhotoChamp>

const Colonne = z.discriminatedUnion('type', [
  z.strictObject({ ...colonneKeys, ...court }),
  z.strictObject({ ...colonneKeys, ...long }),
  z.strictObject({ ...colonneKeys, ...choix }),
  z.strictObject({ ...colonneKeys, ...choix_multiple }),
  z.strictObject({ ...colonneKeys, ...niveau }),
  z.strictObject({ ...colonneKeys, ...date }),
  z.strictObject({ ...colonneKeys, ...heure }),
  z.strictObject({ ...colonneKeys, type: oui_non.type }),
  z.strictObject({ ...colonneKeys, ...nombre }),
  z.strictObject({ ...colonneKeys, ...note_liee }),
  z.strictObject({ ...colonneKeys, ...signature }),
  z.strictObject({ ...colonneKeys, ...photo }),
])
export type Colonne = z.infer<typeof Colonne>

const Table = z.strictObject({
  ...champKeys,
  type: z.literal('table'),
  colonnes: z.array(Colonne).check(z.minLength(1)),
  lignes_min: z.optional(z.int()),
  lignes_max: z.optional(z.int()),
  lignes_initiales: z.optional(z.array(z.record(z.string(), AnyJson))),
  prerempli_colonnes: z.optional(z.record(z.string(), z.string())),
  prerempli_filtre: z.optional(Condition),
})
export type Table = z.infer<typeof Table>

/** The twelve types that may also be a column of a table. */
export type ChampSimple =
  | Court
  | Long
  | Choix
  | ChoixMultiple
  | Niveau
  | DateChamp
  | Heure
  | OuiNon
  | Nombre
  | NoteLiee
  | SignatureChamp
  | PhotoChamp

const Champ = z.discriminatedUnion('type', [
  Court,
  Long,
  Choix,
  ChoixMultiple,
  Niveau,
  DateChamp,
  Heure,
  OuiNon,
  Nombre,
  Table,
  NoteLiee,
  SignatureChamp,
  PhotoChamp,
])
export type Champ = z.infer<typeof Champ>

const Section = z.strictObject({
  id: ChampId,
  titre: z.string(),
  aide: z.optional(z.string()),
  rempli_par: z.optional(roles),
  si: z.optional(Condition),
  champs: z.array(Champ).check(z.minLength(1)),
})
export type Section = z.infer<typeof Section>

/** Everything a gabarit says of itself but its questions. */
const entete = {
  id: z.string().check(z.regex(/^[a-z0-9-]+$/)),
  version: z.int().check(z.positive()),
  titre: z.string(),
  titre_court: z.string(),
  famille: z.enum(['accueil', 'app', 'beprip', 'carnet', 'echange_pratiques', 'guide', 'la_pose', 'restitution', 'spro', 'territoire']),
  nature: z.enum(['administratif', 'operationnel', 'suivi']),
  phase: Phase,
  moment: z.optional(z.string()),
  portee: z.enum(['cycle', 'groupe', 'immersion', 'periode', 'seance', 'structure']),
  dispositifs: z
    .array(z.enum(['immersion_pro', 'bourse_reciproque', 'immersion_salarie', 'echange_pratiques', 'app']))
    .check(z.minLength(1)),
  modalites: z.array(z.enum(['collective', 'observation', 'mise_en_situation'])),
  rempli_par: roles,
  consulte_par: roles,
  signe_par: roles,
  visibilite: schemaOf(Visibilite),
  repetable: z.boolean(),
  hors_ligne: z.boolean(),
  duree_saisie_minutes: z.int(),
  description: z.string(),
  regles: z.array(z.string()),
}

export const Gabarit = z.strictObject({ ...entete, source: z.optional(Source), sections: z.array(Section).check(z.minLength(1)) })
export type Gabarit = z.infer<typeof Gabarit>

const Liste = z.strictObject({
  ordonnee: z.optional(z.boolean()),
  dynamique: z.optional(z.boolean()),
  valeurs: z.array(Option),
  source: z.optional(Source),
})
/** The shared lists of values, by name. */
export const Listes = z.record(z.string(), Liste)
export type Listes = z.infer<typeof Listes>

const Alors = z.union([
  z.strictObject({ champ: z.string(), interdit: z.array(z.string()) }),
  z.strictObject({ champ: z.string(), obligatoire: z.literal(true) }),
  z.strictObject({ envoi: z.literal('bloque') }),
  z.strictObject({ saisie: z.literal('reduite') }),
])
const Controle = z.strictObject({ gabarit: z.string(), si: Condition, alors: Alors })

/** A rule of the domain, with the checks that forms apply by themselves. */
export const Regle = z.strictObject({
  id: z.string().check(z.regex(/^R-[A-Z]+-[0-9]{2}$/)),
  enonce: z.string(),
  niveau: z.enum(['bloquant', 'avertissement', 'rappel', 'droits', 'calcul']),
  effet: z.string(),
  controles: z.optional(z.array(Controle)),
  source: z.optional(Source),
})
export type Regle = z.infer<typeof Regle>

const Etape = z.strictObject({
  id: z.string(),
  titre: z.string(),
  phase: Phase,
  acteurs: roles,
  gabarits: z.array(z.string()),
  statut_resultant: z.optional(z.string()),
  condition: z.optional(z.string()),
  declencheur: z.optional(z.string()),
  source: z.optional(Source),
})
export type Etape = z.infer<typeof Etape>

/** The order of steps of a dispositif. */
export const Parcours = z.strictObject({
  id: z.string(),
  titre: z.string(),
  objet: z.enum(['immersion', 'cycle', 'groupe']),
  etapes: z.array(Etape),
})
export type Parcours = z.infer<typeof Parcours>
