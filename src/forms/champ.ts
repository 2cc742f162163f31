// What a type of champ must say of itself. What its description may hold is in schema.ts.
import type { ComponentChildren, ComponentType } from 'preact'
import type { Acces } from '../domain/politique.ts'
import type { Registers } from '../domain/register.ts'
import type { Noms } from './contexte.ts'
import type { Json } from '../domain/json.ts'
import type { Shape } from '../domain/shape.ts'

/** Why an answer is not good enough to validate: a word for the code, a sentence for the person. */
export interface Refus {
  raison: 'type' | 'option' | 'borne' | 'longueur' | 'lignes' | 'attendue' | 'nombre' | 'decimale'
  message: string
}

/** Rows of another fiche to show beside those of a table. */
export interface VisTable {
  /** the cells there of the row that goes with these cells, by column here: label and words */
  of(cells: Readonly<Record<string, Json>>, colonne: string): ComponentChildren
}

export interface InputProps<C, R> {
  /** id of the control; its label, help and problems are named after it */
  id: string
  champ: C
  value: R
  onChange(value: R): void
  /** ids of the help and of the problems, for aria-describedby */
  describedBy: string | undefined
  invalid: boolean
  /** options that may not be chosen now, with the reason */
  interdits: ReadonlyMap<string, string>
  /** registers of the champ: only a table needs them */
  slice: Registers
  /** answer of another fiche shown beside: a table shows it row by row */
  vis?: VisTable | undefined
  onNote?: (() => void) | undefined
}

/** A type of champ: what it stores, what is good enough, how it reads, how it is filled. */
export interface TypeChamp<C, R> {
  /** the shape that is stored, finished or not */
  reponse: Shape<R>
  empty: R
  /** true, or why a stored answer is not good enough; emptiness is judged elsewhere (`obligatoire`) */
  accepts(reponse: R, champ: C): true | Refus
  read(reponse: R, champ: C, noms: Noms): string
  /** several controls under one name: fieldset and legend rather than label */
  groupe: boolean
  Input: ComponentType<InputProps<C, R>>
}

/** Who may read the answer when fewer people than the fiche; null: as the fiche. */
export const accesOf = (champ: { confidentiel: boolean; acces?: Acces | undefined }): Acces | null =>
  champ.confidentiel ? (champ.acces ?? 'auteur') : null
