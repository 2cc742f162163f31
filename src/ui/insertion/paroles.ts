// The questions that the employee answers, apart from the others: what is given to read and to fill when the phone is handed
// over. Signatures are not among them: one signs the whole fiche, not a part of it.
import type { Path } from '../../domain/id.ts'
import { noRegisters, type Registers } from '../../domain/register.ts'
import { champsOf, type Gabarit } from '../../forms/gabarit.ts'
import type { Champ } from '../../forms/schema.ts'

const only = (champ: Champ, gabarit: Gabarit): boolean => {
  const roles = champ.rempli_par ?? gabarit.rempli_par
  return champ.type !== 'signature' && roles.length === 1 && roles[0] === 'salarie_insertion'
}

/** The champs that only the employee fills. */
export const parolesOf = (gabarit: Gabarit): Champ[] => champsOf(gabarit).filter((champ) => only(champ, gabarit))

/** The registers of the champs of this gabarit: of a part of a fiche, the rest is not there. */
export function registresDe(gabarit: Gabarit, registers: Registers): Registers {
  const ids = new Set(champsOf(gabarit).map(({ id }) => id))
  const found = noRegisters()
  for (const at of Object.keys(registers) as Path[]) if (ids.has(at.split('/')[0] ?? '')) found[at] = registers[at] ?? []
  return found
}

/** The gabarit with those champs alone, in the employee's name; the sections that hold none are left out. */
export function gabaritParole(gabarit: Gabarit): Gabarit {
  const sections = gabarit.sections
    .map((section) => ({ ...section, champs: section.champs.filter((champ) => only(champ, gabarit)) }))
    .filter(({ champs }) => champs.length > 0)
  return { ...gabarit, sections }
}
