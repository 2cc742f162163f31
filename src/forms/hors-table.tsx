// An answer that no table shows, under the table.
import { path } from '../domain/id.ts'
import { type Registers, shownValue } from '../domain/register.ts'
import { readJson } from './champs/lecture.ts'
import { isBlank } from './condition.ts'
import type { Champ } from './schema.ts'

/** An answer kept where a table is expected (the champ was of another type once): shown as it is stored. */
export function HorsTable({ champ, part }: { champ: Champ; part: Registers }) {
  const value = shownValue(part, path(champ.id))
  return isBlank(value) ? null : <p class="f-aide">Réponse enregistrée : {readJson(value)}</p>
}
