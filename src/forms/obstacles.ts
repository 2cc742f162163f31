// What must be answered, or settled, before anybody signs. Pure.
import type { Path } from '../domain/id.ts'
import { type Registers, versionsOf } from '../domain/register.ts'
import { champsCouverts } from './empreinte.ts'
import { champsOf, type Gabarit } from './gabarit.ts'
import { type Manque, manques, type Vue } from './manques.ts'
import { reponsesOf } from './reponses.ts'
import { champIdOf } from './signatures.ts'

/** Everything in the way of a signature, in the order of the form; the engagements of a convention are (R-ETH-01). */
export function obstacles(gabarit: Gabarit, registers: Registers, vue: Vue = {}): Manque[] {
  const reponses = reponsesOf(gabarit, registers)
  const types = new Map(champsOf(gabarit).map(({ id, type }) => [id, type]))
  const missing = manques(gabarit, reponses, vue).filter(
    ({ champ, niveau }) => niveau === 'bloquant' && types.get(champ) !== 'signature',
  )
  const ids = new Set(champsCouverts(gabarit, reponses).map(({ id }) => id))
  const open = new Set(
    (Object.keys(registers) as Path[])
      .filter((at) => ids.has(champIdOf(at)) && versionsOf(registers, at).length > 1)
      .map(champIdOf),
  )
  const twice = gabarit.sections.flatMap((section) =>
    section.champs
      .filter(({ id }) => open.has(id))
      .map(
        ({ id }): Manque => ({
          champ: id,
          section: section.id,
          raison: 'interdit',
          message: 'Deux versions attendent un choix : on ne signe qu’un seul texte.',
          niveau: 'bloquant',
        }),
      ),
  )
  return [...missing, ...twice]
}
