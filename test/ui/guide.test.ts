// A guide walked through: what counts as seen, on the real gabarits; the path of an immersion in its four steps.
import { expect, test } from 'vitest'
import { type Path, OpId, PersonneId } from '../../src/domain/id.ts'
import type { Json } from '../../src/domain/json.ts'
import { noRegisters, type Registers } from '../../src/domain/register.ts'
import { Immersion } from '../../src/domain/collections.ts'
import { loadGabarit } from '../../src/forms/load-gabarit.ts'
import { ecritureOf } from '../../src/forms/ecriture.ts'
import { cheminDe, etapeDe } from '../../src/ui/chemin.ts'
import { itemsOf, withNote, withTexte } from '../../src/ui/guide.ts'

const registersOf = (set: Record<string, Json>): Registers => {
  const registers = noRegisters()
  for (const [at, v] of Object.entries(set))
    registers[at as Path] = [{ o: OpId.parse('replica-a.1'), v, t: 0, u: PersonneId.parse('pro-x'), s: 1 }]
  return registers
}

test('questions of the préparation and those of the guide are items; a tick, a line or a note makes them seen', async () => {
  const gabarit = await loadGabarit('guide-observation-individuelle', 1)
  const { set } = ecritureOf(gabarit, {
    points_a_observer: [{ element: 'La salle d’attente' }, { element: 'Le téléphone', vu: true }],
  })
  const items = itemsOf(gabarit, registersOf(set))
  expect(items.slice(0, 2).map(({ libelle, vu }) => [libelle, vu])).toEqual([
    ['La salle d’attente', false],
    ['Le téléphone', true],
  ])
  expect(items.some(({ champ }) => champ === 'lieu')).toBe(false)
  const written = itemsOf(
    gabarit,
    registersOf({
      ...set,
      aiguillage: { texte: 'Deux appels.', notes: [] },
      cooperations: { texte: '', notes: ['not-1'] },
      '$vus/contraintes': true,
    }),
  )
  const seen = written.filter(({ vu }) => vu).map(({ champ }) => champ)
  expect(seen).toEqual(['points_a_observer', 'aiguillage', 'contraintes', 'cooperations'])
})

test('a tick taken away wins over what is written', async () => {
  const gabarit = await loadGabarit('guide-observation-individuelle', 1)
  const items = itemsOf(
    gabarit,
    registersOf({ aiguillage: { texte: 'Deux appels.', notes: [] }, '$vus/aiguillage': false }),
  )
  expect(items.find(({ champ }) => champ === 'aiguillage')?.vu).toBe(false)
})

test('a line keeps its notes when its text changes, and its text when a note comes', () => {
  expect(withTexte('note_liee', { texte: 'a', notes: ['not-1'], cibles: [] }, 'b')).toEqual({
    texte: 'b',
    notes: ['not-1'],
    cibles: [],
  })
  expect(withNote({ texte: 'a', notes: ['not-1'] }, 'not-2')).toMatchObject({ texte: 'a', notes: ['not-1', 'not-2'] })
  expect(withNote(null, 'not-1')).toMatchObject({ texte: '', notes: ['not-1'] })
})

const immersion = (part: Record<string, Json>): Immersion =>
  Immersion.parse({
    ...Object.fromEntries(Immersion.keys.map((key) => [key, null])),
    id: 'imm-1',
    ...part,
  })

test('the path shows the fiches of the modalité, in order, and no other', () => {
  const chemin = cheminDe(immersion({ dispositif: 'immersion_pro', modalite: 'observation' }))
  expect(chemin.avant.map(({ id }) => id)).toEqual([
    'spro-1-demande',
    'spro-2-convention',
    'spro-3-preparation',
    'accueil-checklist-observation',
  ])
  expect(chemin.pendant.map(({ id }) => id)).toEqual([
    'accueil-assentiment',
    'guide-observation-individuelle',
    'guide-questionnement-observation',
  ])
  expect(chemin.juste_apres.map(({ id }) => id)).toEqual(['prise-de-recul'])
  expect(chemin.apres.map(({ id }) => id)).toEqual([
    'spro-4-evaluation',
    'restitution-structure-appartenance',
    'restitution-structure-accueillante',
  ])
})

test('a découverte asks for its questionnaire, a validation for its grid (R-POSE-08)', () => {
  const ids = (type_immersion: string) =>
    Object.values(cheminDe(immersion({ dispositif: 'immersion_salarie', type_immersion })))
      .flat()
      .map(({ id }) => id)
  expect(ids('decouverte')).toContain('pose-satisfaction-decouverte')
  expect(ids('decouverte')).not.toContain('pose-grille-competences')
  expect(ids('validation')).toContain('pose-grille-competences')
  expect(ids('validation')).not.toContain('pose-satisfaction-decouverte')
})

test('where the immersion stands follows its dates, then what was done', () => {
  const one = immersion({ dispositif: 'immersion_pro', dates: ['2026-03-12'], accueilli: ['pro-x'] })
  expect(etapeDe(one, [], '2026-03-10')).toBe('avant')
  expect(etapeDe(one, [], '2026-03-12')).toBe('pendant')
  expect(etapeDe(one, [], '2026-03-13')).toBe('juste_apres')
  expect(etapeDe(one, ['prise-de-recul'], '2026-03-13')).toBe('apres')
})
