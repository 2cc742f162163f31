// What the fiches of a group count on the device.
import { expect, test } from 'vitest'
import { noRegisters, type Registers } from '../../src/domain/register.ts'
import type { Path } from '../../src/domain/id.ts'
import type { Json } from '../../src/domain/json.ts'
import { compute } from '../../src/forms/calcul.ts'
import { sourceOf } from '../../src/ui/counting.ts'
import { immersion, monde } from '../suivi/monde-pose.ts'

const registers = (values: Record<string, Json>): Registers => {
  const found = noRegisters()
  for (const [key, v] of Object.entries(values)) found[key as Path] = [{ o: 'rrrrrrrr.1' as never, v, t: 1, u: 'charge' as never }]
  return found
}

test('R-POSE-03 : refusals are counted in the meeting of their own year, though they have no days', () => {
  const all = [
    immersion('a', { dates: ['2025-05-18', '2025-05-29'], statut: 'close' }),
    immersion('b', { dates: ['2026-05-18', '2026-05-29'], statut: 'close' }),
    immersion('r1', { statut: 'refusee', dates: [], $cree_le: '2025-03-02T10:00:00' }),
    immersion('r2', { statut: 'refusee', dates: [], $cree_le: '2026-03-02T10:00:00' }),
    immersion('r3', { statut: 'refusee', dates: [], $cree_le: '2026-11-02T10:00:00' }),
  ]
  const { annuaire } = monde('charge', '2026-11-22', all, [])
  const count = (trimestre: string, annee: number) => {
    const fiche = { rattachement: { type: 'groupe', id: 'reseau' } as const, registers: registers({ trimestre, annee }) }
    const source = sourceOf({ fiche, dispositifs: ['immersion_salarie'], immersions: all, fiches: [], personne: 'charge', annuaire, now: new Date('2026-11-22T10:00:00') })
    return compute('indicateurs.nb_refusees', {}, source)
  }
  expect(count('t4', 2025)).toEqual({ source: true, value: 1 })
  expect(count('t2', 2026)).toEqual({ source: true, value: 1 })
  expect(count('t4', 2026)).toEqual({ source: true, value: 2 })
})
