// Orienting somebody: from a need in plain words to the structures that answer it, with why; the card that is handed over.
import { expect, test } from 'vitest'
import { readExemples } from '../../server/exemples.ts'
import { Immersion, Structure } from '../../src/domain/collections.ts'
import { type DocId, opId, path, type ReplicaId } from '../../src/domain/id.ts'
import { applyChange, noRegisters } from '../../src/domain/register.ts'
import { chercherStructures, lireCarte, lignesDeCarte, publicsDe, reflexesDe, texteDeCarte } from '../../src/suivi/aiguillage.ts'
import type { FicheLue } from '../../src/suivi/monde.ts'

const exemples = readExemples()
const origin = { o: opId('replique' as ReplicaId, 1), t: 0, u: 'systeme' as const }
const carte = (id: string, said: Record<string, string> = {}) => {
  const data = Structure.parse(exemples.structures.find((one) => one.id === (id as DocId))!)
  const s = Object.fromEntries(Object.entries(said).map(([champ, value]) => [path(champ), value]))
  return lireCarte({ data, registers: applyChange(noRegisters(), { s, b: {} }, origin) })
}
const cartes = [...exemples.structures.map(({ id }) => carte(id))]
const restitutions = exemples.fiches
  .filter(({ gabarit }) => ['restitution-structure-appartenance', 'spro-4-evaluation'].includes(gabarit))
  .map((one): FicheLue => ({ ...one, version: 1, rattachement: null, etat: null }))
const reflexes = reflexesDe({ fiches: restitutions, immersions: exemples.immersions.map(Immersion.parse) })
const noms = (besoin: string, of = cartes) => chercherStructures(besoin, of, reflexes, []).map((one) => one.carte.structure.id)

test('a need finds the structures by their public, what they do, their hours, accents and endings set aside', () => {
  expect(noms('Étudiant')).toContain('str-cio')
  expect(noms('rendez-vous parents')[0]).toBe('str-mda')
  expect(noms('maraichage')).toEqual(['str-jardins'])
  expect(noms('zzz')).toEqual([])
  expect(noms('')).toHaveLength(exemples.structures.length)
})

test('each says why: where the words were found, and the words', () => {
  const [found] = chercherStructures('minima sociaux', cartes, reflexes, [])
  expect(found).toMatchObject({ carte: { structure: { id: 'str-jardins' } }, pourquoi: { ou: 'Pour qui' } })
  expect(found?.pourquoi?.mots).toContain('bénéficiaires des minima sociaux')
})

test('as people say it: a short plural finds the long word, and why is the part that says so', () => {
  expect(noms('ados')).toContain('str-mda')
  const why = (besoin: string, id: string) => chercherStructures(besoin, cartes, new Map(), []).find(({ carte: { structure } }) => structure.id === id)?.pourquoi?.mots
  expect(why('parents', 'str-mda')).toBe('… rendez-vous pour les parents et les professionnels …')
  expect(why('logement', 'str-mission-locale')).toBe('… formation, logement, mobilité …')
})

test('how it wants people to be sent is searched too, and is on the card', () => {
  const kept = carte('str-cio', { orienter_contact: 'La secrétaire de l’accueil', orienter_pieces: 'Dernier bulletin', orienter_delai: 'Dix jours' })
  expect(noms('bulletin', [kept])).toEqual(['str-cio'])
  expect(lignesDeCarte(kept)).toEqual(
    expect.arrayContaining([
      { nom: 'Demander', mots: 'La secrétaire de l’accueil' },
      { nom: 'À apporter', mots: 'Dernier bulletin' },
      { nom: 'Téléphone', mots: '02 61 91 00 02' },
    ]),
  )
  expect(texteDeCarte(kept)).toMatch(/^CIO des Trois-Rives-Imaginaires\nPour qui\u00a0: /)
})

test('what was brought back from a visit is found by its situations, and stays out of the card', () => {
  const all = reflexes.get('str-mda') ?? []
  const lignes = all.flatMap((one) => one.lignes)
  expect(lignes.length).toBeGreaterThan(0)
  const { situation } = lignes[0]!
  expect(chercherStructures(situation, cartes, reflexes, [])[0]?.carte.structure.id).toBe('str-mda')
  const text = texteDeCarte(carte('str-mda'))
  for (const ligne of lignes) expect(text).not.toContain(ligne.situation)
})

test('a public that somebody typed is read as typed, a tag in words', () => {
  const structure = { publics: ['demandeurs-emploi', 'jeunes-parents', '16-25 ans', 'sortants d’ASE'] } as Parameters<typeof publicsDe>[0]
  expect(publicsDe(structure)).toEqual(['demandeurs d’emploi', 'jeunes parents', '16-25 ans', 'sortants d’ASE'])
})
