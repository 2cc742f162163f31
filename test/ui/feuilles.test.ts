// What leaves the app says what its screens show: computed champs before validation, lists of a réseau as they are filtered.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { path } from '../../src/domain/id.ts'
import { shownValue } from '../../src/domain/register.ts'
import type { ImmersionComptee } from '../../src/forms/calcul.ts'
import { loadCalculs } from '../../src/forms/calculees.ts'
import { portefeuille } from '../../src/suivi/entreprises.ts'
import { suivies } from '../../src/suivi/immersion-salarie.ts'
import { feuilleDesEntreprises, feuilleDesSuivies } from '../../src/ui/insertion/feuilles.ts'
import { registresComplets } from '../../src/ui/impression/calculs.ts'
import { noRegisters } from '../../src/domain/register.ts'
import { gabarit } from '../forms/support/exemples.ts'
import { fiche, immersion, monde, reseau } from '../suivi/monde-pose.ts'

beforeAll(loadCalculs)

test('a yearly restitution that is not validated yet is printed with its count', () => {
  const immersions: ImmersionComptee[] = JSON.parse(readFileSync(join(import.meta.dirname, '../../server/exemples/immersions.json'), 'utf8'))
  const annuelle = gabarit('restitution-annuelle')
  const empty = noRegisters()
  const seen = registresComplets(annuelle, empty, { immersions, niveaux: [], annee: 2026 })
  expect(shownValue(seen, path('nb_realisees'))).toBe(6)
  expect(shownValue(registresComplets(annuelle, empty, undefined), path('nb_realisees'))).toBeNull()
  expect(Object.keys(empty)).toEqual([])
})

test('the immersions and companies of a réseau leave as tables, the employee by the repère', () => {
  const all = [immersion('a', { titre: 'Plonge', salarie_repere: 'SAL-1', dates: ['2026-05-18', '2026-05-29'], statut: 'close' })]
  const suivi = fiche('entreprise', null, { entreprise: 'str-b', prochain_contact: '2026-11-30', objet_contact: 'Rappeler le midi', relation: 'partenaire', note: 'Confidentiel' })
  const world = monde('charge', '2026-11-22', all, [suivi])
  const table = feuilleDesSuivies(suivies(all, []), new Map(), world.annuaire)
  expect(table.lignes[0]?.length).toBe(table.colonnes.length)
  expect(table.lignes[0]?.slice(0, 2)).toEqual(['SAL-1', 'Plonge'])
  const companies = feuilleDesEntreprises(portefeuille(world, reseau))
  expect(companies.lignes[0]?.length).toBe(companies.colonnes.length)
  expect(companies.lignes[0]).toEqual(expect.arrayContaining(['Bistrot L’Exemple', 'Rappeler le midi', 1]))
  expect(JSON.stringify(companies)).not.toContain('Confidentiel')
})
