// Answers as people see them, from registers, and back; which of them are shown. Pure.
import { path } from '../domain/id.ts'
import type { Json } from '../domain/json.ts'
import { type Registers, shownValue } from '../domain/register.ts'
import { donnees, lignesOf } from './champs/table-champ.ts'
import { isBlank, isMet } from './condition.ts'
import { type Champ, champsOf, type Gabarit } from './gabarit.ts'
import { exigencesOf } from './regles.ts'
import { cut, partOf, type Tranches } from './tranches.ts'

/** Answers by champ; a table is a list of rows, `{colonne: valeur}`. What was never answered is absent. */
export type Reponses = Record<string, Json>
type Cells = Record<string, Json>

/** The answers of a fiche, hidden ones included: a draft keeps them. */
export function reponsesOf(gabarit: Gabarit, registers: Registers, parts: Tranches = cut(registers)): Reponses {
  const reponses: Reponses = {}
  for (const champ of champsOf(gabarit)) {
    if (champ.type === 'table') {
      const rows = cellsOf(champ.id, partOf(parts, champ.id))
      if (rows.length > 0) reponses[champ.id] = rows
    } else {
      const value = shownValue(registers, path(champ.id))
      if (value !== null) reponses[champ.id] = value
    }
  }
  return reponses
}

const rowsRead = new WeakMap<Registers, Cells[]>()

/** The rows of a table; read once for as long as its registers are the same objects. */
function cellsOf(table: string, part: Registers): Cells[] {
  let rows = rowsRead.get(part)
  if (!rows) {
    rows = lignesOf(table, part).map(({ cells }) => cells)
    rowsRead.set(part, rows)
  }
  return rows
}

/**
 * The champs that are shown. A hidden answer counts as not given, so what depends on it is hidden too. When a rule
 * reduces what may be noted (somebody refused), only the times and the refusal stay.
 */
export function champsVisibles(gabarit: Gabarit, reponses: Reponses): Set<string> {
  let visibles = new Set(champsOf(gabarit).map((champ) => champ.id))
  // Each pass can only hide what depends on what the last one hid; a chain is never longer than the form.
  for (let pass = 0; pass <= visibles.size; pass++) {
    const counted = only(reponses, visibles)
    const { reduite } = exigencesOf(gabarit, counted)
    const next = new Set<string>()
    for (const section of gabarit.sections) {
      if (!isMet(section.si, counted)) continue
      for (const champ of section.champs) {
        if (!isMet(champ.si, counted)) continue
        const kept = !reduite || champ.id === reduite.champ || champ.type === 'date' || champ.type === 'heure'
        if (kept) next.add(champ.id)
      }
    }
    if (next.size === visibles.size && [...next].every((id) => visibles.has(id))) return next
    visibles = next
  }
  return visibles
}

const only = (reponses: Reponses, champs: ReadonlySet<string>): Reponses =>
  Object.fromEntries(Object.entries(reponses).filter(([champ]) => champs.has(champ)))

/** Has the champ an answer, beyond what was given with it (the themes of a grid, the questions of a guide)? */
export function isAnswered(champ: Champ, value: Json | undefined): boolean {
  if (value === undefined || value === null) return false
  if (champ.type === 'table' && Array.isArray(value)) {
    const given = new Set(donnees(champ))
    const every = champ.colonnes.every((colonne) => given.has(colonne.id))
    return value.some(
      (cells) =>
        typeof cells === 'object' &&
        cells !== null &&
        Object.entries(cells).some(([colonne, cell]) => (every || !given.has(colonne)) && !isBlank(cell)),
    )
  }
  return !isBlank(value)
}
