// The progress of skills over the weeks: « Non observée » is off the scale.
import { expect, test } from 'vitest'
import { competencesDe, gainDe, rangDe } from '../../src/suivi/competences.ts'
import { suivieDe } from '../../src/suivi/immersion-salarie.ts'
import { fiche, immersion } from './monde-pose.ts'

const grille = fiche('grille', 'a', {
  tableau_competences: [
    { competence: 'Doser les produits', niveau: 'partiellement_acquise', niveau_salarie: 'totalement_acquise', fait_observe: 'Dosage juste.' },
    { competence: 'Dresser des entrées', niveau: 'non_observee' },
    { competence: 'Trier', niveau: 'initiative' },
    { competence: '' },
  ],
})
const point = (n: number, ...rows: Record<string, string>[]) => fiche('hebdo', 'a', { numero_semaine: n, competences_semaine: rows })
const points = [
  point(2, { competence: 'doser  les produits.', niveau: 'partiellement_acquise', evolution: 'progres' }, { competence: 'Dresser des entrées', niveau: 'non_observee' }),
  point(1, { competence: 'Doser les produits', niveau: 'non_acquise', evolution: 'difficulte', fait_observe: 'Confond deux flacons' }, { competence: 'Accueillir', niveau: 'totalement_acquise' }),
]
const found = competencesDe(suivieDe(immersion('a', { dates: ['2026-11-09', '2026-12-04'] }), [grille, ...points]), '2026-11-24')

test('each skill has its weeks in order, whatever the spelling, then what the grid says', () => {
  const [doser] = found
  expect(doser?.semaines.map(({ n, niveau }) => [n, niveau])).toEqual([[1, 'non_acquise'], [2, 'partiellement_acquise']])
  expect(doser).toMatchObject({ niveau: 'partiellement_acquise', niveau_salarie: 'totalement_acquise', fait: 'Dosage juste.', dansLaGrille: true })
})
test('a skill that only a weekly point knows is shown after those of the grid', () => {
  expect(found.map(({ competence, dansLaGrille }) => [competence, dansLaGrille])).toEqual([
    ['Doser les produits', true],
    ['Dresser des entrées', true],
    ['Trier', true],
    ['Accueillir', false],
  ])
})
test('progress is counted in steps of the scale; what was not observed is no level', () => {
  expect(found.map(gainDe)).toEqual([1, null, null, null])
  expect(rangDe('non_observee')).toBeNull()
  expect(['non_acquise', 'partiellement_acquise', 'totalement_acquise', 'initiative'].map(rangDe)).toEqual([1, 2, 3, 4])
})
