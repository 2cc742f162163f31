// The words of one register of a fiche: its champ or its cell, and its value as people read it.
import type { Path } from '../domain/id.ts'
import type { Json } from '../domain/json.ts'
import type { Noms } from '../forms/contexte.ts'
import { findChamp, type Gabarit } from '../forms/gabarit.ts'
import { readReponse } from '../forms/read-reponse.ts'

/** A value in words without its champ: what it is made of. */
export const rawWords = (value: Json): string =>
  value === null
    ? ''
    : typeof value === 'string'
      ? value
      : typeof value === 'boolean'
        ? value
          ? 'Oui'
          : 'Non'
        : typeof value === 'number'
          ? String(value)
          : 'texte' in Object(value)
            ? String((value as { texte: Json }).texte)
            : JSON.stringify(value)

/** A value of the register at this path, in words; '' when emptied. */
export function readValue(gabarit: Gabarit | null, at: Path, value: Json, noms: Noms): string {
  const [id = '', row, colonne] = at.split('/')
  const champ = gabarit && findChamp(gabarit, id)
  if (!champ) return rawWords(value)
  if (row === undefined) return champ.type === 'table' ? rawWords(value) : readReponse(champ, value, noms)
  if (colonne === undefined) return value === null ? 'Ligne supprimée' : 'Ligne gardée'
  // A table with the one cell reads like the cell itself.
  if (champ.type !== 'table') return rawWords(value)
  return readReponse(
    { ...champ, colonnes: champ.colonnes.filter((one) => one.id === colonne) },
    [{ [colonne]: value }],
    noms,
  )
}

/** The words of a register: « Tableau de mes connaissances, niveau ». */
export function nameOfPath(gabarit: Gabarit | null, at: Path): string {
  const [id = '', , colonne] = at.split('/')
  const champ = gabarit && findChamp(gabarit, id)
  if (!champ) return id
  const column = champ.type === 'table' ? champ.colonnes.find((one) => one.id === colonne) : undefined
  return column ? `${champ.libelle}, ${column.libelle.toLowerCase()}` : champ.libelle
}
