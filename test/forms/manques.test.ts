// What stands between a fiche and its validation; the controls of the rules, by rule.
import { describe, expect, test } from 'vitest'
import type { Json } from '../../src/domain/json.ts'
import { empreinteOf } from '../../src/forms/empreinte.ts'
import { manques } from '../../src/forms/manques.ts'
import { exigencesOf } from '../../src/forms/regles.ts'
import { champsVisibles } from '../../src/forms/reponses.ts'
import { sha256 } from '../../src/forms/sha256.ts'
import { exemple, exemples, gabarit, notes } from './support/exemples.ts'

const of = (name: string, reponses: Record<string, Json>, champ?: string) =>
  manques(gabarit(name), reponses).filter((manque) => !champ || manque.champ === champ)
const brief = (name: string, reponses: Record<string, Json>, champ: string) =>
  of(name, reponses, champ).map(({ raison, niveau, regle }) => [raison, niveau, regle].filter(Boolean).join(' '))

describe('missing and refused', () => {
  test('no example that went further than a draft lacks anything, but those still waited for', () => {
    const lacking = [...exemples, ...notes].flatMap(({ id, gabarit: name, reponses }) => {
      const found = of(name, reponses).map(({ champ, raison }) => `${champ} ${raison}`)
      return found.length > 0 ? [[id, ...found]] : []
    })
    expect(lacking).toEqual([
      ['fic-041', 'avis obligatoire', 'date_avis obligatoire'],
      ['fic-056', 'avis_salarie obligatoire', 'avis_structure obligatoire', 'signature_tuteur obligatoire', 'signature_salarie obligatoire'],
    ])
  })

  const { reponses: demande } = exemple('fic-001')
  test.each<[string, Record<string, Json>, string, string[]]>([
    ['spro-1-demande', { ...demande, objectifs: '' }, 'objectifs', ['obligatoire bloquant']],
    ['spro-1-demande', { ...demande, modalite: 'ailleurs' }, 'modalite', ['option bloquant']],
    ['spro-1-demande', { ...demande, objectifs: 'x'.repeat(5000) }, 'objectifs', ['longueur bloquant']],
    ['spro-1-demande', { ...demande, nouvel_arrivant: 'oui' }, 'nouvel_arrivant', ['type bloquant']],
    ['spro-1-demande', { ...demande, creneaux: [{ date: '2026-13-45', moment: 'matin' }] }, 'creneaux', ['type bloquant']],
    ['spro-1-demande', { ...demande, creneaux: Array(7).fill({ date: '2026-03-12', moment: 'matin' }) }, 'creneaux', ['lignes bloquant']],
    ['spro-4-evaluation', { ...exemple('fic-008').reponses, duree_effective: 'trois' }, 'duree_effective', ['type bloquant']],
    ['spro-4-evaluation', { ...exemple('fic-008').reponses, duree_effective: -1 }, 'duree_effective', ['borne bloquant']],
    ['spro-2-convention', { ...exemple('fic-002').reponses, confidentialite: false }, 'confidentialite', ['attendue bloquant']],
    ['spro-2-convention', { ...exemple('fic-002').reponses, signature_accueil: null }, 'signature_accueil', ['obligatoire bloquant']],
  ])('%#: an answer of %s that is not good enough', (name, reponses, champ, expected) => {
    expect(brief(name, reponses, champ)).toEqual(expected)
  })

  test('says which cell of which row', () => {
    const [manque] = of('spro-2-convention', { ...exemple('fic-002').reponses, calendrier: [{ date: '2026-03-12', debut: '09:00' }] }, 'calendrier')
    expect(manque).toMatchObject({ ligne: 0, colonne: 'fin', raison: 'obligatoire' })
    expect(manque?.message).toContain('Ligne 1')
  })

  test('the questions of a guide may stay without an answer', () => {
    const questions = [{ question: 'Qui fait quoi ?' }, { question: 'Et le soir ?', reponse: { texte: 'On ferme.', notes: [] } }]
    expect(of('guide-questionnement-collective', { q_missions: questions }, 'q_missions')).toEqual([])
  })

  test('what this person may not read is not asked of them', () => {
    const { reponses } = exemple('fic-048')
    const { interet_employeur_seul: _, ...readable } = reponses
    const entretien = gabarit('pose-entretien-tripartite-initial')
    expect(manques(entretien, readable).map(({ champ }) => champ)).toContain('interet_employeur_seul')
    expect(manques(entretien, readable, { acces: ['tripartite'] })).toEqual([])
  })

  test('hidden champs are not asked for', () => {
    expect(of('accueil-assentiment', { mineur_ou_protege: false }, 'accord_representant')).toEqual([])
  })
})

describe('rules', () => {
  test('R-SPRO-03: beyond half a day, a reason is asked', () => {
    expect(brief('spro-1-demande', { duree_souhaitee: 'demi_journee' }, 'motif_duree_longue')).toEqual([])
    expect(of('spro-1-demande', { duree_souhaitee: 'journee' }, 'motif_duree_longue')[0]).toMatchObject({ raison: 'obligatoire', regle: 'R-SPRO-03' })
  })

  test('R-ETH-01: ethical commitments are needed to sign a convention', () => {
    for (const champ of ['statut_accueilli', 'confidentialite', 'discretion', 'information_personnes']) {
      expect(brief('spro-2-convention', { ...exemple('fic-002').reponses, [champ]: false }, champ)).toEqual(['attendue bloquant'])
    }
    for (const champ of ['engagement_confidentialite', 'engagement_secret', 'engagement_discretion']) {
      expect(brief('beprip-convention-ethique', { ...exemple('fic-031').reponses, [champ]: false }, champ)).toEqual(['attendue bloquant'])
    }
  })

  test.each(['guide-observation-individuelle', 'guide-observation-mise-en-situation'])(
    'R-ETH-02: after a refusal, only times and the withdrawal are noted (%s)',
    (name) => {
      const reponses = { assentiment_verifie: 'refus', lieu: 'bureau', gestes_methodes: { texte: 'écrit avant', notes: [] } }
      expect([...champsVisibles(gabarit(name), reponses)].sort()).toEqual(['assentiment_verifie', 'date', 'heure_debut', 'heure_fin'])
      expect(of(name, { ...reponses, date: '2026-04-16' })).toEqual([])
      expect(champsVisibles(gabarit(name), { assentiment_verifie: 'oui' }).size).toBeGreaterThan(15)
    },
  )

  test('R-NOTE-03: no sharing without anonymity checked', () => {
    const { reponses } = exemple('not-001')
    const { anonymat_verifie: _, ...unchecked } = reponses
    expect(brief('carnet-notes', { ...unchecked, visibilite: 'privee' }, 'anonymat_verifie')).toEqual([])
    for (const visibilite of ['a_restituer', 'partagee']) {
      expect(brief('carnet-notes', { ...unchecked, visibilite }, 'anonymat_verifie')).toEqual(['obligatoire bloquant R-NOTE-03'])
      expect(brief('carnet-notes', { ...unchecked, visibilite, anonymat_verifie: false }, 'anonymat_verifie')).toEqual(['attendue bloquant'])
    }
  })

  test('R-BEP-01: a request names an offer in return', () => {
    const { offre_retour: _, ...without } = exemple('fic-030').reponses
    expect(brief('beprip-demande-immersion', without, 'offre_retour')).toContain('envoi bloquant R-BEP-01')
    expect(of('beprip-demande-immersion', exemple('fic-030').reponses)).toEqual([])
  })

  test('R-BEP-03: a trainee in initial training cannot send a request', () => {
    expect(brief('beprip-demande-immersion', { ...exemple('fic-030').reponses, statut: 'stagiaire' }, 'statut')).toEqual(['envoi bloquant R-BEP-03'])
  })

  const entretien = exemple('fic-048').reponses
  test.each<[string, Record<string, Json>, string[]]>([
    ['R-POSE-01', { ...entretien, volontaire: false }, ['acceptee']],
    ['R-POSE-02', { ...entretien, interet_employeur_seul: true }, ['acceptee', 'a_retravailler']],
    ['R-POSE-03', { ...entretien, coherence: 'non' }, ['acceptee']],
  ])('%s: some decisions are not possible', (regle, reponses, interdits) => {
    const exigences = exigencesOf(gabarit('pose-entretien-tripartite-initial'), reponses)
    expect([...(exigences.interdits.get('decision')?.keys() ?? [])]).toEqual(interdits)
    expect(brief('pose-entretien-tripartite-initial', reponses, 'decision')).toEqual([`interdit bloquant ${regle}`])
  })

  test('R-POSE-03: a refusal says why', () => {
    const refused = { ...entretien, decision: 'refusee' }
    expect(of('pose-entretien-tripartite-initial', refused, 'motif_refus')[0]).toMatchObject({ raison: 'obligatoire', regle: 'R-POSE-03' })
  })
})

describe('a signature', () => {
  const convention = gabarit('spro-2-convention')
  const { reponses } = exemple('fic-002')
  const seal = empreinteOf(convention, reponses)
  const signed = (over: Record<string, Json>) => ({
    ...reponses,
    signature_accueil: { nom: 'A', fonction: 'B', signe_le: '2026-02-20T10:00:00', mode: 'clic', trace: null, empreinte: seal },
    ...over,
  })

  test('holds as long as the content is the same, whoever signs next', () => {
    expect(empreinteOf(convention, signed({}))).toBe(seal)
    expect(of('spro-2-convention', signed({}))).toEqual([])
    expect(of('spro-2-convention', signed({ duree_totale: 12 }))).toEqual([])
  })

  test('is to be done again when one answer changed', () => {
    expect(of('spro-2-convention', signed({ lieux: 'ailleurs' }))).toMatchObject([{ champ: 'signature_accueil', raison: 'signature' }])
  })

  test('is of one gabarit and one version', () => {
    expect(empreinteOf({ ...convention, version: 2 }, reponses)).not.toBe(seal)
  })

  test('sees the same mark without the answers that others may not read', () => {
    const grille = gabarit('pose-levee-freins')
    const { freins: _, ...readable } = exemple('fic-050').reponses
    expect(empreinteOf(grille, readable)).toBe(empreinteOf(grille, exemple('fic-050').reponses))
  })

  test.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    ['abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq', '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1'],
  ])('SHA-256 of %j is the standard’s', (text, hash) => expect(sha256(text)).toBe(hash))

  test('SHA-256 agrees with the platform on long texts of any length', async () => {
    for (const length of [55, 56, 63, 64, 65, 119, 1000, 10_001]) {
      const text = 'é€a'.repeat(length).slice(0, length)
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
      expect(sha256(text)).toBe(Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join(''))
    }
  })
})
