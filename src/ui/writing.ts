// What the chip says. Pure: from what the store holds, what sync is doing and the saves that failed, to words that are true.
import type { SaveReason, WritingState } from '../store/index.ts'
import type { Phase, SyncState } from '../sync/status.ts'
import { hourOf, momentInWords, recently } from './dates.ts'
import type { IconName } from './parts/Icon.tsx'
import { cetAppareil, combien, lastRoundFailure, refusal, saveFailure } from './phrases.ts'

export interface ChipState {
  etat: 'enregistre' | 'attente' | 'envoi' | 'recu' | 'versions' | 'refuse' | 'perdu'
  icon: IconName
  mots: string
  phrase: string
}

/**
 * The one state worth saying, the gravest first: text that is not kept, then what a person must look at, then where
 * the rest is. `failed` is the reason of a save that failed and was not made good since.
 */
export function chipState(
  writing: WritingState,
  sending: Pick<SyncState, 'phase' | 'sent' | 'total'>,
  failed: SaveReason | null,
  now = new Date(),
): ChipState {
  const { unsent, photos, rejected, conflicts } = writing
  const waiting = [unsent > 0 ? combien(unsent, 'changement') : '', photos > 0 ? combien(photos, 'pièce jointe') : ''].filter(
    Boolean,
  )
  const here = cetAppareil()
  if (failed) return { etat: 'perdu', icon: 'alerte', mots: 'Non enregistré', phrase: saveFailure[failed]() }
  const [refused] = rejected
  if (refused) {
    return {
      etat: 'refuse',
      icon: 'alerte',
      mots: 'À revoir',
      phrase: `Le serveur n’a pas accepté ce changement : ${refusal[refused.reason]} Il est gardé ici.`,
    }
  }
  const refusedPhotos = writing.photosRefused ?? 0
  if (refusedPhotos > 0) {
    const which = refusedPhotos > 1 ? `${refusedPhotos} pièces jointes` : 'une pièce jointe'
    const phrase = `Le serveur n’a pas pris ${which}. ${refusedPhotos > 1 ? 'Elles sont gardées' : 'Elle est gardée'} ici : voyez pourquoi, et quoi faire.`
    return { etat: 'refuse', icon: 'alerte', mots: 'À revoir', phrase }
  }
  if (conflicts.length > 0) {
    return {
      etat: 'versions',
      icon: 'deux',
      mots: conflicts.length > 1 ? `${conflicts.length} à choisir` : '2 versions',
      phrase:
        conflicts.length > 1
          ? `${conflicts.length} réponses ont aussi été modifiées par une autre personne.`
          : 'Cette réponse a aussi été modifiée par une autre personne.',
    }
  }
  if (sending.phase === 'sending' && sending.total > 0) {
    return { etat: 'envoi', icon: 'envoi', mots: 'Envoi…', phrase: `${sending.sent} sur ${sending.total} envoyés.` }
  }
  if (waiting.length > 0 && (sending.phase === 'idle' || sending.phase === 'sending')) {
    const at = writing.lastSaved === null ? '' : ` ${momentInWords(writing.lastSaved, now)}`
    const copy = writing.journal === 'ok' ? ' Copie de secours faite.' : ''
    return { etat: 'enregistre', icon: 'coche', mots: 'Enregistré', phrase: `Enregistré sur ${here}${at}.${copy}` }
  }
  if (waiting.length > 0) {
    const many = unsent + photos > 1
    const phrase =
      sending.phase === 'offline'
        ? `Pas de réseau. Rien ne se perd : ${waiting.join(' et ')} ${many ? 'partiront' : 'partira'} dès qu’il revient.`
        : `${lastRoundFailure[sending.phase as Exclude<Phase, 'idle' | 'sending'>]} ${waiting.join(' et ')} ${many ? 'attendent' : 'attend'} ici.`
    return { etat: 'attente', icon: 'horloge', mots: `${unsent + photos} à envoyer`, phrase }
  }
  if (writing.lastReceived !== null) {
    return {
      etat: 'recu',
      icon: 'coche',
      mots: `Reçu ${recently(writing.lastReceived, now)}`,
      phrase: `Tout est reçu par votre structure, ${momentInWords(writing.lastReceived, now)}.`,
    }
  }
  const saved =
    writing.lastSaved === null
      ? 'Ce que vous écrirez sera enregistré'
      : `Enregistré à ${hourOf(new Date(writing.lastSaved))}`
  return { etat: 'enregistre', icon: 'coche', mots: 'Enregistré', phrase: `Rien n’attend. ${saved} sur ${here}.` }
}
