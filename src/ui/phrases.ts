// Reasons become sentences here, and nowhere else: what happened, what is safe, what to do.
import type { Refusal } from '../domain/protocol.ts'
import type { SaveReason } from '../store/index.ts'
import type { Phase } from '../sync/status.ts'

/** The word for the device one holds. */
export const appareil = (): 'téléphone' | 'ordinateur' =>
  typeof matchMedia === 'function' && matchMedia('(pointer: fine)').matches && matchMedia('(min-width: 56rem)').matches
    ? 'ordinateur'
    : 'téléphone'
/** « ce téléphone », « cet ordinateur ». */
export const cetAppareil = (): string => (appareil() === 'téléphone' ? 'ce téléphone' : 'cet ordinateur')

/** « 1 changement », « 3 changements »: words that only take an s. */
export const combien = (n: number, mot: string): string =>
  `${n} ${mot
    .split(' ')
    .map((m) => (n > 1 ? `${m}s` : m))
    .join(' ')}`

/** A save that failed: the text is still on screen. */
export const saveFailure: Record<SaveReason, () => string> = {
  quota: () =>
    `${appareil() === 'téléphone' ? 'Ce téléphone' : 'Cet ordinateur'} n’a plus de place. Votre texte est encore à l’écran : copiez-le ou libérez de la place.`,
  disk: () =>
    `${appareil() === 'téléphone' ? 'Ce téléphone' : 'Cet ordinateur'} n’arrive plus à écrire. Votre texte est encore à l’écran : copiez-le, puis redémarrez l’appareil.`,
  closed: () =>
    'L’enregistrement s’est interrompu. Votre texte est encore à l’écran : copiez-le, puis rouvrez l’application.',
  'outdated-tab': () =>
    'L’application a été mise à jour dans une autre fenêtre. Votre texte est encore à l’écran : copiez-le, puis rechargez cette page.',
  unknown: () =>
    'Votre dernier texte n’a pas pu être enregistré. Il est encore à l’écran : copiez-le avant de quitter cette page.',
}

/** An operation the server did not take. It stays here. */
export const refusal: Record<Refusal, string> = {
  forbidden: 'vous n’avez pas, ou plus, le droit de modifier ce document.',
  gone: 'ce document a été effacé par votre structure.',
  malformed: 'cette réponse n’a pas la forme attendue. L’application est peut-être à mettre à jour.',
  quota: 'ce changement est trop grand pour le serveur.',
  held: 'cet appareil a été retiré de votre compte ; votre structure garde ce changement de côté.',
}

/** Why the last round did not go through, and what is safe. */
export const lastRoundFailure: Record<Exclude<Phase, 'idle' | 'sending'>, string> = {
  offline: 'Pas de réseau. Tout fonctionne sans lui ; l’envoi reprendra tout seul.',
  'signed-out':
    'Votre structure ne reconnaît plus cet appareil. Ce que vous écrivez reste gardé ici : demandez une nouvelle invitation pour l’envoyer.',
  revoked:
    'Cet appareil a été retiré de votre compte. Ce qui n’était pas envoyé reste gardé ici : demandez une nouvelle invitation.',
  'server-error':
    'Le serveur de votre structure ne répond pas comme prévu. Rien ne se perd ; un nouvel essai se fera tout seul.',
  outdated:
    'Une version plus récente de l’application est nécessaire pour envoyer. Vos écrits restent gardés ici : mettez l’application à jour.',
}

/** Said once at the head of the carnet (R-NOTE-01). */
export const rappelNote =
  'Des faits et des pratiques, dans des mots que chacun pourrait lire. Des fonctions, jamais des noms.'
/** Whom a note is about may ask to read it (R-NOTE-01). */
export const droitDeLire = 'La personne que vous avez vue travailler peut vous demander à lire ce qui la concerne.'
/** The check asked before a note leaves privacy (R-NOTE-03). */
export const verifierAnonymat = 'J’ai vérifié qu’aucune personne accompagnée n’est reconnaissable.'
