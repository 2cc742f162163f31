// Options of a champ: its own, or those of a shared list. Pure.
import type { Refus } from '../champ.ts'
import type { Noms } from '../contexte.ts'
import { valeursOf } from '../referentiels.ts'
import type { Option } from '../schema.ts'

interface AvecOptions {
  options?: Option[] | undefined
  liste?: string | undefined
}

/** What may be chosen. The list `structures` is kept by the app: it is what this device knows. */
export function optionsOf(champ: AvecOptions, noms: Noms = {}): readonly Option[] {
  if (champ.options) return champ.options
  if (champ.liste === 'structures') return noms.structures ?? []
  return valeursOf(champ.liste ?? '')
}

/** Words of an option, or the stored value when it is none. */
export const optionLibelle = (champ: AvecOptions, id: string, noms: Noms = {}): string =>
  optionsOf(champ, noms).find((option) => option.id === id)?.libelle ?? id

/** Why an option is none of the champ’s, or null. */
export const inconnue = (champ: AvecOptions, id: string): Refus | null =>
  champ.liste === 'structures' || optionsOf(champ).some((option) => option.id === id)
    ? null
    : { raison: 'option', message: `« ${id} » n’est pas une réponse proposée.` }
