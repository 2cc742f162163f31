// What an immersion of an employee asks, of whom and when: the steps of its path, R-POSE-07 to 10.
import { describe, expect, test } from 'vitest'
import type { Immersion } from '../../src/domain/collections.ts'
import { echeancesDe } from '../../src/suivi/echeance.ts'
import { avantBilan, freinsOuverts, semainesDe, suivieDe } from '../../src/suivi/immersion-salarie.ts'
import type { FicheLue } from '../../src/suivi/monde.ts'
import { pose } from '../../src/suivi/pose.ts'
import { sources } from '../../src/suivi/sources.ts'
import { fiche, immersion, monde, signature, validee } from './monde-pose.ts'

const titres = (moi: string, jour: string, immersions: Immersion[], fiches: FicheLue[]): string[] =>
  echeancesDe(monde(moi, jour, immersions, fiches), [pose])
    .filter(({ id }) => !id.startsWith('pose:reunion'))
    .map(({ titre }) => titre)

const accepted = fiche('entretien', 'a', { decision: 'acceptee', volontaire: true, coherence: 'oui' }, validee)
const placed = fiche('miseEnPlace', 'a', { compte_rendu_demarrage: 'Bien passé.' }, validee)
const cleared = fiche('freins', 'a', { accord_salarie: true, freins: [] }, validee)
const dated = { dates: ['2026-11-09', '2026-12-04'], statut: 'en_cours' }

test('is among the sources of what is due', () => {
  expect(sources).toContain(pose)
})

describe('the steps of the path', () => {
  test('the entretien is first, for the chargé de projet and the référent, not for the tuteur', () => {
    const one = immersion('a')
    expect(titres('charge', '2026-11-01', [one], [])).toEqual(['Tenir l’entretien initial'])
    expect(titres('referent', '2026-11-01', [one], [])).toEqual(['Tenir l’entretien initial'])
    expect(titres('tuteur', '2026-11-01', [one], [])).toEqual([])
    expect(titres('autre', '2026-11-01', [one], [])).toEqual([])
  })
  test('a decision that is not validated is none; a project to work again is said so', () => {
    expect(titres('charge', '2026-11-01', [immersion('a')], [{ ...accepted, etat: null }])).toEqual(['Tenir l’entretien initial'])
    const again = fiche('entretien', 'a', { decision: 'a_retravailler' }, validee)
    expect(titres('charge', '2026-11-01', [immersion('a', { statut: 'a_retravailler' })], [again])).toEqual(['Reprendre le projet avec le salarié'])
  })
  test('nothing is asked of an immersion that is refused, cancelled or closed', () => {
    for (const statut of ['refusee', 'annulee', 'close']) expect(titres('charge', '2026-11-10', [immersion('a', { ...dated, statut })], []), statut).toEqual([])
  })
  test('then the obstacles and the setting up', () => {
    expect(titres('charge', '2026-11-01', [immersion('a', { statut: 'acceptee' })], [accepted])).toEqual(['Repérer les freins avec le salarié', 'Trouver le terrain et préparer le dossier'])
    expect(titres('referent', '2026-11-01', [immersion('a', { statut: 'acceptee' })], [accepted])).toEqual(['Repérer les freins avec le salarié'])
  })
  test('then the grid, of a validation only', () => {
    const prepared = [accepted, placed, cleared]
    expect(titres('charge', '2026-11-01', [immersion('a', { ...dated, statut: 'conventionnee' })], prepared)).toEqual(['Construire la grille d’évaluation'])
    expect(titres('tuteur', '2026-11-01', [immersion('a', { ...dated, statut: 'conventionnee' })], [])).toEqual([])
    expect(titres('charge', '2026-11-01', [immersion('a', { ...dated, statut: 'conventionnee', type_immersion: 'decouverte' })], prepared)).toEqual([])
  })
  test('a fiche that was opened and left is still to be done', () => {
    const one = immersion('a', { ...dated, statut: 'conventionnee' })
    const grid = fiche('grille', 'a', { individualisation: 'Plonge', tableau_competences: [{}] })
    const found = echeancesDe(monde('charge', '2026-11-01', [one], [accepted, placed, fiche('freins', 'a', { date_reperage: '2026-11-01' }), grid]), [pose])
    expect(found.filter(({ immersion: at }) => at === 'a').map(({ titre }) => titre)).toEqual(['Repérer les freins avec le salarié', 'Construire la grille d’évaluation'])
    expect(found.find(({ titre }) => titre.startsWith('Construire'))?.lien).toBe(`/fiches/${grid.id}`)
    expect(titres('charge', '2026-11-01', [one], [accepted, placed, fiche('freins', 'a', { accord_salarie: false })])).toEqual(['Construire la grille d’évaluation'])
  })
  test('each step leads to its fiche, or to one to begin', () => {
    const [first] = echeancesDe(monde('charge', '2026-11-01', [immersion('a')], []), [pose])
    expect(first).toMatchObject({ lien: '/ouvrir?gabarit=pose-entretien-tripartite-initial&immersion=a', immersion: 'a', detail: 'SAL-B04 · Immersion a' })
    const draft = { ...accepted, etat: null }
    expect(echeancesDe(monde('charge', '2026-11-01', [immersion('a')], [draft]), [pose])[0]?.lien).toBe(`/fiches/${draft.id}`)
  })
})

describe('R-POSE-08 : le point de chaque semaine', () => {
  const grid = fiche('grille', 'a', { tableau_competences: [{ competence: 'Plonge', niveau: 'initiative' }] })
  const prepared = [accepted, placed, cleared, grid]
  const weeks = (jour: string, points: FicheLue[], fields: object = {}) =>
    semainesDe(suivieDe(immersion('a', { ...dated, ...fields }), [...prepared, ...points]), jour).map(({ etat }) => etat)
  const point = (date: string, reponses: object = {}) => fiche('hebdo', 'a', { date, poursuite: 'oui', ...reponses })

  test('four weeks from 9 November to 4 December, the last one shorter', () => {
    const all = semainesDe(suivieDe(immersion('a', dated), []), '2026-11-09')
    expect(all.map(({ debut, fin }) => `${debut} ${fin}`)).toEqual([
      '2026-11-09 2026-11-15',
      '2026-11-16 2026-11-22',
      '2026-11-23 2026-11-29',
      '2026-11-30 2026-12-04',
    ])
  })
  test('due from the first day of its week, late from the first day of the next', () => {
    expect(weeks('2026-11-08', [])).toEqual(['a_venir', 'a_venir', 'a_venir', 'a_venir'])
    expect(weeks('2026-11-09', [])).toEqual(['cette_semaine', 'a_venir', 'a_venir', 'a_venir'])
    expect(weeks('2026-11-15', [])).toEqual(['cette_semaine', 'a_venir', 'a_venir', 'a_venir'])
    expect(weeks('2026-11-16', [])).toEqual(['en_retard', 'cette_semaine', 'a_venir', 'a_venir'])
    expect(weeks('2026-12-10', [])).toEqual(['en_retard', 'en_retard', 'en_retard', 'en_retard'])
  })
  test('a point is of the week it says, else of its day; a late one is no longer counted once it is held', () => {
    expect(weeks('2026-11-24', [point('2026-11-13'), point('2026-11-23', { numero_semaine: 2 })])).toEqual(['fait', 'fait', 'cette_semaine', 'a_venir'])
    expect(weeks('2026-11-24', [point('2026-11-24')])).toEqual(['en_retard', 'en_retard', 'fait', 'a_venir'])
    expect(weeks('2026-11-24', [point('2026-11-13', { numero_semaine: 12 })])).toEqual(['fait', 'en_retard', 'cette_semaine', 'a_venir'])
  })
  test('no more points after the one that stops the immersion, nor once the bilan is done', () => {
    expect(weeks('2026-11-24', [point('2026-11-13', { poursuite: 'arret_demande_salarie' })])).toEqual(['fait', 'arretee', 'arretee', 'arretee'])
    expect(weeks('2026-12-10', [fiche('bilan', 'a', {}, validee)])).toEqual(['arretee', 'arretee', 'arretee', 'arretee'])
  })
  test('a point that was opened and left counts for none, and is the one that the reminder opens again', () => {
    const opened = fiche('hebdo', 'a', { numero_semaine: 1, date: '2026-11-10', competences_semaine: [{ competence: 'Plonge' }] })
    expect(weeks('2026-11-10', [opened])).toEqual(['cette_semaine', 'a_venir', 'a_venir', 'a_venir'])
    const due = (points: FicheLue[]) => echeancesDe(monde('charge', '2026-11-24', [immersion('a', dated)], [...prepared, ...points]), [pose]).map(({ lien }) => lien)
    expect(due([opened])[0]).toBe(`/fiches/${opened.id}`)
    expect(due([opened])[1]).toBe('/ouvrir?gabarit=pose-evaluation-hebdomadaire&immersion=a&autre&semaine=2')
    const rated = { ...opened, reponses: { ...opened.reponses, competences_semaine: [{ competence: 'Plonge', niveau: 'non_acquise' }] } }
    expect(weeks('2026-11-10', [rated])[0]).toBe('fait')
    expect(weeks('2026-11-10', [{ ...opened, ...validee }])[0]).toBe('fait')
  })
  test('a découverte has none', () => {
    expect(weeks('2026-11-24', [], { type_immersion: 'decouverte' })).toEqual([])
  })
  test('reminded each week to the chargé de projet and the tuteur, late ones first and one by one', () => {
    const all = [immersion('a', dated)]
    expect(titres('charge', '2026-11-24', all, prepared)).toEqual(['Point de la semaine 1 en retard', 'Point de la semaine 2 en retard', 'Faire le point de la semaine 3'])
    expect(titres('tuteur', '2026-11-24', all, [grid, point('2026-11-13'), point('2026-11-20')])).toEqual(['Faire le point de la semaine 3'])
    expect(titres('referent', '2026-11-24', all, prepared)).toEqual([])
    const late = echeancesDe(monde('charge', '2026-11-24', all, prepared), [pose]).find(({ id }) => id === 'pose:point-1:a')
    expect(late).toMatchObject({ regle: 'R-POSE-08', niveau: 'avertissement', des: '2026-11-09' })
  })
})

describe('R-POSE-07 : les freins jusqu’au bilan', () => {
  const rows = [
    { type: 'mobilite', besoin: 'Pas de bus avant 7 h', etat: 'en_cours', echeance: '2026-11-20', qui: 'referent' },
    { type: 'garde_enfants', besoin: 'Le mercredi', etat: 'non_leve' },
    { type: 'equipement', besoin: 'Chaussures', etat: 'leve' },
    { type: 'langue', besoin: 'Consignes', etat: 'reporte', echeance: '2026-11-12' },
  ]
  const freins = fiche('freins', 'a', { accord_salarie: true, freins: rows }, validee)
  const at = (...fiches: FicheLue[]) => suivieDe(immersion('a', dated), fiches)

  test('what is not lifted stays shown, whatever the day; what is lifted does not', () => {
    expect(freinsOuverts(at(freins)).map(({ type }) => type)).toEqual(['mobilite', 'garde_enfants', 'langue'])
  })
  test('until the bilan is validated, not before', () => {
    expect(freinsOuverts(at(freins, fiche('bilan', 'a', {})))).toHaveLength(3)
    expect(freinsOuverts(at(freins, fiche('bilan', 'a', {}, validee)))).toEqual([])
  })
  test('without the employee’s agreement nothing is shown', () => {
    expect(freinsOuverts(at(fiche('freins', 'a', { accord_salarie: false, freins: rows })))).toEqual([])
  })
  test('reminded to the chargé de projet and to the référent, from the day of the first', () => {
    for (const moi of ['charge', 'referent']) {
      const found = echeancesDe(monde(moi, '2026-11-10', [immersion('a', dated)], [accepted, placed, freins, fiche('grille', 'a', {})]), [pose])
      expect(found.find(({ regle }) => regle === 'R-POSE-07')).toMatchObject({ titre: '3 freins à lever', des: '2026-11-12', niveau: 'rappel' })
    }
    expect(titres('tuteur', '2026-11-10', [immersion('a', dated)], [freins])).not.toContain('3 freins à lever')
  })
})

describe('R-POSE-09 : avis et signatures avant le bilan', () => {
  const whole = { avis_salarie: 'J’ai appris.', avis_structure: 'Fiable.', signature_salarie: signature, signature_tuteur: signature }
  const of = (type: string, ...fiches: FicheLue[]) => avantBilan(suivieDe(immersion('a', { ...dated, type_immersion: type }), fiches))

  test('of a validation: both opinions and both signatures in the grid', () => {
    expect(of('validation')).toHaveLength(1)
    expect(of('validation', fiche('grille', 'a', {}))).toHaveLength(4)
    expect(of('validation', fiche('grille', 'a', whole))).toEqual([])
    for (const key of Object.keys(whole)) expect(of('validation', fiche('grille', 'a', { ...whole, [key]: null })), key).toHaveLength(1)
  })
  test('of a découverte: the questionnaire, the project and the signature of the employee', () => {
    expect(of('decouverte', fiche('grille', 'a', whole))).toHaveLength(1)
    const answers = { projet_valide: 'valide', pourquoi: 'Le rythme me va.', signature_salarie: signature }
    expect(of('decouverte', fiche('satisfaction', 'a', answers))).toEqual([])
    for (const key of Object.keys(answers)) expect(of('decouverte', fiche('satisfaction', 'a', { ...answers, [key]: '' })), key).toHaveLength(1)
  })
  test('a signature that no longer covers the content counts for none', () => {
    const suivie = suivieDe(immersion('a', dated), [fiche('grille', 'a', whole)])
    expect(avantBilan(suivie, (_, champ) => champ !== 'signature_tuteur')).toEqual(['La structure d’accueil n’a pas signé la grille'])
  })
  test('what did not take place is not evaluated', () => {
    expect(of('validation', fiche('bilan', 'a', { realisation: 'non_realisee' }))).toEqual([])
  })
  test('asked from the last day on; the bilan only once they are there', () => {
    const prepared = [accepted, placed, cleared]
    const done = [1, 2, 3, 4].map((n) => fiche('hebdo', 'a', { numero_semaine: n, poursuite: 'oui' }))
    const all = [immersion('a', dated)]
    const rows = { tableau_competences: [{ competence: 'Plonge' }] }
    expect(titres('charge', '2026-12-03', all, [...prepared, ...done, fiche('grille', 'a', rows)])).toEqual([])
    expect(titres('charge', '2026-12-04', all, [...prepared, ...done, fiche('grille', 'a', rows)])).toEqual(['Recueillir les avis et les signatures de la grille'])
    expect(titres('tuteur', '2026-12-04', all, [...done, fiche('grille', 'a', rows)])).toEqual(['Recueillir les avis et les signatures de la grille'])
    expect(titres('charge', '2026-12-04', all, [...prepared, ...done, fiche('grille', 'a', { ...rows, ...whole })])).toEqual(['Tenir le bilan tripartite'])
    expect(titres('referent', '2026-12-05', all, [...prepared, fiche('grille', 'a', { ...rows, ...whole })])).toEqual(['Tenir le bilan tripartite'])
  })
})
