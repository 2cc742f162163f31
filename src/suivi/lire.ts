// Answers read without their gabarit: what is of another shape reads as nothing. Pure.
import type { Json } from '../domain/json.ts'
import { isRecord } from '../domain/shape.ts'

/** A text; empty when the answer is none. */
export const texte = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The rows of a table. */
export const lignes = (value: Json | undefined): Record<string, Json>[] =>
  Array.isArray(value) ? value.filter((row): row is Record<string, Json> => isRecord(row)) : []
