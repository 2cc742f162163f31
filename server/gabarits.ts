// The gabarit files, read as data: the server learns who may read what, and nothing of questions and answers.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'
import { type Politique, politiqueOf } from '../src/domain/politique.ts'

const folder = join(import.meta.dirname, '..', 'src', 'forms', 'gabarits')

/** Every version of every gabarit, released or former. @throws when a file cannot be read */
export function readGabarits(): unknown[] {
  return [folder, join(folder, 'anciens')].filter(existsSync).flatMap((place) =>
    readdirSync(place)
      .filter((name) => name.endsWith('.json'))
      .map((name) => JSON.parse(readFileSync(join(place, name), 'utf8')) as unknown),
  )
}

/** The policy of each version of each gabarit. */
export const readPolitiques = (): Politique[] =>
  readGabarits().map((gabarit) => {
    const convention = conventionOf(gabarit)
    return { ...politiqueOf(gabarit), ...(convention ? { convention } : {}) }
  })

const WithSignatures = z.object({
  regles: z.array(z.string()),
  sections: z.array(
    z.object({ champs: z.array(z.object({ id: z.string(), type: z.string(), valeur_attendue: z.optional(z.boolean()) })) }),
  ),
})

/** What a gabarit under R-ETH-01 that people sign asks them to say yes to; null: it is none. */
function conventionOf(gabarit: unknown): Politique['convention'] | null {
  const { regles, sections } = WithSignatures.parse(gabarit)
  const champs = sections.flatMap((section) => section.champs)
  const signatures = champs.filter(({ type }) => type === 'signature').map(({ id }) => id)
  if (!regles.includes('R-ETH-01') || signatures.length === 0) return null
  return { engagements: champs.filter((champ) => champ.valeur_attendue === true).map(({ id }) => id), signatures }
}

const WithTables = z.object({
  id: z.string(),
  version: z.int(),
  sections: z.array(z.object({ champs: z.array(z.object({ id: z.string(), type: z.string() })) })),
})

/** The champs of a gabarit whose answers are rows: what an import must take apart. */
export function tablesOf(gabarit: unknown): Set<string> {
  const champs = WithTables.parse(gabarit).sections.flatMap((section) => section.champs)
  return new Set(champs.filter((champ) => champ.type === 'table').map((champ) => champ.id))
}
