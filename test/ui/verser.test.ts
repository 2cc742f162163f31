// Pouring notes and answers into answers: the words, the link both ways, taking out, and never a loss.
import { expect, test } from 'vitest'
import { type DocId, type OpId, type Path, PersonneId } from '../../src/domain/id.ts'
import type { Json } from '../../src/domain/json.ts'
import { applyChange, noRegisters, type Registers, shownValue } from '../../src/domain/register.ts'
import type { Cible } from '../../src/ui/relecture/cible.ts'
import { rubriquesOf } from '../../src/ui/relecture/cible.ts'
import { questionsOf } from '../../src/ui/relecture/questions.ts'
import {
  type Ecriture,
  isIn,
  notesVersees,
  retirer,
  sourcesOf,
  textesOf,
  verser,
  without,
} from '../../src/ui/relecture/verser.ts'
import { loadGabarit } from '../../src/forms/load-gabarit.ts'

let n = 0
function after(registers: Registers, written: Partial<Ecriture> | null): Registers {
  n++
  return applyChange(
    registers,
    { s: written?.set ?? {}, b: written?.seen ?? {} },
    { o: `essai-replica.${n}` as OpId, t: n, u: PersonneId.parse('pro-camille') },
  )
}
const filled = (set: Record<string, Json>): Registers => after(noRegisters(), { set: set as Record<Path, Json> })

const fiche = 'fic-essai' as DocId
const place = { fiche, acces: null, libelle: 'Une réponse' }
const lie: Cible = { ...place, cle: 'a', type: 'note_liee', path: 'constats' as Path }
const long: Cible = { ...place, cle: 'b', type: 'texte', path: 'compris' as Path }
const table: Cible = { ...place, cle: 'c', type: 'table', champ: 'points', colonne: 'point', ecrit: 'texte', lignes: 2 }
const note = { texte: 'Deux verres d’eau servis.', note: 'not-1' }

test.each([
  ['note_liee', lie],
  ['texte', long],
  ['table', table],
] as const)('%s: poured once, found from both sides, taken out whole', (_, cible) => {
  const before = filled({ constats: { texte: 'Déjà là.', notes: [], cibles: [] }, compris: 'Déjà là.' })
  const poured = after(before, verser(before, cible, note))
  expect(isIn(poured, cible, note)).toBe(true)
  const [texte] = textesOf(poured, cible)
  expect(sourcesOf(poured, texte!).notes).toEqual(['not-1'])
  expect(JSON.stringify(shownValue(poured, texte!.path))).toContain('Deux verres d’eau servis.')
  const champ = cible.type === 'table' ? cible.champ : cible.path
  expect(notesVersees(poured).get('not-1')).toEqual([champ])
  const out = retirer(poured, cible, note)
  expect(out?.motsGardes).toBe(false)
  const taken = after(poured, out)
  expect(isIn(taken, cible, note)).toBe(false)
  expect(notesVersees(taken).has('not-1')).toBe(false)
  if (cible.type === 'table') expect(textesOf(taken, cible)).toEqual([])
  else expect(JSON.stringify(shownValue(taken, cible.path))).toContain('Déjà là.')
})

test('words changed since stay; only the link goes', () => {
  const poured = after(noRegisters(), verser(noRegisters(), lie, note))
  const changed = after(poured, {
    set: { constats: { texte: 'Trois verres d’eau servis.', notes: ['not-1'], cibles: [] } } as Record<Path, Json>,
    seen: { constats: poured['constats' as Path]!.map((head) => head.o) } as Record<Path, OpId[]>,
  })
  const out = retirer(changed, lie, note)
  expect(out?.motsGardes).toBe(true)
  expect(shownValue(after(changed, out), 'constats' as Path)).toMatchObject({ texte: 'Trois verres d’eau servis.', notes: [] })
})

test('a table takes no more rows than it has', () => {
  let registers = noRegisters()
  for (const one of ['a', 'b']) registers = after(registers, verser(registers, table, { texte: one, note: one }))
  expect(verser(registers, table, { texte: 'c', note: 'c' })).toBeNull()
  expect(textesOf(registers, table)).toHaveLength(2)
})

test('an answer of another fiche is a source too, by its id only', () => {
  const poured = after(noRegisters(), verser(noRegisters(), long, { texte: 'Un constat.', reponse: 'fic-008/constats' }))
  expect(sourcesOf(poured, textesOf(poured, long)[0]!)).toEqual({ notes: [], reponses: ['fic-008/constats'] })
  expect(shownValue(poured, '$sources/compris' as Path)).toEqual({ notes: [], reponses: ['fic-008/constats'] })
})

test('only whole lines are taken out', () => {
  expect(without('un\ndeux\ntrois', 'deux')).toBe('un\ntrois')
  expect(without('un\ndeux', 'deux')).toBe('un')
  expect(without('deux\nun', 'deux')).toBe('un')
  expect(without('deux', 'deux')).toBe('')
  expect(without('un deux trois', 'deux')).toBeNull()
})

test('the answers of a restitution that its author fills are not those of the host', async () => {
  const gabarit = await loadGabarit('restitution-structure-accueillante', 1)
  const libelles = (role: 'accueilli' | 'accueillant') =>
    rubriquesOf(gabarit, fiche, noRegisters(), [role]).flatMap(({ cibles }) => cibles.map(({ libelle }) => libelle))
  expect(libelles('accueilli')).toContain('Ce que j’ai compris de votre travail')
  expect(libelles('accueilli')).toContain('Propositions à développer ensemble')
  expect(libelles('accueilli')).not.toContain('Points à corriger ou à compléter')
  expect(libelles('accueillant')).toContain('Points à corriger ou à compléter')
})

test('a question of the préparation stays open until a guide answers it', () => {
  const preparation = {
    id: 'fic-prep',
    data: { $gabarit: 'spro-3-preparation' },
    registers: filled({
      'elements_a_preciser/l1': { pos: 'a0' },
      'elements_a_preciser/l1/element': 'Les délais de rendez-vous',
      'elements_a_preciser/l1/comment': 'demander',
      'elements_a_preciser/l2': { pos: 'a1' },
      'elements_a_preciser/l2/element': 'Le premier contact',
      'elements_a_preciser/l2/comment': 'observer',
    }),
  }
  const guide = (reponse: Json) => ({
    id: 'fic-guide',
    data: { $gabarit: 'guide-questionnement-observation' },
    registers: filled({
      'q_preparation/q1': { pos: 'a0' },
      'q_preparation/q1/question': 'Les délais de rendez-vous',
      ...(reponse ? { 'q_preparation/q1/reponse': reponse } : {}),
    }),
  })
  expect(questionsOf(preparation, [])).toMatchObject([
    { texte: 'Les délais de rendez-vous', guide: 'questionnement', ou: null, repondue: false },
    { texte: 'Le premier contact', guide: 'observation', ou: null, repondue: false },
  ])
  const [asked] = questionsOf(preparation, [guide(null)])
  expect(asked).toMatchObject({ repondue: false, ou: { fiche: 'fic-guide', path: 'q_preparation/q1/reponse' } })
  const [answered] = questionsOf(preparation, [guide({ texte: 'Deux jours.', notes: [], cibles: [] })])
  expect(answered?.repondue).toBe(true)
})
