// The lists of a réseau: a hundred immersions and fifty companies found, in the order in which they are needed, and found
// again as they were left; the questions that the employee is handed.
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Annuaire } from '../../src/domain/acces.ts'
import { champsOf, type Gabarit } from '../../src/forms/gabarit.ts'
import { echeancesDe } from '../../src/suivi/echeance.ts'
import { portefeuille, suivisDus } from '../../src/suivi/entreprises.ts'
import { suivies } from '../../src/suivi/immersion-salarie.ts'
import { pose } from '../../src/suivi/pose.ts'
import { enGrand, titreDe } from '../../src/ui/immersion.ts'
import { ecrireFiltre, lireFiltre } from '../../src/ui/insertion/filtre-garde.ts'
import { attendues, AUCUN, filtrer, parImmersion } from '../../src/ui/insertion/filtres.ts'
import { AUCUNE, trouver } from '../../src/ui/insertion/filtres-entreprises.ts'
import { gabaritParole, parolesOf } from '../../src/ui/insertion/paroles.ts'
import { fiche, immersion, monde, reseau, structure } from '../suivi/monde-pose.ts'

describe('the immersions of a réseau', () => {
  const today = '2026-11-24'
  const all = [
    immersion('close', { dates: ['2026-02-02', '2026-02-13'], statut: 'close' }),
    immersion('refusee', { dates: [], statut: 'refusee' }),
    immersion('recente', { dates: ['2026-11-16', '2026-12-04'], statut: 'en_cours' }),
    immersion('ancienne', { dates: ['2026-11-02', '2026-12-04'], statut: 'en_cours' }),
    immersion('sans-date', { dates: [], statut: 'brouillon' }),
    immersion('a-venir', { dates: ['2026-12-14', '2026-12-18'], statut: 'acceptee' }),
  ]
  const freins = fiche('freins', 'recente', { accord_salarie: true, freins: [{ type: 'mobilite', besoin: 'Bus', etat: 'a_faire', echeance: '2026-11-10' }] })
  const world = monde('charge', today, all, [freins])
  const duesOf = parImmersion(echeancesDe(world, [pose]))
  const list = (part: Partial<typeof AUCUN>) =>
    filtrer(suivies(world.immersions, world.fiches), { ...AUCUN, ...part }, { duesOf, annuaire: world.annuaire as Annuaire, jusque: '2026-11-29' }).map((one) => one.immersion.id)

  test('those whose days are to be chosen first, then the latest first, what was refused last', () => {
    expect(list({})).toEqual(['sans-date', 'a-venir', 'recente', 'ancienne', 'close', 'refusee'])
  })
  test('of those that wait for the same thing, the one that has waited longest first', () => {
    expect(list({ attente: 'point' })).toEqual(['ancienne', 'recente'])
    expect(list({ attente: 'retard' })).toEqual(['ancienne', 'recente'])
    expect(list({ attente: 'freins' })[0]).toBe('recente')
  })
  test('what is waited for is told before what else is due', () => {
    const dues = duesOf.get('recente') ?? []
    expect(attendues('freins', dues)[0]?.titre).toBe('1 frein à lever')
    expect(attendues('point', dues)[0]?.titre).toBe('Point de la semaine 1 en retard')
  })
})

describe('the companies of a réseau', () => {
  const today = '2026-11-24'
  const suivi = (entreprise: string, reponses: object) => fiche('entreprise', null, { entreprise, ...reponses })
  const base = monde('charge', today, [], [
    suivi('str-b', { relation: 'partenaire', prochain_contact: '2026-11-20', objet_contact: 'Une place en mars' }),
    suivi('str-c', { relation: 'ne_souhaite_pas', prochain_contact: '2026-11-01' }),
    suivi('str-d', { relation: 'en_contact', prochain_contact: '2026-12-01' }),
    suivi('Scierie Inconnue', { relation: 'a_prospecter', prochain_contact: '2026-11-10' }),
  ])
  const more = ['c', 'd', 'e'].map((id) => structure(`str-${id}`, `Entreprise ${id}`))
  const world = { ...base, annuaire: { ...base.annuaire, structures: [...(base.annuaire.structures ?? []), ...more] } }
  const all = portefeuille(world, reseau)
  const names = (voir: string) => trouver(all, { ...AUCUNE, voir }, today).map(({ nom }) => nom)

  test('to call by now: the same ones, as many, as those that are reminded; the oldest day first', () => {
    expect(names('rappeler')).toEqual(['Scierie Inconnue', 'Bistrot L’Exemple'])
    expect(suivisDus(reseau, world).map(({ titre }) => titre).sort()).toEqual(['Rappeler Bistrot L’Exemple', 'Rappeler Scierie Inconnue'])
    expect(suivisDus(reseau, world).find(({ titre }) => titre.includes('Bistrot'))).toMatchObject({ des: '2026-11-20', detail: 'Une place en mars', lien: '/reseau/groupe/reseau/entreprises/str-b' })
  })
  test('the contacts to come, by day; those nobody follows yet', () => {
    expect(names('prevus')).toEqual(['Entreprise c', 'Scierie Inconnue', 'Bistrot L’Exemple', 'Entreprise d'])
    expect(names('jamais')).toEqual(['Entreprise e'])
    expect(names('absente')).toEqual(['Scierie Inconnue'])
  })
})

test('of the day, one sees whole where one goes or hosts; those one follows are rows, told apart by whose they are', () => {
  const day = (id: string, fields: object) => immersion(id, { dates: ['2026-11-24'], titre: 'Plonge', ...fields })
  const followed = [day('a', { salarie_repere: 'SAL-1' }), day('b', { salarie_repere: 'SAL-2' })]
  const hosted = day('c', { accueillant: 'charge' })
  expect(enGrand(followed, 'charge')).toEqual([])
  expect(enGrand([...followed, hosted], 'charge')).toEqual([hosted])
  expect(enGrand([followed[0]!], 'charge')).toEqual([followed[0]])
  expect(enGrand(followed, 'tuteur')).toEqual(followed)
  expect(followed.map(titreDe)).toEqual(['SAL-1 · Plonge', 'SAL-2 · Plonge'])
  expect(titreDe(day('d', { salarie_repere: null, titre: '' }))).toBe('Sans titre')
})

test('a filter is found again as it was left: in the address, what is not chosen left out', () => {
  const chosen = { ...AUCUN, mots: 'sal-42 & co', attente: 'point', semaine: true }
  const said = ecrireFiltre(AUCUN, chosen)
  expect(said).toBe('?mots=sal-42+%26+co&attente=point&semaine=')
  expect(lireFiltre(AUCUN, Object.fromEntries(new URLSearchParams(said)))).toEqual(chosen)
  expect(ecrireFiltre(AUCUN, AUCUN)).toBe('')
  expect(lireFiltre(AUCUN, { autre: 'x' })).toEqual(AUCUN)
})

test('what the employee is handed is asked to them, not about them, and answers the same registers', () => {
  const folder = new URL('../../src/forms/gabarits/', import.meta.url)
  let asked = 0
  for (const name of readdirSync(folder)) {
    const gabarit = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Gabarit // checked against its schema by test/forms
    const handed = gabaritParole(gabarit)
    expect(champsOf(handed).map(({ id }) => id), name).toEqual(parolesOf(gabarit).map(({ id }) => id))
    for (const { libelle, aide } of champsOf(handed)) expect(`${libelle} ${aide ?? ''}`, name).not.toMatch(/salarié/i)
    for (const { titre } of handed.sections) expect(titre, name).not.toMatch(/salarié/i)
    asked += champsOf(handed).length
  }
  expect(asked).toBeGreaterThan(20)
})
