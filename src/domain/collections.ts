// The kinds of document, once their registers are read. One name is both schema and type: `Fiche.parse(view)`.
// Whatever is missing or of another shape reads as empty: a document is never unreadable because of one register.
import * as z from 'zod/mini'
import { Json } from './json.ts'
import { type DocId, type Path, path as toPath } from './id.ts'
import { type Registers, shownValue } from './register.ts'

const text = z.catch(z.string(), '')
const maybe = z.catch(z.nullable(z.string()), null)
const list = z.catch(z.array(z.string()), [])
const count = z.catch(z.nullable(z.number()), null)

const Header = {
  id: z.string(),
  /** person who made the document */
  $auteur: maybe,
  /** local time of creation, `AAAA-MM-JJTHH:MM:SS` */
  $cree_le: maybe,
  /** who put it in the corbeille and when; null: not there */
  $deleted: z.catch(z.nullable(Json), null),
}

/** A structure of the network: employer, host, company. */
export const Structure = z.object({
  ...Header,
  nom: text,
  type: maybe,
  champ: maybe,
  siret: maybe,
  naf: maybe,
  adresse: maybe,
  telephone: maybe,
  courriel: maybe,
  publics: list,
  presentation: maybe,
  horaires: maybe,
  appartenances: list,
})
export type Structure = z.infer<typeof Structure>

/** A role held in another structure or in a group, beside the person's own structure. */
export const Mandat = z.object({ structure: maybe, groupe: maybe, roles: list })
export type Mandat = z.infer<typeof Mandat>

/** A professional of the network. `roles` hold in `structure`. */
export const Personne = z.object({
  ...Header,
  nom: text,
  fonction: maybe,
  structure: maybe,
  roles: list,
  mandats: z.catch(z.array(Mandat), []),
  courriel: maybe,
  telephone: maybe,
})
export type Personne = z.infer<typeof Personne>

/** A group of structures or people: groupe_local, reseau_immersions, bourse, cycle_echanges, groupe_app. */
export const Groupe = z.object({
  ...Header,
  nom: text,
  type: text,
  structures: list,
  participants: list,
  coordination: maybe,
  objectif_annuel: count,
})
export type Groupe = z.infer<typeof Groupe>

/** A session of a cycle d’échanges or of a groupe d’analyse de la pratique. */
export const Seance = z.object({ ...Header, titre: text, groupe: maybe, date: maybe })
export type Seance = z.infer<typeof Seance>

/** Short time spent in another organisation to see the work for real. People and structures: an id, or free text. */
export const Immersion = z.object({
  ...Header,
  titre: text,
  dispositif: z.catch(z.string(), 'immersion_pro'),
  modalite: maybe,
  type_immersion: maybe,
  accueilli: list,
  structure_appartenance: maybe,
  structure_accueil: maybe,
  accueillant: maybe,
  dates: list,
  heure_debut: maybe,
  heure_fin: maybe,
  lieu: maybe,
  duree_heures: count,
  statut: z.catch(z.string(), 'brouillon'),
  participants_supplementaires: count,
  salarie: maybe,
  salarie_repere: maybe,
  referent: maybe,
  charge_projet: maybe,
  immersion_aller: maybe,
  immersion_retour: maybe,
  motif_annulation: maybe,
})
export type Immersion = z.infer<typeof Immersion>

/** What a fiche outside an immersion belongs to. */
export const Rattachement = z.object({
  type: z.enum(['structure', 'groupe', 'cycle', 'seance', 'periode']),
  id: z.string(),
})
export type Rattachement = z.infer<typeof Rattachement>

/** Validated, signed or archived by whom and when (`le`: local time). */
export const Etat = z.object({ etat: z.enum(['validee', 'signee', 'archivee']), par: maybe, le: maybe })
export type Etat = z.infer<typeof Etat>

/**
 * A gabarit filled in; a field note is a fiche of the gabarit `carnet-notes`. Its answers are the other registers of
 * the document (`champ`, `table/ligne`, `table/ligne/colonne`); answers that fewer people may read are in complements.
 */
export const Fiche = z.object({
  ...Header,
  $gabarit: text,
  $gabarit_version: z.catch(z.int(), 1),
  $immersion: maybe,
  $rattachement: z.catch(z.nullable(Rattachement), null),
  /** for a complement: the fiche it completes, and who may read it */
  $fiche: maybe,
  $acces: maybe,
  $etat: z.catch(z.nullable(Etat), null),
})
export type Fiche = z.infer<typeof Fiche>

/** The kinds of document, by the value of their register `$type`. */
export const collections = {
  structure: Structure,
  personne: Personne,
  groupe: Groupe,
  seance: Seance,
  immersion: Immersion,
  fiche: Fiche,
  /** a complement of a fiche: answers that fewer people may read */
  complement: Fiche,
} as const
export type Collection = keyof typeof collections
export type DocumentOf<Kind extends Collection> = z.infer<(typeof collections)[Kind]>

export const TYPE = toPath('$type')

/** The kind of a document, or null when its first operation is not here yet or comes from a newer app. */
export function collectionOf(registers: Registers): Collection | null {
  const type = shownValue(registers, TYPE)
  return typeof type === 'string' && Object.hasOwn(collections, type) ? (type as Collection) : null
}

/** A document of a known kind, read from its registers: the value shown of each field. Never throws. */
export function readDocument<Kind extends Collection>(
  kind: Kind,
  id: DocId | string,
  registers: Registers,
): DocumentOf<Kind> {
  const view: Record<string, unknown> = { id }
  for (const key of Object.keys(registers) as Path[]) {
    if (!key.includes('/') && key !== TYPE) view[key] = shownValue(registers, key)
  }
  // Each field of each schema catches what it cannot read, hence the cast over the union.
  return collections[kind].parse({ ...blank, ...view }) as DocumentOf<Kind>
}

// zod tells a missing key from a null one; a register never written reads as null.
const blank: Record<string, null> = Object.fromEntries(
  Object.values(collections).flatMap((schema) => Object.keys(schema.def.shape).map((key) => [key, null])),
)
