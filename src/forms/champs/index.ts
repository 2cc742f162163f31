// The thirteen types of champ.
import * as z from 'zod/mini'
import { choix } from './choix.tsx'
import { choix_multiple } from './choix-multiple.tsx'
import { court } from './court.tsx'
import { date } from './date.tsx'
import { heure } from './heure.tsx'
import { long } from './long.tsx'
import { niveau } from './niveau.tsx'
import { nombre } from './nombre.tsx'
import { note_liee } from './note-liee.tsx'
import { oui_non } from './oui-non.tsx'
import { photo } from './photo.tsx'
import { signature } from './signature.tsx'
import { table } from './table.tsx'
import type { Json } from '../../domain/json.ts'
import type { TypeChamp } from '../champ.ts'

export const types = { court, long, choix, choix_multiple, niveau, date, heure, oui_non, nombre, table, note_liee, signature, photo }
export type TypeNom = keyof typeof types

export const Champ = z.discriminatedUnion('type', [
  court.champ,
  long.champ,
  choix.champ,
  choix_multiple.champ,
  niveau.champ,
  date.champ,
  heure.champ,
  oui_non.champ,
  nombre.champ,
  table.champ,
  note_liee.champ,
  signature.champ,
  photo.champ,
])
export type Champ = z.infer<typeof Champ>

/** The type of a champ. `types` pairs each name with its own type, which the compiler cannot follow through a union. */
export const typeOf = (champ: Champ): TypeChamp<Champ, Json> => types[champ.type] as unknown as TypeChamp<Champ, Json>
