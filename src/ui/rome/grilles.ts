// Where the skills of an occupation go in each gabarit that names one.
import { newRowId, type Path, path, rowPath } from '../../domain/id.ts'
import type { Json } from '../../domain/json.ts'
import { noRegisters, type Registers, shownValue } from '../../domain/register.ts'
import { placesAfter } from '../../forms/champs/places.ts'
import { lignesOf } from '../../forms/champs/table-champ.ts'
import type { FicheMetier, ItemRome } from '../../sync/rome.ts'

interface Grille {
  /** champ of the occupation's name */
  metier: string
  /** answers that say where the rows come from, given when there is none yet */
  dit: Record<string, Json>
  /** where a skill, a knowledge or a context goes; what comes with it in the row */
  competences: { table: string; colonne: string; avec: Record<string, Json> }
  /** where a behaviour goes, when the gabarit keeps them apart */
  savoirEtre: { table: string; colonne: string } | null
}

const grilles: Record<string, Grille> = {
  'pose-grille-competences': {
    metier: 'metier',
    dit: { referentiel: 'rome' },
    competences: { table: 'tableau_competences', colonne: 'competence', avec: {} },
    savoirEtre: { table: 'tableau_transversal', colonne: 'item' },
  },
  'pose-entretien-tripartite-initial': {
    metier: 'metier_vise',
    dit: {},
    competences: { table: 'competences_visees', colonne: 'competence', avec: { origine: 'rome' } },
    savoirEtre: null,
  },
}

/** Does a fiche of this gabarit take the skills of an occupation? */
export const prendMetier = (gabarit: string): boolean => Object.hasOwn(grilles, gabarit)

/** The register of a fiche that keeps which version of the ROME its rows were taken from, and which occupation. */
export const ROME = path('$rome')

/** What `$rome` says of a fiche, or null. */
export function romeDe(registers: Registers): { version: string; code: string } | null {
  const value = shownValue(registers, ROME)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  const { version, code } = value
  return typeof version === 'string' && typeof code === 'string' ? { version, code } : null
}

const wordsOf = (item: ItemRome): string => (item.genre === 'contexte' ? `Contexte : ${item.libelle}` : item.libelle)

function placeOf(grille: Grille, item: ItemRome): { table: string; colonne: string; avec: Record<string, Json> } {
  return item.genre === 'savoir_etre' && grille.savoirEtre ? { ...grille.savoirEtre, avec: {} } : grille.competences
}

/** The words already in the tables of the fiche: the same skill is not added twice. */
export function dejaLa(gabarit: string, registers: Registers): Set<string> {
  const grille = grilles[gabarit]
  if (!grille) return new Set()
  const places = [grille.competences, ...(grille.savoirEtre ? [grille.savoirEtre] : [])]
  return new Set(places.flatMap(({ table, colonne }) => lignesOf(table, registers).map(({ cells }) => String(cells[colonne] ?? ''))))
}

/** Is this skill of the ROME already a row of the fiche? */
export const estLa = (present: ReadonlySet<string>, item: ItemRome): boolean => present.has(wordsOf(item))

/**
 * What is written when these skills of the occupation are added to the fiche: the occupation and its code where the
 * person wrote none, the version, one row each. Empty rows that were waiting are left where they are.
 */
export function lignesRome(gabarit: string, registers: Registers | null, metier: FicheMetier, chosen: readonly ItemRome[]): Record<Path, Json> {
  const grille = grilles[gabarit]
  if (!grille) throw new Error('only a gabarit that names an occupation takes its skills')
  const held = registers ?? noRegisters()
  const set: Record<Path, Json> = { [ROME]: { version: metier.version, code: metier.code } }
  if (!shownValue(held, path(grille.metier))) set[path(grille.metier)] = metier.titre
  set[path('code_rome')] = metier.code
  for (const [champ, value] of Object.entries(grille.dit)) if (shownValue(held, path(champ)) === null) set[path(champ)] = value
  const present = dejaLa(gabarit, held)
  const byTable = new Map<string, { colonne: string; avec: Record<string, Json>; words: string[] }>()
  for (const item of chosen) {
    if (estLa(present, item)) continue
    const { table, colonne, avec } = placeOf(grille, item)
    const rows = byTable.get(table) ?? { colonne, avec, words: [] }
    rows.words.push(wordsOf(item))
    byTable.set(table, rows)
  }
  for (const [table, { colonne, avec, words }] of byTable) {
    const places = placesAfter(lignesOf(table, held), words.length)
    words.forEach((text, index) => {
      const row = newRowId()
      set[rowPath(table, row)] = { pos: places[index] ?? 'a0' }
      for (const [name, value] of Object.entries({ ...avec, [colonne]: text })) set[`${table}/${row}/${name}` as Path] = value // a cell of the row just above
    })
  }
  return set
}
