// What the screens of a group write: séances, settings of the group, rows and cells of its fiches. Each act is one
// operation, kept before it is shown. Rows of people and situations have a name of their own: made twice apart, they are one.
import type { Groupe, Seance } from '../../domain/collections.ts'
import { type DocId, newDocId, newRowId, type OpId, type Path, path, rowPath } from '../../domain/id.ts'
import { hash64, type Json } from '../../domain/json.ts'
import type { Acces } from '../../domain/politique.ts'
import { headsOf, noRegisters, type Registers } from '../../domain/register.ts'
import { placesAfter } from '../../forms/champs/places.ts'
import { lignesOf } from '../../forms/champs/table-champ.ts'
import { findResume } from '../../forms/catalogue.ts'
import { createFiche, type Database, deleteDocument, type FicheView, findDocument, localTime, saveReponse, setFields } from '../../store/index.ts'
import { dayInWords } from '../dates.ts'
import { watchSave } from '../saves.ts'
import { inTurn } from '../touches.ts'

type Values = Record<Path, Json>

const seenOf = (registers: Registers, set: Values): Record<Path, OpId[]> =>
  Object.fromEntries((Object.keys(set) as Path[]).map((at) => [at, headsOf(registers, at)]))

/** Keeps answers of a fiche, over what is on screen and what was touched since. */
export const ecrire = (db: Database, fiche: FicheView, set: Values, acces: Acces | null = null): Promise<OpId> =>
  watchSave(
    `${fiche.id} ${Object.keys(set).join()}`,
    inTurn(fiche.id, seenOf(fiche.registers, set), (seen) => saveReponse(db, fiche.id, acces, set, seen)),
    set,
  )

/** The name of the row of a person or of a fiche in a table. */
export const rangDe = (id: string): string => `r${hash64(id)}`
const PLACE = { pos: 'a1' }

/** What puts these cells in a row of one's own; the row comes with the first of them. */
export function cellules(registers: Registers, table: string, row: string, cells: Record<string, Json>): Values {
  const set: Values = {}
  if (!lignesOf(table, registers).some(({ id }) => id === row)) set[rowPath(table, row)] = PLACE
  for (const [colonne, value] of Object.entries(cells)) set[`${table}/${row}/${colonne}` as Path] = value
  return set
}

/** What adds a row at the end of a table. */
export function nouvelleLigne(registers: Registers, table: string, cells: Record<string, Json>): Values {
  const row = newRowId()
  const [pos = 'a0'] = placesAfter(lignesOf(table, registers), 1)
  const set: Values = { [rowPath(table, row)]: { pos } }
  for (const [colonne, value] of Object.entries(cells)) if (value !== null) set[`${table}/${row}/${colonne}` as Path] = value
  return set
}

/** The row of a person or of a fiche that a cell names, or the one it will have. */
export function ligneDe(registers: Registers, table: string, colonne: string, id: string, nom: string): string {
  const held = lignesOf(table, registers).find(({ cells }) => cells[colonne] === id || cells[colonne] === nom)
  return held?.id ?? rangDe(id)
}

/** A new fiche attached to the group or to a séance of it. */
export const nouvelleFiche = (db: Database, gabarit: string, type: 'groupe' | 'cycle' | 'seance', id: string, set: Values): Promise<DocId> =>
  watchSave(
    `fiche ${gabarit}`,
    createFiche(db, { gabarit, version: findResume(gabarit)?.version ?? 1, immersion: null, rattachement: { type, id }, set }),
  )

export type Rendezvous = Pick<Seance, 'date' | 'debut' | 'fin' | 'lieu'>
/** Neutral on purpose: the whole network reads the title of a séance. */
const titreDe = (date: string): string => `Séance du ${dayInWords(date, new Date(0)).replace(/^\S+ /, '')}`

/** A new séance of the group. */
export async function creerSeance(db: Database, groupe: Groupe, { date, ...rest }: Rendezvous): Promise<DocId> {
  const id = newDocId()
  const given = Object.entries(rest).filter(([, value]) => value)
  const fields = { $type: 'seance', $auteur: db.personne, $cree_le: localTime(), groupe: groupe.id, titre: titreDe(date ?? ''), date, ...Object.fromEntries(given) }
  await watchSave('seance', setFields(db, id, fields, {}))
  return id
}

/** Changes fields of an entry of the directory: a séance, the settings of a group. */
export async function changer(db: Database, id: string, fields: Record<string, Json>): Promise<void> {
  const registers = (await findDocument(db, id as DocId))?.registers ?? noRegisters()
  const set: Values = {}
  for (const [key, value] of Object.entries(fields)) set[path(key)] = value
  await watchSave(`${id} ${Object.keys(fields).join()}`, setFields(db, id as DocId, fields, seenOf(registers, set)))
}

/** Another day, hour or place for a séance; its title follows. */
export const deplacerSeance = (db: Database, seance: Seance, next: Rendezvous): Promise<void> => {
  const changed = Object.entries({ ...next, titre: titreDe(next.date ?? '') }).filter(([key, value]) => seance[key as keyof Seance] !== value)
  return changed.length > 0 ? changer(db, seance.id, Object.fromEntries(changed)) : Promise.resolve()
}

/** Puts a séance away; it can be taken back. */
export const annulerSeance = (db: Database, seance: Seance): Promise<void> => watchSave(`seance ${seance.id}`, deleteDocument(db, seance.id as DocId))
