// The mark of what is signed: the gabarit, its version, and every answer that all signatories can read. Pure.
import { canonical } from '../domain/json.ts'
import { champsOf, type Gabarit } from './gabarit.ts'
import { isAnswered, reponsesVisibles, type Reponses } from './reponses.ts'
import { sha256 } from './sha256.ts'

/**
 * SHA-256 of the content, as 64 hexadecimal digits. Signatures are no part of it (each signs in turn), nor answers that
 * some signatories may not read (they would see another mark), nor what the app computes.
 */
export function empreinteOf(gabarit: Gabarit, reponses: Reponses): string {
  const shown = reponsesVisibles(gabarit, reponses)
  const signed: Reponses = {}
  for (const champ of champsOf(gabarit)) {
    const value = shown[champ.id]
    const left = champ.type === 'signature' || champ.confidentiel || (champ.type === 'nombre' && champ.calcul !== undefined)
    if (!left && value !== undefined && isAnswered(champ, value)) signed[champ.id] = value
  }
  return sha256(canonical({ gabarit: gabarit.id, version: gabarit.version, reponses: signed }))
}
