// What stands between a fiche of an employee's immersion and its validation: the rules of the gabarit and those that look
// around it. Only validation is stopped.
import { describe, expect, test } from 'vitest'
import type { Json } from '../../src/domain/json.ts'
import { findChamp } from '../../src/forms/gabarit.ts'
import { loadGabarit } from '../../src/forms/load-gabarit.ts'
import { manques } from '../../src/forms/manques.ts'
import { exigencesOf } from '../../src/forms/regles.ts'
import { aReporter, controlePose } from '../../src/suivi/controle-pose.ts'
import { periodeDe } from '../../src/suivi/periodes.ts'
import { POSE, suivieDe } from '../../src/suivi/immersion-salarie.ts'
import { fiche, immersion, monde, signature, structure, validee } from './monde-pose.ts'

const structures = [structure('str-b', 'Bistrot L’Exemple')]
const alone = suivieDe(immersion('a'), [])
const rules = (gabarit: string, reponses: Record<string, Json>, around: Partial<Parameters<typeof controlePose>[2]> = {}) =>
  controlePose(gabarit, reponses, { suivie: alone, autres: [], structures, ...around })

/** Why this answer may not be chosen, in the form. */
const entretien = await loadGabarit(POSE.entretien, 1)
const forbidden = (reponses: Record<string, Json>, decision: string): string | undefined =>
  exigencesOf(entretien, reponses).interdits.get('decision')?.get(decision)?.id

describe('R-POSE-01 : le volontariat du salarié', () => {
  test('a « non » forbids « Immersion acceptée » and nothing else, with the rule in words', async () => {
    expect(forbidden({ volontaire: false }, 'acceptee')).toBe('R-POSE-01')
    expect(forbidden({ volontaire: false }, 'refusee')).toBeUndefined()
    expect(forbidden({ volontaire: true }, 'acceptee')).toBeUndefined()
    const said = manques(await loadGabarit(POSE.entretien, 1), { volontaire: false, decision: 'acceptee' })
    expect(said.find(({ regle }) => regle === 'R-POSE-01')).toMatchObject({ champ: 'decision', niveau: 'bloquant', message: expect.stringContaining('volontariat') })
  })
  test('without a « oui » the decision is not validated, an answer that was never given included', () => {
    expect(rules(POSE.entretien, { decision: 'acceptee' }).map(({ regle }) => regle)).toEqual(['R-POSE-01'])
    expect(rules(POSE.entretien, { decision: 'acceptee', volontaire: null }).map(({ regle }) => regle)).toEqual(['R-POSE-01'])
    expect(rules(POSE.entretien, { decision: 'acceptee', volontaire: true })).toEqual([])
    expect(rules(POSE.entretien, { decision: 'refusee' })).toEqual([])
  })
  test('the employee’s answers are asked of whoever holds the phone', async () => {
    const gabarit = await loadGabarit(POSE.entretien, 1)
    const asked = manques(gabarit, { decision: 'acceptee' }, { roles: ['charge_projet'] }).map(({ champ }) => champ)
    expect(asked).toEqual(expect.arrayContaining(['volontaire', 'parole_salarie']))
  })
})

test('R-POSE-02 : au seul bénéfice de l’employeur, seul le refus reste', async () => {
  const reponses = { interet_employeur_seul: true }
  expect(['acceptee', 'a_retravailler', 'refusee'].map((one) => forbidden(reponses, one))).toEqual(['R-POSE-02', 'R-POSE-02', undefined])
  const gabarit = await loadGabarit(POSE.entretien, 1)
  for (const decision of ['acceptee', 'a_retravailler'])
    expect(manques(gabarit, { ...reponses, decision }).filter(({ regle }) => regle === 'R-POSE-02')).toMatchObject([{ champ: 'decision', niveau: 'bloquant' }])
})

test('R-POSE-03 : sans cohérence l’immersion n’est pas acceptée ; un refus a son motif', async () => {
  expect(forbidden({ coherence: 'non' }, 'acceptee')).toBe('R-POSE-03')
  expect(forbidden({ coherence: 'en_partie' }, 'acceptee')).toBeUndefined()
  const gabarit = await loadGabarit(POSE.entretien, 1)
  const of = (motif_refus: Json) => manques(gabarit, { decision: 'refusee', motif_refus }, { roles: ['charge_projet'] }).some(({ champ }) => champ === 'motif_refus')
  expect(of([])).toBe(true)
  expect(of(['calendrier'])).toBe(false)
})

test('R-POSE-04 : un seul objet parmi trois', async () => {
  const gabarit = await loadGabarit(POSE.miseEnPlace, 1)
  const objet = findChamp(gabarit, 'objet_pmsmp')
  expect(objet?.type === 'choix' && objet.options?.map(({ id }) => id)).toEqual(['decouvrir', 'confirmer', 'recruter'])
  const of = (value: Json) => manques(gabarit, { objet_pmsmp: value }).filter(({ champ }) => champ === 'objet_pmsmp').map(({ raison }) => raison)
  expect(of('confirmer')).toEqual([])
  expect(of(['decouvrir', 'confirmer'])).toEqual(['type'])
  expect(of('embaucher')).toEqual(['option'])
  expect(of(null)).toEqual(['obligatoire'])
})

describe('R-POSE-05 : les durées, à la mise en place', () => {
  const asked = (reponses: Record<string, Json>, ...autres: ReturnType<typeof suivieDe>[]) =>
    rules(POSE.miseEnPlace, { structure_retenue: 'str-b', ...reponses }, { autres }).map(({ champ, niveau, regle }) => `${champ} ${niveau} ${regle}`)
  const other = (id: string, from: string, to: string, fields: object = {}) =>
    suivieDe(immersion(id, { dates: [from, to], statut: 'close', ...fields }), [fiche('miseEnPlace', id, { objet_pmsmp: 'decouvrir', objectifs_precis: `Objectif ${id}` }, validee)])

  test('more than a month stops validation, at the end date; the draft is the person’s', () => {
    expect(asked({ date_debut: '2026-11-09', date_fin: '2026-12-08' })).toEqual([])
    expect(asked({ date_debut: '2026-11-09', date_fin: '2026-12-09' })).toEqual(['date_fin bloquant R-POSE-05'])
    expect(asked({ date_debut: '2026-11-09', date_fin: '2026-11-08' })).toEqual(['date_fin bloquant R-POSE-05'])
    expect(asked({ date_debut: '2026-11-09' })).toEqual([])
  })
  test('the month is looked at even before the employee or the host is known', () => {
    const nobody = suivieDe(immersion('a', { salarie_repere: null, structure_accueil: null }), [])
    expect(controlePose(POSE.miseEnPlace, { date_debut: '2026-11-09', date_fin: '2026-12-31' }, { suivie: nobody, autres: [], structures })).toHaveLength(1)
  })
  test('a third convention in the same structure, however it is spelt', () => {
    const two = [other('x', '2026-02-02', '2026-02-06'), other('y', '2026-05-04', '2026-05-08', { structure_accueil: 'BISTROT l’exemple', salarie_repere: 'sal-b04' })]
    const third = { date_debut: '2026-11-09', date_fin: '2026-11-13', objet_pmsmp: 'confirmer', objectifs_precis: 'Autre' }
    expect(asked(third, ...two)).toEqual(['date_debut bloquant R-POSE-05'])
    expect(asked({ ...third, structure_retenue: 'Cantine' }, ...two)).toEqual([])
  })
  test('those refused, cancelled, not held, of somebody else or of another SIAE do not count', () => {
    const third = { date_debut: '2026-11-09', date_fin: '2026-11-13' }
    const first = other('x', '2026-02-02', '2026-02-06')
    for (const fields of [{ statut: 'refusee' }, { statut: 'annulee' }, { salarie_repere: 'SAL-C11' }, { structure_appartenance: 'str-autre' }])
      expect(asked(third, first, other('y', '2026-05-04', '2026-05-08', fields)), JSON.stringify(fields)).toEqual([])
    const absent = suivieDe(immersion('y', { dates: ['2026-05-04', '2026-05-08'] }), [fiche('bilan', 'y', { realisation: 'non_realisee' })])
    expect(asked(third, first, absent)).toEqual([])
  })
  test('one that stopped early counts the days that were done', () => {
    const long = (bilan: object) => suivieDe(immersion('x', { dates: ['2026-03-02', '2026-04-01'], statut: 'close' }), [fiche('bilan', 'x', bilan as Record<string, Json>)])
    const second = { date_debut: '2026-06-01', date_fin: '2026-06-30' }
    expect(asked(second, long({ realisation: 'complete' }))).toEqual(['date_debut bloquant R-POSE-05'])
    expect(asked(second, long({ realisation: 'partielle', dernier_jour: '2026-03-20' }))).toEqual([])
  })
})

test('R-POSE-06 : le rappel est sous les tâches confiées', async () => {
  const taches = findChamp(await loadGabarit(POSE.miseEnPlace, 1), 'taches')
  expect(taches?.aide).toMatch(/remplacement d’un salarié absent.*poste permanent/)
})

test('R-POSE-09 : le bilan attend les avis et les signatures', () => {
  const whole = { avis_salarie: 'J’ai appris.', avis_structure: 'Fiable.', signature_salarie: signature, signature_tuteur: signature }
  const of = (grille: Record<string, Json>, bilan: Record<string, Json> = { realisation: 'complete' }) =>
    rules(POSE.bilan, bilan, { suivie: suivieDe(immersion('a'), [fiche('grille', 'a', grille), fiche('bilan', 'a', {})]) }).map(({ message }) => message)
  expect(of(whole)).toEqual([])
  expect(of({ ...whole, signature_tuteur: null })).toEqual(['La structure d’accueil n’a pas signé la grille.'])
  expect(of({}, { realisation: 'non_realisee' })).toEqual([])
  expect(rules(POSE.bilan, {}, { suivie: suivieDe(immersion('a'), [fiche('grille', 'a', whole)]), signee: () => false })).toHaveLength(2)
})

describe('what the immersion takes from its fiches', () => {
  const annuaire = monde('charge', '2026-11-22', [], []).annuaire
  const of = (fields: object, ...fiches: ReturnType<typeof fiche>[]) => aReporter(suivieDe(immersion('a', fields), fiches), annuaire.structures ?? [], annuaire.personnes)
  const placed = { structure_retenue: 'Bistrot L’Exemple', date_debut: '2026-11-09', date_fin: '2026-12-04', tuteur: 'tuteur, responsable de salle', lieu: 'Quai du Simulacre' }

  test('the type that was agreed, the host, the days and the tuteur, once they are validated', () => {
    const bare = { type_immersion: null, structure_accueil: null, accueillant: null }
    expect(of(bare, fiche('entretien', 'a', { decision: 'acceptee', type_immersion: 'decouverte' }), fiche('miseEnPlace', 'a', placed))).toEqual({})
    expect(of(bare, fiche('entretien', 'a', { decision: 'acceptee', type_immersion: 'decouverte' }, validee), fiche('miseEnPlace', 'a', placed, validee))).toEqual({
      type_immersion: 'decouverte',
      structure_accueil: 'str-b',
      dates: ['2026-11-09', '2026-12-04'],
      accueillant: 'tuteur',
      lieu: 'Quai du Simulacre',
    })
  })
  test('the SIAE named in the entretien, while the immersion names none', () => {
    const entretien = (siae: string) => fiche('entretien', 'a', { decision: 'acceptee', siae }, validee)
    for (const siae of ['str-s', 'les jardins']) expect(of({ structure_appartenance: null }, entretien(siae)), siae).toEqual({ structure_appartenance: 'str-s' })
    expect(of({ structure_appartenance: null }, entretien('Ailleurs'))).toEqual({})
    expect(of({ structure_appartenance: 'str-r' }, entretien('str-s'))).toEqual({})
  })
  test('R-POSE-05 : two immersions of one employee are counted together when only the entretien of one names the SIAE', () => {
    const entretien = fiche('entretien', 'b', { siae: 'Les Jardins' })
    const [a, b] = [suivieDe(immersion('a', { dates: ['2026-11-09', '2026-12-04'] }), []), suivieDe(immersion('b', { dates: ['2026-12-07', '2026-12-18'], structure_appartenance: null }), [entretien])]
    const structures = annuaire.structures ?? []
    expect(periodeDe(b, structures)?.salarie).toBe(periodeDe(a, structures)?.salarie)
  })
  test('nothing once it says so, nor of an immersion that was refused', () => {
    expect(of({ dates: ['2026-11-09', '2026-12-04'], lieu: 'Ici' }, fiche('miseEnPlace', 'a', placed, validee))).toEqual({})
    expect(of({ type_immersion: null }, fiche('entretien', 'a', { decision: 'refusee', type_immersion: 'decouverte' }, validee))).toEqual({})
  })
})
