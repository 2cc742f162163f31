// Answers as the registers that hold them: for a new fiche. Pure.
import { newRowId, type Path, path, rowPath } from '../domain/id.ts'
import type { Json } from '../domain/json.ts'
import type { Acces } from '../domain/politique.ts'
import { accesOf } from './champ.ts'
import { placesAfter } from './champs/places.ts'
import { type Champ, champsOf, type Gabarit } from './gabarit.ts'
import type { Reponses } from './reponses.ts'

/** What to write: in the fiche itself, and in its complements (answers that fewer people may read). */
export interface Ecriture {
  set: Record<Path, Json>
  acces: Partial<Record<Acces, Record<Path, Json>>>
}

/** Adds the writing of an answer; a table makes new rows. */
export function addTo(ecriture: Ecriture, champ: Champ, value: Json): void {
  const acces = accesOf(champ)
  let target = ecriture.set
  if (acces) {
    target = ecriture.acces[acces] ?? {}
    ecriture.acces[acces] = target
  }
  if (champ.type !== 'table' || !Array.isArray(value)) {
    target[path(champ.id)] = value
    return
  }
  const places = placesAfter([], value.length)
  value.forEach((cells, index) => {
    const row = newRowId()
    target[rowPath(champ.id, row)] = { pos: places[index] ?? 'a0' }
    if (typeof cells !== 'object' || cells === null || Array.isArray(cells)) return
    for (const [colonne, cell] of Object.entries(cells)) target[`${champ.id}/${row}/${colonne}` as Path] = cell
  })
}

/** Adds what is known of these champs, only where nothing is about to be written. */
export function addKnown(ecriture: Ecriture, gabarit: Gabarit, known: Readonly<Record<string, Json>>): void {
  const begun = new Set([ecriture.set, ...Object.values(ecriture.acces)].flatMap((set) => Object.keys(set).map((at) => at.split('/')[0])))
  for (const champ of champsOf(gabarit)) {
    const value = known[champ.id]
    if (value !== undefined && !begun.has(champ.id)) addTo(ecriture, champ, value)
  }
}

/** The registers that hold these answers: for a new fiche, or to bring in an example. */
export function ecritureOf(gabarit: Gabarit, reponses: Reponses): Ecriture {
  const ecriture: Ecriture = { set: {}, acces: {} }
  for (const champ of champsOf(gabarit)) {
    const value = reponses[champ.id]
    if (value !== undefined && value !== null) addTo(ecriture, champ, value)
  }
  return ecriture
}
