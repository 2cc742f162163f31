// Answers and registers, conditions, what is shown, progress.
import { describe, expect, test } from 'vitest'
import { cellPath, type Path, path, rowPath } from '../../src/domain/id.ts'
import type { Json } from '../../src/domain/json.ts'
import { isBlank, isMet, type Condition } from '../../src/forms/condition.ts'
import { moved, placesAfter } from '../../src/forms/champs/places.ts'
import { lignesOf } from '../../src/forms/champs/table-champ.ts'
import { progress } from '../../src/forms/progress.ts'
import { readReponse } from '../../src/forms/read-reponse.ts'
import { champsVisibles, isAnswered, reponsesOf } from '../../src/forms/reponses.ts'
import { findChamp } from '../../src/forms/gabarit.ts'
import { changesAtValidation } from '../../src/forms/validation.ts'
import { cut } from '../../src/forms/tranches.ts'
import { contexte, exemple, gabarit, nextOp, registersOf, registersWith } from './support/exemples.ts'

describe('a condition', () => {
  const reponses: Record<string, Json> = { a: 'x', b: ['x', 'y'], c: false, d: '', n: 3, lie: { texte: '', notes: [] } }
  test.each<[Condition, boolean]>([
    [{ champ: 'a', egal: 'x' }, true],
    [{ champ: 'a', egal: 'y' }, false],
    [{ champ: 'c', egal: false }, true],
    [{ champ: 'absent', egal: false }, false],
    [{ champ: 'n', egal: 3 }, true],
    [{ champ: 'a', parmi: ['z', 'x'] }, true],
    [{ champ: 'a', parmi: ['z'] }, false],
    [{ champ: 'b', contient: 'y' }, true],
    [{ champ: 'b', contient: 'z' }, false],
    [{ champ: 'a', contient: 'x' }, false],
    [{ champ: 'a', renseigne: true }, true],
    [{ champ: 'd', renseigne: true }, false],
    [{ champ: 'd', renseigne: false }, true],
    [{ champ: 'c', renseigne: true }, true],
    [{ champ: 'lie', renseigne: false }, true],
    [{ tous: [{ champ: 'a', egal: 'x' }, { champ: 'n', egal: 3 }] }, true],
    [{ tous: [{ champ: 'a', egal: 'x' }, { champ: 'n', egal: 4 }] }, false],
    [{ un: [{ champ: 'a', egal: 'y' }, { champ: 'n', egal: 3 }] }, true],
    [{ un: [] }, false],
    [{ tous: [] }, true],
  ])('%j is %s', (si, met) => expect(isMet(si, reponses)).toBe(met))

  test('without a condition, shown', () => expect(isMet(undefined, {})).toBe(true))
  test('false and zero are answers, blanks are none', () => {
    expect([false, 0, 'a', ['a'], { texte: 'a', notes: [] }].map(isBlank)).toEqual([false, false, false, false, false])
    expect([null, undefined, '', ' \n', [], {}, { texte: '', notes: [] }, [{}]].map((v) => isBlank(v as Json))).toEqual(Array(8).fill(true))
  })
})

describe('champs shown', () => {
  test('follow the answers, and a chain of conditions', () => {
    const demande = gabarit('spro-1-demande')
    expect(champsVisibles(demande, {}).has('membres_equipe')).toBe(false)
    expect(champsVisibles(demande, { modalite: 'collective' }).has('membres_equipe')).toBe(true)
    expect(champsVisibles(demande, { raisons: ['autre'] }).has('raison_autre')).toBe(true)
  })

  test('a hidden answer counts as not given for what depends on it', () => {
    const of = gabarit('spro-1-demande')
    const [first, ...rest] = of.sections
    const [champ] = first!.champs
    const chained = {
      ...of,
      sections: [
        {
          ...first!,
          champs: [
            { ...champ!, id: 'un' },
            { ...champ!, id: 'deux', si: { champ: 'un', egal: 'oui' } },
            { ...champ!, id: 'trois', si: { champ: 'deux', renseigne: true } },
          ],
        },
        ...rest,
      ],
    }
    expect(champsVisibles(chained, { un: 'oui', deux: 'x' }).has('trois')).toBe(true)
    expect(champsVisibles(chained, { un: 'non', deux: 'x' }).has('trois')).toBe(false)
  })

  test('hidden answers stay in the draft and are dropped at validation only', () => {
    const demande = gabarit('spro-1-demande')
    const registers = registersWith(demande, {
      modalite: 'observation',
      raison_autre: 'par curiosité',
      membres_equipe: [{ nom: 'A', fonction: 'B' }],
    })
    expect(reponsesOf(demande, registers).raison_autre).toBe('par curiosité')
    const [change, ...others] = changesAtValidation(demande, registers)
    expect(others).toEqual([])
    expect(change?.acces).toBeNull()
    expect(change?.set[path('raison_autre')]).toBeNull()
    expect(Object.keys(change?.set ?? {}).filter((key) => key.startsWith('membres_equipe')).length).toBe(3)
    expect(change?.set[path('modalite')]).toBeUndefined()
    for (const key of Object.keys(change?.set ?? {}) as Path[]) expect(change?.seen[key]?.length).toBe(1)
  })

  test('validation keeps what the app computed', () => {
    const convention = gabarit('spro-2-convention')
    const registers = registersWith(convention, { calendrier: [{ date: '2026-03-12', debut: '09:00', fin: '12:30' }] })
    expect(changesAtValidation(convention, registers)[0]?.set).toEqual({ duree_totale: 3.5 })
  })
})

describe('a table', () => {
  const rows = (set: Record<string, Json>) => lignesOf('t', registersOf(set as Record<Path, Json>))

  test('gives its rows by place then id, and hides what was taken out', () => {
    const found = rows({
      't/b': { pos: 'a1' },
      't/a': { pos: 'a1' },
      't/z': { pos: 'a0' },
      't/gone': null,
      't/gone/x': 'kept but hidden',
      't/z/x': 'first',
      't/orphan/x': 'no presence',
      autre: 'x',
    })
    expect(found.map(({ id }) => id)).toEqual(['z', 'a', 'b'])
    expect(found[0]?.cells).toEqual({ x: 'first' })
  })

  test('keeps a row that one removed while another moved it', () => {
    const at = rowPath('t', 'a')
    const head = (v: Json) => ({ o: nextOp(), v, t: 0, u: 'systeme' as const, s: 1 })
    expect(lignesOf('t', { [at]: [head({ pos: 'a3' }), head(null)] }).map(({ id }) => id)).toEqual(['a'])
    expect(lignesOf('t', { [at]: [head(null)] })).toEqual([])
  })

  test('moves a row with one new place, and gives all a place when none is left', () => {
    const three = rows({ 't/a': { pos: 'a0' }, 't/b': { pos: 'a1' }, 't/c': { pos: 'a2' } })
    const orderOf = (places: Record<string, string>, from: typeof three) =>
      from
        .map((row) => ({ ...row, pos: places[row.id] ?? row.pos }))
        .sort((x, y) => (x.pos < y.pos ? -1 : 1))
        .map(({ id }) => id)
    expect(Object.keys(moved(three, 'c', 0))).toEqual(['c'])
    expect(orderOf(moved(three, 'c', 0), three)).toEqual(['c', 'a', 'b'])
    expect(orderOf(moved(three, 'a', 1), three)).toEqual(['b', 'a', 'c'])
    expect(orderOf(moved(three, 'a', 9), three)).toEqual(['b', 'c', 'a'])
    const same = rows({ 't/a': { pos: 'a0' }, 't/b': { pos: 'a0' }, 't/c': { pos: 'a2' } })
    expect(orderOf(moved(same, 'c', 1), same)).toEqual(['a', 'c', 'b'])
  })

  test('adds places after the last, even after a place it did not make', () => {
    const [place] = placesAfter(rows({ 't/a': { pos: 'zz!' } }), 1)
    expect((place ?? '') > 'zz!').toBe(true)
    expect(placesAfter([], 3).length).toBe(3)
  })
})

describe('parts of a fiche', () => {
  test('stay the same objects while nothing in them changed, though the store gives new arrays', () => {
    const set = { a: 'x', 't/r': { pos: 'a0' }, 't/r/c': 'y', b: ['k'] } as Record<Path, Json>
    const first = registersOf(set)
    delete first[cellPath('t', 'r', 'c')]![0]!.s // not received yet: it may still be replaced in place
    const before = cut(first)
    const again = cut(structuredClone(first), before)
    for (const champ of ['a', 'b', 't']) expect(again.get(champ)).toBe(before.get(champ))
    const changed = structuredClone(first)
    changed[cellPath('t', 'r', 'c')]![0]!.v = 'z' // replaced in place: the same operation, another value
    const after = cut(changed, before)
    expect(after.get('t')).not.toBe(before.get('t'))
    expect(after.get('t')?.[rowPath('t', 'r')]).toBe(before.get('t')?.[rowPath('t', 'r')])
    expect(after.get('a')).toBe(before.get('a'))
    const shorter = structuredClone(first)
    delete shorter[cellPath('t', 'r', 'c')]
    expect(cut(shorter, before).get('t')).not.toBe(before.get('t'))
  })
})

describe('how far a fiche is', () => {
  test('counts what is shown and a person fills', () => {
    const { reponses } = exemple('fic-003')
    const preparation = gabarit('spro-3-preparation')
    expect(progress(preparation, {})).toEqual({ faits: 0, total: 18, texte: '0 sur 18' })
    expect(progress(preparation, reponses).texte).toBe('18 sur 18')
  })

  test('a grid with its given themes and nothing else is not answered', () => {
    const table = findChamp(gabarit('spro-3-preparation'), 'tableau_connaissances')!
    expect(isAnswered(table, [{ theme: 'Missions de la structure' }])).toBe(false)
    expect(isAnswered(table, [{ theme: 'Missions de la structure', niveau: '2' }])).toBe(true)
  })
})

describe('reading', () => {
  test('gives names for ids, words for options, and the text itself for what it does not know', () => {
    const demande = gabarit('spro-1-demande')
    const read = (champ: string, value: Json) => readReponse(findChamp(demande, champ)!, value, contexte())
    expect(read('structure_souhaitee', 'str-cio')).toBe('CIO des Trois-Rives-Imaginaires')
    expect(read('structure_souhaitee', 'Une structure voisine')).toBe('Une structure voisine')
    expect(read('modalite', 'collective')).toBe('Immersion collective')
    expect(read('modalite', 'inconnue')).toBe('inconnue')
    expect(read('modalite', 7)).toBe('7')
    expect(read('nouvel_arrivant', false)).toBe('Non')
    expect(read('creneaux', [{ date: '2026-03-12' }])).toContain('jeudi 12 mars 2026')
  })
})
