// The sentence of the state that the chip says in two words. Comes after the first screen.
import type { Phase, SyncState } from '../sync/status.ts'
import type { WritingState } from '../store/index.ts'
import { hourOf, momentInWords } from './dates.ts'
import { cetAppareil, combien, lastRoundFailure, saveFailure } from './phrases.ts'
import { pourquoiRefuse } from './refus-mots.ts'
import type { ChipState } from './writing.ts'

/** What the chip stands for. */
interface Etat {
  writing: WritingState | undefined
  sending: Pick<SyncState, 'phase' | 'sent' | 'total'>
  chip: ChipState | null
}

/** What the state of my writing means; nothing as long as it is not read. */
export function phraseDe({ writing, sending, chip }: Etat, now = new Date()): string {
  if (!writing || !chip) return ''
  const { unsent, photos, rejected, conflicts, photosRefused = 0, lastSaved, lastReceived } = writing
  const waiting = [unsent > 0 ? combien(unsent, 'changement') : '', photos > 0 ? combien(photos, 'pièce jointe') : '']
    .filter(Boolean)
    .join(' et ')
  const many = unsent + photos > 1
  const here = cetAppareil()
  switch (chip.etat) {
    case 'perdu':
      return saveFailure[chip.why ?? 'unknown']()
    case 'refuse': {
      const [refused] = rejected
      if (refused) return `Le serveur n’a pas accepté ce changement : ${pourquoiRefuse(refused)} Il est gardé ici.`
      return photosRefused > 1
        ? `Le serveur n’a pas pris ${photosRefused} pièces jointes. Elles sont gardées ici : voyez pourquoi, et quoi faire.`
        : 'Le serveur n’a pas pris une pièce jointe. Elle est gardée ici : voyez pourquoi, et quoi faire.'
    }
    case 'versions':
      return conflicts.length > 1
        ? `${conflicts.length} réponses ont aussi été modifiées par une autre personne.`
        : 'Cette réponse a aussi été modifiée par une autre personne.'
    case 'envoi':
      return `${sending.sent} sur ${sending.total} envoyés.`
    case 'attente':
      return sending.phase === 'offline'
        ? `Pas de réseau. Rien ne se perd : ${waiting} ${many ? 'partiront' : 'partira'} dès qu’il revient.`
        : `${lastRoundFailure[sending.phase as Exclude<Phase, 'idle' | 'sending'>]} ${waiting} ${many ? 'attendent' : 'attend'} ici.`
    case 'recu':
      return `Tout est reçu par votre structure, ${momentInWords(lastReceived ?? now.getTime(), now)}.`
    case 'enregistre': {
      if (waiting !== '') {
        const at = lastSaved === null ? '' : ` ${momentInWords(lastSaved, now)}`
        const copy = writing.journal === 'ok' ? ' Copie de secours faite.' : ''
        return `Enregistré sur ${here}${at}.${copy}`
      }
      const saved = lastSaved === null ? 'Ce que vous écrirez sera enregistré' : `Enregistré à ${hourOf(new Date(lastSaved))}`
      return `Rien n’attend. ${saved} sur ${here}.`
    }
  }
}
