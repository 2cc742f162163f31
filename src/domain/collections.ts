// The kinds of document, once their registers are read. One name is both schema and type: `Fiche.parse(view)`.
// Whatever is missing or of another shape reads as empty: a document is never unreadable because of one register.
// Read by hand, not with zod: lists and fiches are read before the first screen (shape.ts).
import { type DocId, type Path, path as toPath } from './id.ts'
import type { Json } from './json.ts'
import { type Registers, shownValue } from './register.ts'
import { isRecord, oneOf } from './shape.ts'
import { faitsOf, statutOf } from './statut.ts'

/** What is read of a value of any kind. Never throws. */
type Reader<T> = (value: unknown) => T
type Document<Fields> = { [Key in keyof Fields]: Fields[Key] extends Reader<infer T> ? T : never }

interface Schema<T> {
  /** the names of the fields */
  readonly keys: readonly string[]
  /** A document from what its registers show: a field that is missing, or of another shape, reads as empty. */
  parse(view: object): T
}

function schema<const Fields extends Record<string, Reader<unknown>>>(fields: Fields): Schema<Document<Fields>> {
  const entries = Object.entries(fields)
  return {
    keys: entries.map(([key]) => key),
    parse(view) {
      const read: Record<string, unknown> = {}
      for (const [key, reader] of entries) read[key] = reader((view as Record<string, unknown>)[key] ?? null)
      return read as Document<Fields> // each field by its own reader, just above
    },
  }
}

const text: Reader<string> = (value) => (typeof value === 'string' ? value : '')
const maybe: Reader<string | null> = (value) => (typeof value === 'string' ? value : null)
const count: Reader<number | null> = (value) => (typeof value === 'number' && Number.isFinite(value) ? value : null)
const list: Reader<string[]> = (value) =>
  Array.isArray(value) && value.every((item) => typeof item === 'string') ? (value as string[]) : []
const otherwise =
  (given: string): Reader<string> =>
  (value) =>
    typeof value === 'string' ? value : given

const Header = {
  id: text,
  /** person who made the document */
  $auteur: maybe,
  /** local time of creation, `AAAA-MM-JJTHH:MM:SS` */
  $cree_le: maybe,
  /** who put it in the corbeille and when; null: not there */
  $deleted: (value: unknown): Json => value as Json, // the value of a register
}

/** A structure of the network: employer, host, company. */
export const Structure = schema({
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
  /** administrative documents it asks for: `demande`, `convention` (R-SPRO-02) */
  documents: list,
  presentation: maybe,
  horaires: maybe,
  appartenances: list,
})
export type Structure = ReturnType<typeof Structure.parse>

/** A role held in another structure or in a group, beside the person's own structure. */
export const Mandat = schema({ structure: maybe, groupe: maybe, roles: list })
export type Mandat = ReturnType<typeof Mandat.parse>

/** A professional of the network. `roles` hold in `structure`. */
export const Personne = schema({
  ...Header,
  nom: text,
  fonction: maybe,
  structure: maybe,
  roles: list,
  mandats: (value: unknown): Mandat[] => (Array.isArray(value) && value.every(isRecord) ? value.map(Mandat.parse) : []),
  courriel: maybe,
  telephone: maybe,
})
export type Personne = ReturnType<typeof Personne.parse>

/** A group of structures or people: groupe_local, reseau_immersions, bourse, cycle_echanges, groupe_app. */
export const Groupe = schema({
  ...Header,
  nom: text,
  type: text,
  structures: list,
  participants: list,
  coordination: maybe,
  objectif_annuel: count,
  /** rhythm of the meetings: `trimestriel`, `semestriel`… (src/suivi/rythme.ts) */
  frequence: maybe,
  /** last day of the cycle, `AAAA-MM-JJ` */
  fin: maybe,
})
export type Groupe = ReturnType<typeof Groupe.parse>

/** A session of a cycle d’échanges or of a groupe d’analyse de la pratique. */
export const Seance = schema({
  ...Header,
  titre: text,
  groupe: maybe,
  date: maybe,
  debut: maybe,
  fin: maybe,
  lieu: maybe,
})
export type Seance = ReturnType<typeof Seance.parse>

const fields = schema({
  ...Header,
  titre: text,
  dispositif: otherwise('immersion_pro'),
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
  statut: otherwise('brouillon'),
  participants_supplementaires: count,
  salarie: maybe,
  salarie_repere: maybe,
  referent: maybe,
  charge_projet: maybe,
  immersion_aller: maybe,
  immersion_retour: maybe,
  motif_annulation: maybe,
  /** why it lasts longer than half a day (R-SPRO-03) */
  motif_duree: maybe,
  /** what was done in it, the oldest first; kept at `faits/<id>`, each written once */
  faits: faitsOf,
})
/** Short time spent in another organisation to see the work for real. People and structures: an id, or free text. */
export const Immersion: typeof fields = {
  keys: fields.keys,
  parse(view) {
    const read = fields.parse(view)
    return { ...read, statut: statutOf(read.statut, read.faits) }
  },
}
export type Immersion = ReturnType<typeof Immersion.parse>

const attached = oneOf(['structure', 'groupe', 'cycle', 'seance', 'periode'])
/** What a fiche outside an immersion belongs to. */
export interface Rattachement {
  type: (typeof attached.options)[number]
  id: string
}
const rattachement: Reader<Rattachement | null> = (value) => {
  if (!isRecord(value) || typeof value.id !== 'string') return null
  const type = attached.safeParse(value.type)
  return type.success ? { type: type.data, id: value.id } : null
}

const settled = oneOf(['validee', 'signee', 'archivee'])
/** Validated, signed or archived by whom and when (`le`: local time). */
export interface Etat {
  etat: (typeof settled.options)[number]
  par: string | null
  le: string | null
}
const etat: Reader<Etat | null> = (value) => {
  const word = settled.safeParse(isRecord(value) ? value.etat : null)
  return isRecord(value) && word.success ? { etat: word.data, par: maybe(value.par), le: maybe(value.le) } : null
}

/**
 * A gabarit filled in; a field note is a fiche of the gabarit `carnet-notes`. Its answers are the other registers of
 * the document (`champ`, `table/ligne`, `table/ligne/colonne`); answers that fewer people may read are in complements.
 */
export const Fiche = schema({
  ...Header,
  $gabarit: text,
  $gabarit_version: (value: unknown): number => (Number.isSafeInteger(value) ? (value as number) : 1),
  $immersion: maybe,
  $rattachement: rattachement,
  /** for a complement: the fiche it completes, and who may read it */
  $fiche: maybe,
  $acces: maybe,
  $etat: etat,
})
export type Fiche = ReturnType<typeof Fiche.parse>

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
export type DocumentOf<Kind extends Collection> = ReturnType<(typeof collections)[Kind]['parse']>

const TYPE = toPath('$type')

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
  const faits: Json[] = []
  const view: Record<string, unknown> = { id, faits }
  for (const key of Object.keys(registers) as Path[]) {
    if (key.startsWith('faits/')) faits.push(shownValue(registers, key))
    else if (!key.includes('/') && key !== TYPE) view[key] = shownValue(registers, key)
  }
  // The compiler does not follow the kind through the table of readers.
  return collections[kind].parse(view) as DocumentOf<Kind>
}
