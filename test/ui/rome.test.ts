// The ROME in a form: what a search finds, and what is written when skills are added to a grid.
import { describe, expect, test } from 'vitest'
import { path } from '../../src/domain/id.ts'
import { noRegisters, type Registers } from '../../src/domain/register.ts'
import { reponsesLues } from '../../src/suivi/monde.ts'
import type { FicheMetier, ItemRome } from '../../src/sync/rome.ts'
import { dejaLa, estLa, lignesRome, prendMetier, romeDe } from '../../src/ui/rome/grilles.ts'
import { chercher } from '../../src/ui/rome/chercher.ts'

const item = (ogr: string, libelle: string, genre: ItemRome['genre'] = 'savoir_faire'): ItemRome => ({ ogr, libelle, genre, categorie: '', coeur: 'principale' })
const metier: FicheMetier = {
  version: '460',
  code: 'G1605',
  titre: 'Plongeur en restauration',
  items: [item('1', 'Nettoyer la vaisselle'), item('2', 'Règles d’hygiène', 'savoir'), item('3', 'Faire preuve de rigueur', 'savoir_etre'), item('4', 'Travail le samedi', 'contexte')],
}
/** Registers as the store would hold them after this write. */
const written = (set: object, onto: Registers = noRegisters()): Registers => {
  const registers = Object.assign(noRegisters(), onto)
  for (const [at, v] of Object.entries(set)) registers[path(at)] = [{ id: `op-${at}`, v } as never]
  return registers
}

describe('rows from an occupation', () => {
  test('skills go to the grid, behaviours to their own table, with occupation, code and version', () => {
    const registers = written(lignesRome('pose-grille-competences', null, metier, metier.items))
    const reponses = reponsesLues(registers)
    expect(reponses).toMatchObject({ metier: 'Plongeur en restauration', code_rome: 'G1605', referentiel: 'rome' })
    expect(reponses.tableau_competences).toEqual([
      { competence: 'Nettoyer la vaisselle' },
      { competence: 'Règles d’hygiène' },
      { competence: 'Contexte : Travail le samedi' },
    ])
    expect(reponses.tableau_transversal).toEqual([{ item: 'Faire preuve de rigueur' }])
    expect(romeDe(registers)).toEqual({ version: '460', code: 'G1605' })
  })

  test('in the interview each row says that it comes from the ROME', () => {
    const reponses = reponsesLues(written(lignesRome('pose-entretien-tripartite-initial', null, metier, metier.items.slice(0, 1))))
    expect(reponses.competences_visees).toEqual([{ origine: 'rome', competence: 'Nettoyer la vaisselle' }])
  })

  test('what is there is neither doubled nor replaced; new rows come after', () => {
    const first = written(lignesRome('pose-grille-competences', null, metier, metier.items.slice(0, 1)))
    const own = written({ metier: 'Aide de cuisine', referentiel: 'diplome' }, first)
    const set = lignesRome('pose-grille-competences', own, metier, metier.items)
    expect(set).not.toHaveProperty('metier')
    expect(set).not.toHaveProperty('referentiel')
    const reponses = reponsesLues(written(set, own))
    expect((reponses.tableau_competences as { competence: string }[]).map(({ competence }) => competence)).toEqual([
      'Nettoyer la vaisselle',
      'Règles d’hygiène',
      'Contexte : Travail le samedi',
    ])
    expect(estLa(dejaLa('pose-grille-competences', own), metier.items[0]!)).toBe(true)
    expect(estLa(dejaLa('pose-grille-competences', own), metier.items[1]!)).toBe(false)
  })

  test('a gabarit without an occupation takes none', () => {
    expect(prendMetier('spro-3-preparation')).toBe(false)
    expect(() => lignesRome('spro-3-preparation', null, metier, [])).toThrow()
  })
})

describe('the search', () => {
  const rome = {
    version: '460',
    metiers: [
      { code: 'G1603', titre: 'Equipier polyvalent de restauration rapide', appellations: ['Employé de snack-bar'] },
      { code: 'G1605', titre: 'Plongeur en restauration', appellations: ['Laveur de vaisselle'] },
    ],
  }
  test.each([
    ['g1605', ['G1605']],
    ['RESTAURATION', ['G1603', 'G1605']],
    ['equipier rapide', ['G1603']],
    ['Équipier', ['G1603']],
    ['vaisselle', ['G1605']],
    ['soudeur', []],
    [' ', []],
  ])('%s', (text, codes) => {
    expect(chercher(rome, text).map(({ code }) => code)).toEqual(codes)
  })
  test('says by which other name an occupation was found', () => {
    expect(chercher(rome, 'snack')[0]?.detail).toBe('G1603 · Employé de snack-bar')
  })
})
