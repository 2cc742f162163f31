// The hand-made shapes as zod schemas: for what is read with the sync, on the server and at build.
import * as z from 'zod/mini'
import type { Json } from './json.ts'
import type { Shape } from './shape.ts'

/** A zod schema that accepts what the shape accepts. */
// @__NO_SIDE_EFFECTS__
export function schemaOf<T>(shape: Shape<T>): z.ZodMiniType<T> {
  return z.custom<T>((value) => shape.safeParse(value).success)
}

export const AnyJson = z.json() as z.ZodMiniType<Json>
