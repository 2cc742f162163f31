// What every type of champ has in common: the keys of its description, what a type must say of itself.
import type { ComponentChildren, ComponentType } from 'preact'
import * as z from 'zod/mini'
import { Acces, Role } from '../domain/politique.ts'
import type { Registers } from '../domain/register.ts'
import { Condition } from './condition.ts'
import type { Noms } from './contexte.ts'
import type { Json } from '../domain/json.ts'

/** Where a text comes from. Dropped from the app at build: nobody reads it on a phone. */
export const Source = z.strictObject({
  document: z.nullable(z.string()),
  extrait: z.optional(z.string()),
  motif: z.optional(z.string()),
})

/** When a fiche is filled, with regard to the immersion. */
export const Phase = z.enum(['avant', 'pendant', 'juste_apres', 'apres', 'continu'])
export type Phase = z.infer<typeof Phase>

export const Option = z.strictObject({
  id: z.string().check(z.regex(/^[A-Za-z0-9_-]+$/)),
  libelle: z.string(),
  aide: z.optional(z.string()),
})
export type Option = z.infer<typeof Option>

export const Referentiel = z.enum([
  'structures',
  'professionnels',
  'groupes_locaux',
  'offres',
  'immersions',
  'cycles',
  'situations',
  'groupes_app',
  'rome',
])
export type Referentiel = z.infer<typeof Referentiel>

export const ChampId = z.string().check(z.regex(/^[a-z][a-z0-9_]*$/))

/** Keys of a champ of any type. */
export const champKeys = {
  id: ChampId,
  libelle: z.string(),
  aide: z.optional(z.string()),
  exemple: z.optional(z.string()),
  obligatoire: z.boolean(),
  confidentiel: z.boolean(),
  acces: z.optional(Acces),
  si: z.optional(Condition),
  rempli_par: z.optional(z.array(Role)),
  prerempli: z.optional(z.string()),
  alerte_anonymat: z.optional(z.boolean()),
  /** as a column of a table: given with the row, not to be changed */
  fige: z.optional(z.boolean()),
  source: z.optional(Source),
}

/** Keys of a column of a table; the rest (who reads it, anonymity) comes from the table. */
export const colonneKeys = {
  id: ChampId,
  libelle: z.string(),
  aide: z.optional(z.string()),
  obligatoire: z.boolean(),
  fige: z.optional(z.boolean()),
}

const Commun = z.object(champKeys)
export type ChampCommun = z.infer<typeof Commun>

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
  champ: z.ZodMiniType<C>
  reponse: z.ZodMiniType<R>
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
