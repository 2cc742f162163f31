// The thirteen types of champ. A new one: its file here, its name below, what its description may hold in ../schema.ts.
import type { Json } from '../../domain/json.ts'
import type { TypeChamp } from '../champ.ts'
import type { Champ } from '../schema.ts'
import { simples } from './simples.ts'
import { table } from './table.tsx'

export type { Champ } from '../schema.ts'

export const types = { ...simples, table } satisfies Record<Champ['type'], unknown>
export type TypeNom = keyof typeof types

/** The type of a champ. `types` pairs each name with its own type, which the compiler cannot follow through a union. */
export const typeOf = (champ: Champ): TypeChamp<Champ, Json> => types[champ.type] as unknown as TypeChamp<Champ, Json>
