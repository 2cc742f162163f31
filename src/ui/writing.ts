// What the chip says. Pure: from what the store holds, what sync is doing and the saves that failed, to words that are true.
// Its sentence comes when somebody wants it (phrase-etat.ts).
import type { SaveReason, WritingState } from '../store/index.ts'
import type { SyncState } from '../sync/status.ts'
import { recently } from './dates.ts'
import type { IconName } from './parts/Icon.tsx'

export interface ChipState {
  etat: 'enregistre' | 'attente' | 'envoi' | 'recu' | 'versions' | 'refuse' | 'perdu'
  icon: IconName
  mots: string
  /** of a save that failed */
  why?: SaveReason
}

/**
 * The one state worth saying, the gravest first: text that is not kept, then what a person must look at, then where
 * the rest is. `failed` is the reason of a save that failed and was not made good since.
 */
export function chipState(
  writing: WritingState,
  sending: Pick<SyncState, 'phase' | 'total'>,
  failed: SaveReason | null,
  now = new Date(),
): ChipState {
  const { unsent, photos, rejected, conflicts, photosRefused = 0 } = writing
  const waiting = unsent + photos
  const { phase } = sending
  if (failed) return { etat: 'perdu', icon: 'alerte', mots: 'Non enregistré', why: failed }
  if (rejected.length + photosRefused > 0) return { etat: 'refuse', icon: 'alerte', mots: 'À revoir' }
  if (conflicts.length > 0) {
    return { etat: 'versions', icon: 'deux', mots: conflicts.length > 1 ? `${conflicts.length} à choisir` : '2 versions' }
  }
  if (phase === 'sending' && sending.total > 0) return { etat: 'envoi', icon: 'envoi', mots: 'Envoi…' }
  if (waiting > 0 && phase !== 'idle' && phase !== 'sending') {
    return { etat: 'attente', icon: 'horloge', mots: `${waiting} à envoyer` }
  }
  return waiting === 0 && writing.lastReceived !== null
    ? { etat: 'recu', icon: 'coche', mots: `Reçu ${recently(writing.lastReceived, now)}` }
    : { etat: 'enregistre', icon: 'coche', mots: 'Enregistré' }
}
