// The filled examples as documents: parsed strictly, then turned into registers by pure functions.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateNKeysBetween } from 'fractional-indexing'
import * as z from 'zod/mini'
import { isComposed } from '../src/domain/acces.ts'
import { DEMANDE, ENVOI, OFFRE, PUBLICATION } from '../src/domain/bourse.ts'
import { cellPath, DocId, type Path, path, PersonneId, rowPath } from '../src/domain/id.ts'
import type { Json } from '../src/domain/json.ts'
import { type Acces, type Politique, politiqueOf } from '../src/domain/politique.ts'
import { AnyJson, schemaOf } from '../src/domain/schema.ts'
import { momentOf } from './clock.ts'
import { readGabarits, tablesOf } from './gabarits.ts'

const Doc = schemaOf(DocId)
const Who = schemaOf(PersonneId)
const Rattachement = z.object({ type: z.enum(['structure', 'groupe', 'cycle', 'seance', 'periode']), id: z.string() })
const LocalTime = z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/))
const fictif = z.optional(z.literal(true))
const maybe = z.nullable(z.string())
const list = z.array(z.string())

const Structure = z.strictObject({
  id: Doc,
  nom: z.string(),
  type: z.string(),
  champ: z.string(),
  siret: z.optional(z.string()),
  naf: z.optional(z.string()),
  adresse: z.optional(z.string()),
  telephone: z.optional(z.string()),
  courriel: z.optional(z.string()),
  publics: list,
  presentation: z.optional(z.string()),
  horaires: z.optional(z.string()),
  appartenances: list,
  fictif,
})
const Personne = z.strictObject({
  id: Who,
  nom: z.string(),
  fonction: z.string(),
  structure: Doc,
  roles: list,
  courriel: z.optional(z.string()),
  fictif,
})
const Groupe = z.strictObject({
  id: Doc,
  type: z.string(),
  nom: z.string(),
  structures: z.optional(list),
  participants: z.optional(list),
  coordination: z.optional(Who),
  objectif_annuel: z.optional(z.number()),
})
const Immersion = z.strictObject({
  id: Doc,
  titre: z.string(),
  dispositif: z.string(),
  modalite: maybe,
  type_immersion: maybe,
  accueilli: z.array(Who),
  structure_appartenance: maybe,
  structure_accueil: maybe,
  accueillant: z.nullable(Who),
  dates: list,
  duree_heures: z.nullable(z.number()),
  statut: z.string(),
  participants_supplementaires: z.optional(z.number()),
  salarie_repere: z.optional(z.string()),
  referent: z.optional(Who),
  charge_projet: z.optional(Who),
  immersion_aller: z.optional(Doc),
  immersion_retour: z.optional(Doc),
  motif_annulation: z.optional(z.string()),
})
const Fiche = z.strictObject({
  id: Doc,
  gabarit: z.string(),
  gabarit_version: z.int(),
  immersion: z.nullable(Doc),
  rattachement: z.optional(z.nullable(Rattachement)),
  auteur: Who,
  statut: z.enum(['brouillon', 'a_synchroniser', 'synchronisee', 'validee', 'signee', 'archivee']),
  cree_le: LocalTime,
  modifie_le: LocalTime,
  reponses: z.record(z.string(), AnyJson),
})

type ExempleFiche = z.infer<typeof Fiche>
interface Exemples {
  structures: z.infer<typeof Structure>[]
  personnes: z.infer<typeof Personne>[]
  groupes: z.infer<typeof Groupe>[]
  immersions: z.infer<typeof Immersion>[]
  /** notes of the carnet included */
  fiches: ExempleFiche[]
}

/** A document to write: its registers, its author and the moment of its last change. */
export interface Exemple {
  id: DocId
  auteur: PersonneId | 'systeme'
  /** ms */
  at: number
  set: Record<Path, Json>
}

// Sessions that fiches name or plan and no file describes; each belongs to the group whose fiches name it.
const seances = [
  { id: 'sea-2026-06-18', titre: 'Séance du 18 juin 2026', groupe: 'cyc-accueil-2026', date: '2026-06-18' },
  { id: 'sea-2026-12-15', titre: 'Séance du 15 décembre 2026', groupe: 'cyc-accueil-2026', date: '2026-12-15' },
  { id: 'app-2026-10-15', titre: 'Séance du 15 octobre 2026', groupe: 'app-fictivie', date: '2026-10-15' },
  ...['2026-11-26', '2027-01-21'].map((date) => ({
    id: `app-${date}`,
    titre: date === '2026-11-26' ? 'Séance du 26 novembre 2026' : 'Séance du 21 janvier 2027',
    groupe: 'app-fictivie',
    date,
    debut: '09:30',
    fin: '12:00',
  })),
]

/** All the examples of a folder. @throws when one is not as it should be */
export function readExemples(folder: string = join(import.meta.dirname, 'exemples')): Exemples {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8')) as unknown
  const fiches = readdirSync(join(folder, 'fiches')).map((name) => Fiche.parse(read(join('fiches', name))))
  return {
    structures: z.array(Structure).parse(read('structures.json')),
    personnes: z.array(Personne).parse(read('professionnels.json')),
    groupes: z.array(Groupe).parse(read('groupes.json')),
    immersions: z.array(Immersion).parse(read('immersions.json')),
    fiches: [...fiches, ...z.array(Fiche).parse(read('notes.json'))],
  }
}

/** The registers of an object: each key one register; what is absent or null is not written. */
function registers(type: string, fields: object): Record<Path, Json> {
  const set: Record<Path, Json> = { [path('$type')]: type }
  for (const [key, value] of Object.entries(fields) as [string, Json | undefined][]) {
    if (value !== undefined && value !== null && key !== 'id' && key !== 'fictif') set[path(key)] = value
  }
  return set
}

/** The registers of one answer: a table is taken apart in rows that have an id and a place, and cells. */
function answer(champ: string, value: Json, isTable: boolean): [Path, Json][] {
  if (!isTable || !Array.isArray(value)) return [[path(champ), value]]
  const places = generateNKeysBetween(null, null, value.length)
  return value.flatMap((row, i) => {
    if (typeof row !== 'object' || row === null || Array.isArray(row)) throw new Error(`rows of ${champ} are objects`)
    const id = `ligne${i + 1}`
    const cells = Object.entries(row).map(([colonne, cell]): [Path, Json] => [cellPath(champ, id, colonne), cell])
    return [[rowPath(champ, id), { pos: places[i] ?? '' }], ...cells]
  })
}

/** What the import knows of a gabarit. */
export interface Lecture {
  politique: Politique
  tables: Set<string>
}

/** A fiche as documents: itself, and one complement for each narrower circle of readers it has answers for. */
export function documentsOfFiche(fiche: ExempleFiche, { politique, tables }: Lecture): Exemple[] {
  const { id, auteur, cree_le, modifie_le } = fiche
  const etat = { etat: fiche.statut, par: auteur, le: modifie_le }
  const common = { $auteur: auteur, $cree_le: cree_le }
  const main = registers('fiche', {
    ...common,
    $gabarit: fiche.gabarit,
    $gabarit_version: fiche.gabarit_version,
    $immersion: fiche.immersion,
    $rattachement: fiche.rattachement,
    // Whether a fiche waits to be sent, or is in conflict, is read off the outbox and the heads: it is no etat.
    $etat: ['validee', 'signee', 'archivee'].includes(fiche.statut)
      ? etat
      : isComposed(fiche.gabarit) && fiche.statut !== 'brouillon' // the examples are of work that went to its readers
        ? { ...etat, etat: 'validee' }
        : null,
  })
  const complements = new Map<Acces, Record<Path, Json>>()
  for (const [champ, value] of Object.entries(fiche.reponses)) {
    const acces = politique.acces[champ]
    let set = main
    if (acces) {
      set = complements.get(acces) ?? registers('complement', { ...common, $fiche: id, $acces: acces })
      complements.set(acces, set)
    }
    for (const [key, part] of answer(champ, value, tables.has(champ))) set[key] = part
  }
  const at = momentOf(modifie_le)
  return [
    { id, auteur, at, set: main },
    ...[...complements].map(([acces, set]) => ({ id: DocId.parse(`${id}~${acces}`), auteur, at, set })),
  ]
}

const ANSWERED = ['refusee', 'annulee']
const ASKED = ['demandee', ...ANSWERED]

/** The acts of the bourse that an example implies: its offers are published, its requests went as far as their immersion. */
function actsOf({ gabarit, auteur, immersion, modifie_le: le }: ExempleFiche, { groupes, immersions }: Exemples): Record<Path, Json> {
  const pilote = groupes.find((groupe) => groupe.type === 'bourse')?.coordination ?? auteur
  if (gabarit === OFFRE) return { [PUBLICATION]: { etat: 'publiee', par: pilote, le } }
  const at = immersions.find((one) => one.id === immersion)
  if (gabarit !== DEMANDE || !at || at.statut === 'brouillon') return {}
  const etat = ASKED.includes(at.statut) ? (ANSWERED.includes(at.statut) ? at.statut : 'envoyee') : 'acceptee'
  return { [ENVOI]: { etat, par: etat === 'acceptee' ? (at.accueillant ?? pilote) : auteur, le } }
}

/** What the import needs to know of every gabarit, by `id@version`. */
export function lectures(gabarits: unknown[] = readGabarits()): Map<string, Lecture> {
  return new Map(
    gabarits.map((gabarit) => {
      const politique = politiqueOf(gabarit)
      return [`${politique.gabarit}@${politique.version}`, { politique, tables: tablesOf(gabarit) }]
    }),
  )
}

/** Every example as documents, the directory first, then immersions, then fiches in the order they were changed. */
export function documentsOf(exemples: Exemples, lecture: Map<string, Lecture> = lectures()): Exemple[] {
  const first = Math.min(...exemples.fiches.map((fiche) => momentOf(fiche.cree_le)))
  const system = (type: string, objects: { id: string }[]): Exemple[] =>
    objects.map((object) => ({
      id: DocId.parse(object.id),
      auteur: 'systeme',
      at: first,
      set: registers(type, object),
    }))
  const immersions = exemples.immersions.map((immersion): Exemple => {
    const auteur = immersion.accueilli[0] ?? immersion.charge_projet ?? 'systeme'
    const opened = exemples.fiches.filter((fiche) => fiche.immersion === immersion.id).map((fiche) => fiche.cree_le)
    const $cree_le = opened.sort()[0] ?? null
    const set = registers('immersion', { ...immersion, $auteur: auteur === 'systeme' ? null : auteur, $cree_le })
    return { id: immersion.id, auteur, at: $cree_le ? momentOf($cree_le) : first, set }
  })
  const fiches = exemples.fiches.flatMap((fiche) => {
    const known = lecture.get(`${fiche.gabarit}@${fiche.gabarit_version}`)
    if (!known) throw new Error(`the gabarit of ${fiche.id} is known`)
    return documentsOfFiche(fiche, known).map((doc) =>
      doc.id === fiche.id ? { ...doc, set: { ...doc.set, ...actsOf(fiche, exemples) } } : doc,
    )
  })
  return [
    ...system('structure', exemples.structures),
    ...system('personne', exemples.personnes),
    ...system('groupe', exemples.groupes),
    ...system('seance', seances),
    ...immersions,
    ...fiches.sort((a, b) => a.at - b.at),
  ]
}
