// The chip says the truth, in the words of the table of look.md, the gravest first.
import { describe, expect, test } from 'vitest'
import { DocId, type Path } from '../../src/domain/id.ts'
import type { Refusal } from '../../src/domain/protocol.ts'
import type { SaveReason, WritingState } from '../../src/store/index.ts'
import type { Phase } from '../../src/sync/status.ts'
import { phraseDe } from '../../src/ui/phrase-etat.ts'
import { chipState } from '../../src/ui/writing.ts'

const now = new Date('2026-03-12T14:40:00')
const at = (hour: string) => new Date(`2026-03-12T${hour}:00`).getTime()
const doc = DocId.parse('fic-1')
const calm: WritingState = {
  unsent: 0,
  oldestUnsent: null,
  lastReceived: null,
  rejected: [],
  conflicts: [],
  photos: 0,
  journal: 'ok',
  lastSaved: null,
}
const sync = (phase: Phase = 'idle', sent = 0, total = 0) => ({ phase, sent, total })
const chip = (part: Partial<WritingState>, sending = sync(), failed: SaveReason | null = null) => {
  const writing = { ...calm, ...part }
  const state = chipState(writing, sending, failed, now)
  return { ...state, phrase: phraseDe({ writing, sending, chip: state }, now) }
}

describe('the words of the chip', () => {
  test('typing, committed', () => {
    const { mots, phrase } = chip({ unsent: 1, lastSaved: at('14:32') })
    expect(mots).toBe('Enregistré')
    expect(phrase).toBe('Enregistré sur ce téléphone à 14:32. Copie de secours faite.')
  })
  test('says nothing of a rescue copy that is not made', () => {
    expect(chip({ unsent: 1, lastSaved: at('14:32'), journal: 'failed' }).phrase).toBe(
      'Enregistré sur ce téléphone à 14:32.',
    )
  })
  test('waiting, no network', () => {
    const { mots, phrase } = chip({ unsent: 3 }, sync('offline'))
    expect(mots).toBe('3 à envoyer')
    expect(phrase).toBe('Pas de réseau. Rien ne se perd\u00a0: 3 changements partiront dès qu’il revient.')
  })
  test('one change leaves alone', () => {
    expect(chip({ unsent: 1 }, sync('offline')).phrase).toContain('1 changement partira')
  })
  test('a photo that waits is not received', () => {
    const { mots, phrase } = chip({ photos: 1, lastReceived: at('14:35') }, sync('offline'))
    expect([mots, phrase]).toEqual([
      '1 à envoyer',
      'Pas de réseau. Rien ne se perd\u00a0: 1 pièce jointe partira dès qu’il revient.',
    ])
    expect(chip({ photos: 1, lastReceived: at('14:35') }).etat).toBe('enregistre')
  })
  test('a photo that the server did not take is said, never received', () => {
    const { mots, phrase } = chip({ photosRefused: 1, lastReceived: at('14:35') })
    expect(mots).toBe('À revoir')
    expect(phrase).toContain('Elle est gardée ici')
  })
  test('sending', () => {
    const { mots, phrase } = chip({ unsent: 1 }, sync('sending', 2, 3))
    expect([mots, phrase]).toEqual(['Envoi…', '2 sur 3 envoyés.'])
  })
  test('all received', () => {
    const { mots, phrase, etat } = chip({ lastReceived: at('14:35') })
    expect([mots, etat]).toEqual(['Reçu 14:35', 'recu'])
    expect(phrase).toBe('Tout est reçu par votre structure, à 14:35.')
  })
  test('received on another day bears the day', () => {
    expect(chip({ lastReceived: new Date('2026-03-11T18:00:00').getTime() }).mots).toBe('Reçu hier 18:00')
    expect(chip({ lastReceived: new Date('2026-03-02T18:00:00').getTime() }).mots).toMatch(/^Reçu 2.mars$/)
  })
  test('two versions', () => {
    const { mots, phrase } = chip({ lastReceived: at('14:35'), conflicts: [{ doc, path: 'texte' as Path }] })
    expect([mots, phrase]).toEqual(['2 versions', 'Cette réponse a aussi été modifiée par une autre personne.'])
  })
  test('refused, with its reason', () => {
    const { mots, phrase } = chip({
      rejected: [{ seq: 1, d: doc, s: {}, t: 0, reason: 'forbidden' satisfies Refusal }],
    })
    expect(mots).toBe('À revoir')
    expect(phrase).toBe(
      'Le serveur n’a pas accepté ce changement\u00a0: vous n’avez pas, ou plus, le droit de modifier ce document. Il est gardé ici.',
    )
  })
  test('R-BEP-01 : an act that a rule forbids, by the name of the rule', () => {
    const { phrase } = chip({ rejected: [{ seq: 1, d: doc, s: {}, t: 0, reason: 'forbidden', regle: 'R-BEP-01' }] })
    expect(phrase).toMatch(/désignez en retour une offre d’accueil publiée .*\(R-BEP-01\)\. Il est gardé ici\.$/)
  })
  test('a save that failed comes before anything', () => {
    const { mots, phrase, etat } = chip(
      { unsent: 2, lastReceived: at('14:35'), conflicts: [{ doc, path: 'texte' as Path }] },
      sync('offline'),
      'quota',
    )
    expect([mots, etat]).toEqual(['Non enregistré', 'perdu'])
    expect(phrase).toBe(
      'Ce téléphone n’a plus de place. Votre texte est encore à l’écran\u00a0: copiez-le ou libérez de la place.',
    )
  })
})

test('never says received while something waits, whatever sync is doing', () => {
  for (const phase of ['idle', 'sending', 'offline', 'signed-out', 'revoked', 'server-error', 'outdated'] as const) {
    for (const total of [0, 2]) {
      expect(chip({ unsent: 1, lastReceived: at('14:35') }, sync(phase, 0, total)).etat).not.toBe('recu')
    }
  }
})

test('says what waits and why when the server does not take it', () => {
  for (const phase of ['signed-out', 'revoked', 'server-error', 'outdated'] as const) {
    const { mots, phrase } = chip({ unsent: 2 }, sync(phase))
    expect(mots).toBe('2 à envoyer')
    expect(phrase).toMatch(/gardé|ne se perd/)
  }
})
