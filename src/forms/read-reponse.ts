// Answers in words. Apart from reponses.ts: it knows every type of champ, and some of those look at the answers of a fiche.
import type { Json } from '../domain/json.ts'
import { typeOf } from './champs/index.ts'
import { readJson } from './champs/lecture.ts'
import type { Noms } from './contexte.ts'
import type { Champ } from './schema.ts'

/** An answer in words; '' when there is none. What is not of the type reads as it is stored. */
export function readReponse(champ: Champ, reponse: Json, noms: Noms): string {
  const type = typeOf(champ)
  const parsed = type.reponse.safeParse(reponse ?? type.empty)
  return parsed.success ? type.read(parsed.data, champ, noms) : readJson(reponse)
}
