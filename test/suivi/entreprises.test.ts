// The portfolio of companies: who is in it, their history, who is to be called.
import { describe, expect, test } from 'vitest'
import { echeancesDe } from '../../src/suivi/echeance.ts'
import { portefeuille } from '../../src/suivi/entreprises.ts'
import { pose } from '../../src/suivi/pose.ts'
import { fiche, immersion, monde, reseau, structure } from './monde-pose.ts'

describe('the portfolio', () => {
  test('holds the companies of the directory, hosts and structures asked, each once whatever its spelling', () => {
    const all = [immersion('a', { dates: ['2026-05-18', '2026-05-29'] }), immersion('b', { structure_accueil: 'bistrot  l’exemple', dates: ['2026-11-09', '2026-12-04'] })]
    const asked = fiche('miseEnPlace', 'b', {
      prospects: [
        { structure: 'Cantine fictive du lycée', reponse: 'refus', date_contact: '2026-10-02' },
        { structure: 'str-b', reponse: 'accord', date_contact: '2026-10-05' },
        { structure: '', reponse: 'attente' },
      ],
    })
    const found = portefeuille(monde('charge', '2026-11-22', all, [asked]), reseau)
    expect(found.map(({ nom, immersions, prospections }) => [nom, immersions.map(({ immersion: { id } }) => id), prospections.length])).toEqual([
      ['Bistrot L’Exemple', ['b', 'a'], 1],
      ['Cantine fictive du lycée', [], 1],
    ])
    expect(found[1]).toMatchObject({ structure: null, id: 'nom:cantine fictive du lycee' })
  })
  test('an SIAE is in it once it hosts, not before', () => {
    const none = portefeuille(monde('charge', '2026-11-22', [], []), reseau)
    expect(none.map(({ nom }) => nom)).toEqual(['Bistrot L’Exemple'])
    const hosting = portefeuille(monde('charge', '2026-11-22', [immersion('a', { structure_accueil: 'str-s' })], []), reseau)
    expect(hosting.map(({ nom }) => nom)).toEqual(['Bistrot L’Exemple', 'Les Jardins'])
  })
  test('what is said of a company is its follow-up in this réseau; begun twice, the first counts', () => {
    const first = fiche('entreprise', null, { entreprise: 'str-b', prochain_contact: '2026-11-30', relation: 'partenaire' }, { cree_le: '2026-01-01T00:00:00' })
    const second = fiche('entreprise', null, { entreprise: 'str-b', prochain_contact: '2026-12-30' }, { cree_le: '2026-02-01T00:00:00' })
    const elsewhere = fiche('entreprise', null, { entreprise: 'str-b', prochain_contact: '2026-10-01' }, { rattachement: { type: 'groupe', id: 'autre' }, cree_le: '2025-01-01T00:00:00' })
    for (const fiches of [[first, second, elsewhere], [elsewhere, second, first]])
      expect(portefeuille(monde('charge', '2026-11-22', [], fiches), reseau)[0]).toMatchObject({ prochain: '2026-11-30', relation: 'partenaire', suivi: first })
  })
  test('a refused immersion is no history of the company, one of another réseau neither', () => {
    const all = [immersion('a', { statut: 'refusee' }), immersion('b', { structure_appartenance: 'x', charge_projet: 'autre' })]
    expect(portefeuille(monde('charge', '2026-11-22', all, []), reseau)[0]?.immersions).toEqual([])
  })
})

test('who is to be called is due that day, until the date is moved', () => {
  const due = (fields: object, jour = '2026-11-22') =>
    echeancesDe(
      monde('charge', jour, [], [fiche('entreprise', null, { entreprise: 'str-b', objet_contact: 'Décembre', ...fields })]),
      [pose],
    ).filter(({ id }) => id.startsWith('pose:contact'))
  expect(due({ prochain_contact: '2026-11-22' })).toMatchObject([
    { titre: 'Rappeler Bistrot L’Exemple', detail: 'Décembre', des: '2026-11-22', lien: '/reseau/groupe/reseau/entreprises/str-b' },
  ])
  expect(due({ prochain_contact: '2026-11-23' })).toEqual([])
  expect(due({})).toEqual([])
  expect(due({ prochain_contact: '2026-11-01', relation: 'ne_souhaite_pas' })).toEqual([])
})

test('a hundred and twenty companies and as many immersions are put together in one pass', () => {
  const structures = Array.from({ length: 120 }, (_, i) => structure(`str-${i}`, `Entreprise ${i}`))
  const all = structures.map(({ id }, i) => immersion(`i${i}`, { structure_accueil: id, dates: ['2026-05-18', '2026-05-29'] }))
  const whole = monde('charge', '2026-11-22', all, [])
  const found = portefeuille({ ...whole, annuaire: { ...whole.annuaire, structures } }, reseau)
  expect(found).toHaveLength(120)
  expect(found.every(({ immersions }) => immersions.length === 1)).toBe(true)
})
