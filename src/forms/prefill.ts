// Proposed values when a fiche is opened: from the profile, the immersion, the clock, and fiches filled before. Only
// where nothing was ever written; afterwards they are answers like any other. Pure.
import type { Immersion } from '../domain/collections.ts'
import type { Json } from '../domain/json.ts'
import { type Path, path } from '../domain/id.ts'
import type { Registers } from '../domain/register.ts'
import { isBlank, isMet } from './condition.ts'
import type { Noms, Profil } from './contexte.ts'
import { type Champ, champsOf, type Gabarit } from './gabarit.ts'
import { localDate, localHour } from './moment.ts'
import { addTo, type Ecriture } from './ecriture.ts'
import type { Reponses } from './reponses.ts'
import type { Table } from './champs/table-champ.ts'

type Cells = Record<string, Json>

/** Where proposed values come from. What is not known here is left out. */
export interface SourcesPrefill extends Noms {
  profil: Profil & { groupe_local?: string | null; contact?: string | null }
  immersion: Immersion | null
  maintenant: Date
  /** answers of the fiches of the same immersion that this person may read, by gabarit */
  fiches: Readonly<Record<string, Reponses>>
  /** rows for `immersions.periode`: structure_accueil, modalite, date, participants, restituee */
  periode?: readonly Cells[]
}

/**
 * What to write in a new fiche.
 * @param registers of a fiche already begun: whatever was written there, even emptied since, is left alone
 */
export function prefill(gabarit: Gabarit, sources: SourcesPrefill, registers?: Registers): Ecriture {
  const ecriture: Ecriture = { set: {}, acces: {} }
  const written = new Set(Object.keys(registers ?? {}).map((key) => key.split('/')[0]))
  for (const champ of champsOf(gabarit)) {
    if (written.has(champ.id)) continue
    const value = proposed(champ, sources)
    if (!isBlank(value)) addTo(ecriture, champ, value)
  }
  return ecriture
}

function proposed(champ: Champ, sources: SourcesPrefill): Json {
  if (champ.type === 'table') {
    const rows = rowsFor(champ, sources)
    return rows.length > 0 ? rows : (champ.lignes_initiales ?? [])
  }
  if (!champ.prerempli) return null
  return shaped(champ, valueAt(champ.prerempli, sources))
}

/** The value an origin names: `profil.nom`, `immersion.date`, `maintenant.heure`, `spro-1-demande.objectifs`. */
function valueAt(origine: string, sources: SourcesPrefill): Json {
  const dot = origine.indexOf('.')
  const [from, key] = [origine.slice(0, dot), origine.slice(dot + 1)]
  const { profil, immersion, maintenant } = sources
  switch (from) {
    case 'profil': {
      const known: Record<string, Json> = {
        nom: profil.nom,
        fonction: profil.fonction,
        structure: profil.structure,
        groupe_local: profil.groupe_local ?? null,
        contact: profil.contact ?? null,
      }
      return known[key] ?? null
    }
    case 'immersion': {
      if (!immersion) return null
      const nameOf = (id: string | null) => sources.personnes?.find((choix) => choix.id === id)?.libelle ?? id
      const known: Record<string, Json> = {
        date: immersion.dates[0] ?? null,
        modalite: immersion.modalite,
        type_immersion: immersion.type_immersion,
        structure_accueil: immersion.structure_accueil,
        structure_appartenance: immersion.structure_appartenance,
        accueillant: nameOf(immersion.accueillant),
      }
      return known[key] ?? null
    }
    case 'maintenant':
      return key === 'date' ? localDate(maintenant) : localHour(maintenant)
    case 'immersions':
      return [...(sources.periode ?? [])]
    default:
      return sources.fiches[from]?.[key] ?? null
  }
}

const isCells = (value: Json): value is Cells => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The rows of a table as lines of text: the first column filled of each. */
const lines = (rows: readonly Json[]): string =>
  rows
    .filter(isCells)
    .map((cells) => Object.values(cells).find((cell) => !isBlank(cell)))
    .filter((text) => typeof text === 'string')
    .join('\n')

function shaped(champ: Champ, value: Json): Json {
  const text = Array.isArray(value) ? lines(value) : value
  if (champ.type !== 'note_liee') return text
  if (isCells(text)) return text
  if (typeof text !== 'string' || text === '') return null
  return { texte: text, notes: Array.isArray(value) ? notesIn(value) : [] }
}

const notesIn = (rows: readonly Json[]): string[] =>
  rows
    .filter(isCells)
    .flatMap((cells) => Object.values(cells))
    .flatMap((cell) => (isCells(cell) && Array.isArray(cell.notes) ? cell.notes : []))
    .filter((note) => typeof note === 'string')

/** The rows that another fiche gives this table; none when it has no origin, or nothing there yet. */
function rowsFor(champ: Table, sources: SourcesPrefill): Cells[] {
  if (!champ.prerempli) return []
  const origin = valueAt(champ.prerempli, sources)
  if (!Array.isArray(origin)) return []
  const columns = Object.entries(champ.prerempli_colonnes ?? {})
  return origin
    .filter(isCells)
    .filter((cells) => isMet(champ.prerempli_filtre, cells))
    .map((cells) => Object.fromEntries(columns.flatMap(([to, from]) => (isBlank(cells[from]) ? [] : [[to, cells[from] ?? null]]))))
    .filter((cells) => Object.keys(cells).length > 0)
}

/**
 * Rows of the origin that the table never held: « Reprendre de la préparation ».
 * @param registers of the table: a row that was taken out is not proposed again
 */
export function reprise(champ: Table, sources: SourcesPrefill, registers: Registers): Cells[] {
  const [key] = Object.keys(champ.prerempli_colonnes ?? {})
  if (key === undefined) return []
  const held = new Set<string>()
  for (const at of Object.keys(registers) as Path[]) {
    const [table, , colonne] = at.split('/')
    if (table !== champ.id || colonne !== key) continue
    for (const head of registers[path(at)] ?? []) held.add(JSON.stringify(head.v))
  }
  return rowsFor(champ, sources).filter((cells) => !held.has(JSON.stringify(cells[key] ?? null)))
}
