// The mark of what is signed: the gabarit, its version, and every answer that all signatories can read. Pure.
import { canonical } from '../domain/json.ts'
import { type Champ, champsOf, type Gabarit } from './gabarit.ts'
import { champsVisibles, isAnswered, type Reponses } from './reponses.ts'
import { sha256 } from './sha256.ts'

/**
 * The champs that a signature covers: those shown, answered or not. Signatures are no part of it (each signs in turn),
 * nor answers that some signatories may not read (they would see another mark), nor what the app computes.
 */
export function champsCouverts(gabarit: Gabarit, reponses: Reponses): Champ[] {
  const visibles = champsVisibles(gabarit, reponses)
  return champsOf(gabarit).filter(
    (champ) =>
      visibles.has(champ.id) &&
      champ.type !== 'signature' &&
      !champ.confidentiel &&
      !(champ.type === 'nombre' && champ.calcul !== undefined),
  )
}

/** The answers that a signature covers. */
function reponsesCouvertes(gabarit: Gabarit, reponses: Reponses): Reponses {
  const signed: Reponses = {}
  for (const champ of champsCouverts(gabarit, reponses)) {
    const value = reponses[champ.id]
    if (value !== undefined && isAnswered(champ, value)) signed[champ.id] = value
  }
  return signed
}

/** SHA-256 of the content, as 64 hexadecimal digits. */
export const empreinteOf = (gabarit: Gabarit, reponses: Reponses): string =>
  sha256(canonical({ gabarit: gabarit.id, version: gabarit.version, reponses: reponsesCouvertes(gabarit, reponses) }))

/** Enough to tell an answer from another; the whole content is sealed by `empreinteOf`. */
const DIGITS = 12
/** A short mark of one answer. */
export const repereOf = (value: Reponses[string]): string => sha256(canonical(value)).slice(0, DIGITS)

/** A short mark of each answer covered: tells later which of them changed. */
export const reperesOf = (gabarit: Gabarit, reponses: Reponses): Record<string, string> =>
  Object.fromEntries(Object.entries(reponsesCouvertes(gabarit, reponses)).map(([champ, value]) => [champ, repereOf(value)]))
