// What a fiche of an employee's immersion begins with: what is already known is not typed again, what the employee says is
// never said for them.
import { describe, expect, test } from 'vitest'
import { POSE, suivieDe } from '../../src/suivi/immersion-salarie.ts'
import type { FicheLue } from '../../src/suivi/monde.ts'
import { type Ici, proposerPose } from '../../src/suivi/proposer-pose.ts'
import { fiche, immersion, structure, validee } from './monde-pose.ts'

const ici: Ici = {
  structures: [structure('str-b', 'Bistrot L’Exemple', { adresse: '24 quai du Simulacre' })],
  personnes: [{ id: 'tuteur', nom: 'Lou Maquette', fonction: 'Responsable de cuisine' }],
  today: '2026-11-24',
}
const dated = { dates: ['2026-11-09', '2026-12-04'], duree_heures: 112, statut: 'en_cours' }
const begin = (gabarit: keyof typeof POSE, fiches: FicheLue[] = [], fields: object = {}, where: Partial<Ici> = {}) =>
  proposerPose(POSE[gabarit], suivieDe(immersion('a', { ...dated, ...fields }), fiches), { ...ici, ...where })

test('the entretien begins with who is there, and nothing of what the employee says', () => {
  expect(begin('entretien')).toEqual({ salarie_repere: 'SAL-B04', siae: 'str-s', referent: 'referent', charge_projet: 'charge', type_immersion: 'validation' })
  expect(begin('entretien', [], { salarie_repere: null, referent: null, type_immersion: null })).toEqual({ siae: 'str-s', charge_projet: 'charge' })
})

describe('the mise en place', () => {
  test('begins with the host, the days and how its type is evaluated', () => {
    expect(begin('miseEnPlace')).toEqual({
      structure_retenue: 'str-b',
      date_debut: '2026-11-09',
      date_fin: '2026-12-04',
      nombre_heures: 112,
      lieu: 'Bistrot L’Exemple, 24 quai du Simulacre',
      tuteur: 'Lou Maquette, Responsable de cuisine',
      objet_pmsmp: 'confirmer',
      modalites_evaluation: ['grille', 'hebdomadaire', 'bilan_tripartite'],
    })
    expect(begin('miseEnPlace', [], { type_immersion: 'decouverte' })).toMatchObject({ objet_pmsmp: 'decouvrir', modalites_evaluation: ['questionnaire', 'bilan_tripartite'] })
  })
  test('of an immersion without host nor days, says none', () => {
    expect(begin('miseEnPlace', [], { structure_accueil: null, accueillant: null, dates: [], duree_heures: null, type_immersion: null })).toEqual({})
  })
  test('says where the obstacles are, when the employee agreed to note them', () => {
    const freins = (reponses: object) => begin('miseEnPlace', [fiche('freins', 'a', { accord_salarie: true, ...reponses })]).freins_traites
    expect(freins({})).toBe('aucun')
    expect(freins({ freins: [{ type: 'mobilite', etat: 'leve' }] })).toBe('leves')
    expect(freins({ freins: [{ type: 'mobilite', etat: 'leve' }, { type: 'langue', etat: 'a_faire' }] })).toBe('en_cours')
    expect(freins({ condition_demarrage: 'attendre', freins: [{ type: 'mobilite', etat: 'a_faire' }] })).toBe('bloquants')
    expect(freins({ accord_salarie: false })).toBeUndefined()
  })
})

describe('the point of the week', () => {
  const held = (n: number) => fiche('hebdo', 'a', { numero_semaine: n, poursuite: 'oui' })
  test('is of the week asked for; its day is today’s when today is in it', () => {
    expect(begin('hebdo', [], {}, { semaine: 1 })).toEqual({ numero_semaine: 1 })
    expect(begin('hebdo', [], {}, { semaine: 3 })).toEqual({ numero_semaine: 3, date: '2026-11-24' })
  })
  test('else of the first one that waits', () => {
    expect(begin('hebdo', [held(1)])).toEqual({ numero_semaine: 2 })
    expect(begin('hebdo', [held(1), held(2)])).toEqual({ numero_semaine: 3, date: '2026-11-24' })
    expect(begin('hebdo', [held(1), held(2), held(3)])).toEqual({})
  })
})

test('the grid begins with the occupation of the entretien', () => {
  const entretien = fiche('entretien', 'a', { metier_vise: 'Plongeur', code_rome: 'G1605' }, validee)
  expect(begin('grille', [entretien])).toEqual({ metier: 'Plongeur', code_rome: 'G1605', date_evaluation: '2026-12-04' })
})

describe('the bilan', () => {
  test('begins with what was evaluated and what is left, the words of the employee left to them', () => {
    const grille = fiche('grille', 'a', {
      avis_salarie: 'J’ai appris.',
      avis_structure: 'Fiable.',
      tableau_competences: [{ competence: 'Doser', niveau: 'totalement_acquise' }, { competence: 'Ranger' }],
    })
    const freins = fiche('freins', 'a', { accord_salarie: true, freins: [{ type: 'mobilite', besoin: 'Pas de bus avant 7 h', etat: 'en_cours' }, { type: 'langue', etat: 'leve' }] })
    const points = [28, 30, 28, 20].map((heures_realisees, i) => fiche('hebdo', 'a', { numero_semaine: i + 1, heures_realisees }))
    expect(begin('bilan', [grille, freins, ...points])).toEqual({
      type_immersion: 'validation',
      heures_realisees: 106,
      competences_bilan: 'Doser : totalement acquise.',
      parole_accueil: 'Fiable.',
      freins_restants: 'Pas de bus avant 7 h',
    })
    expect(begin('bilan', points.slice(1))).toEqual({ type_immersion: 'validation' })
  })
  test('of a découverte takes where the project is from the questionnaire', () => {
    const satisfaction = fiche('satisfaction', 'a', { projet_valide: 'infirme', pourquoi: 'Les horaires.' })
    expect(begin('bilan', [satisfaction], { type_immersion: 'decouverte' })).toEqual({ type_immersion: 'decouverte', projet: 'infirme' })
  })
})
