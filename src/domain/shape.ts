// Shapes checked by hand, read as zod's are (`X.parse`, `X.safeParse`). What the first screen needs must not bring zod
// with it (9 kB of a first load of 70): zod reads what comes with the sync (protocol.ts, operation.ts), the server's
// requests and the gabarits at build. schema.ts makes a zod schema of a shape.

export type Read<T> = { success: true; data: T } | { success: false }

/** What a value from outside must look like. */
export interface Shape<T> {
  safeParse(value: unknown): Read<T>
  /** @throws when the value is of another shape */
  parse(value: unknown): T
}

/** What a reader makes of a value; undefined: of another shape. */
export function reading<T>(read: (value: unknown) => T | undefined): Shape<T> {
  return {
    safeParse(value) {
      const data = read(value)
      return data === undefined ? { success: false } : { success: true, data }
    },
    parse(value) {
      const data = read(value)
      if (data === undefined) throw new Error(`not of the expected shape: ${JSON.stringify(value)}`)
      return data
    },
  }
}

/** The values that pass a test, as they are. */
export const shape = <T>(is: (value: unknown) => value is T): Shape<T> => reading((value) => (is(value) ? value : undefined))

/** One of these words. */
export function oneOf<const Words extends readonly string[]>(options: Words): Shape<Words[number]> & { options: Words } {
  const words: readonly unknown[] = options
  return { options, ...shape((value): value is Words[number] => words.includes(value)) }
}

/** A record of plain data: no list, not null. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
