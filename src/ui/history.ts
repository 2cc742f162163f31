// The history of an answer, as the server tells it.
import * as z from 'zod/mini'
import type { DocId, Path } from '../domain/id.ts'
import { OpId } from '../domain/id.ts'
import { AnyJson, schemaOf } from '../domain/schema.ts'
import { type Asked, ask } from './people.ts'

const Valeur = z.object({
  o: schemaOf(OpId),
  v: AnyJson,
  t: z.number(),
  u: z.string(),
  a: z.optional(z.array(schemaOf(OpId))),
})
export type Valeur = z.infer<typeof Valeur>

const Answer = z.object({ valeurs: z.array(Valeur) })

/** The values that a register had, newest first. */
export async function historyOf(doc: DocId, path: Path): Promise<Asked<Valeur[]>> {
  const answer = await ask(`/api/historique/${encodeURIComponent(doc)}?path=${encodeURIComponent(path)}`, Answer)
  return answer.ok ? { ok: true, value: answer.value.valeurs } : answer
}
