// What is said when the notebook is opened or joined: what went wrong, what came back. Not on the way to a screen.
import type { Recovery } from '../store/index.ts'
import { appareil, combien } from './phrases.ts'

export type EnrolReason = 'unknown' | 'too-many' | 'offline' | 'server' | 'storage' | 'newer'

/** Coming in did not work: title and what to do. */
export const enrolFailure: Record<EnrolReason, { titre: string; phrase: string }> = {
  unknown: {
    titre: 'Cette invitation ne marche pas, ou plus',
    phrase:
      'Une invitation ne sert qu’une fois et expire au bout de quelques jours. Vérifiez le code, ou demandez-en une nouvelle à la personne qui vous l’a donnée.',
  },
  'too-many': {
    titre: 'Trop d’essais',
    phrase:
      'Par prudence, les essais sont suspendus un moment. Attendez un quart d’heure, puis réessayez avec le même code.',
  },
  offline: {
    titre: 'Pas de réseau',
    phrase:
      'La première ouverture a besoin du réseau, une seule fois. Votre invitation n’est pas consommée : réessayez dès qu’il revient.',
  },
  server: {
    titre: 'Le serveur ne répond pas comme prévu',
    phrase:
      'Votre invitation n’est pas consommée. Réessayez dans quelques minutes ; si cela dure, prévenez votre structure.',
  },
  storage: {
    titre: 'Ce navigateur ne peut rien garder',
    phrase:
      'La navigation privée ou un manque de place empêche l’application de garder vos notes. Ouvrez-la dans une fenêtre ordinaire, ou libérez de la place.',
  },
  newer: {
    titre: 'Vos notes ont été écrites avec une version plus récente',
    phrase: 'Rien n’est perdu. Rechargez la page avec du réseau pour mettre l’application à jour, puis rouvrez-la.',
  },
}

/** « 50 notes, 3 fiches, 1 immersion et 2 pièces jointes ». */
function whatCameBack({ notes, fiches, immersions, pieces = 0 }: Recovery): string {
  const parts = [
    notes > 0 ? combien(notes, 'note') : '',
    fiches > 0 ? combien(fiches, 'fiche') : '',
    immersions > 0 ? combien(immersions, 'immersion') : '',
    pieces > 0 ? combien(pieces, 'pièce jointe') : '',
  ].filter(Boolean)
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} et ${parts.at(-1)}` : (parts[0] ?? '')
}

/** What the app did when it found its database wiped or cut. */
export function recoveryInWords(recovery: Recovery): { titre: string; phrase: string } {
  const what = whatCameBack(recovery)
  const lost = `${appareil() === 'téléphone' ? 'Ce téléphone' : 'Cet ordinateur'} avait perdu`
  const rest = 'Ce que votre structure a déjà reçu revient avec le réseau.'
  switch (recovery.kind) {
    case 'rebuilt':
      return {
        titre: what ? `${lost} vos données : ${what} ${retrouves(recovery)}` : `${lost} vos données`,
        phrase: `Le navigateur les avait effacées. La copie de secours a rendu ce qui n’était pas encore envoyé.${abime(recovery)} ${rest}`,
      }
    case 'completed':
      return {
        titre: what ? `${lost} ses dernières lignes : ${what} ${retrouves(recovery)}` : `${lost} ses dernières lignes`,
        phrase: `La copie de secours les a rendues.${abime(recovery)} Relisez vos derniers écrits, rien d’autre n’est à faire.`,
      }
    case 'lost':
      return {
        titre: `${lost} vos données et leur copie de secours`,
        phrase: `${rest} Ce qui n’avait pas été envoyé n’a pas pu être retrouvé.`,
      }
  }
}
function retrouves({ notes, fiches, immersions, pieces = 0 }: Recovery): string {
  return notes + fiches + immersions + pieces > 1 ? 'retrouvées' : 'retrouvée'
}

/** A copy that was cut while it was made. */
function abime({ abimees = 0 }: Recovery): string {
  if (abimees === 0) return ''
  return abimees > 1
    ? ` ${abimees} pièces jointes n’ont pas pu être reprises : leur copie n’était pas entière.`
    : ' Une pièce jointe n’a pas pu être reprise : sa copie n’était pas entière.'
}
