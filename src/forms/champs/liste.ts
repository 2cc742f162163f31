// Options of a champ: its own, or those of a shared list. Pure.
import type { Refus } from '../champ.ts'
import type { Noms } from '../contexte.ts'
import type { Option } from '../schema.ts'

interface AvecOptions {
  options?: Option[] | undefined
  liste?: string | undefined
}

let lists: (liste: string) => readonly Option[] = () => []

/** Said by referentiels.ts once the shared lists are here. The gabarits bring their own options (build/catalogue.ts). */
export function knowListes(valeursOf: (liste: string) => readonly Option[]): void {
  lists = valeursOf
}

/** What may be chosen. The list `structures` is kept by the app: it is what this device knows. */
export function optionsOf(champ: AvecOptions, noms: Noms = {}): readonly Option[] {
  if (champ.options) return champ.options
  if (champ.liste === 'structures') return noms.structures ?? []
  return champ.liste === undefined ? [] : lists(champ.liste)
}

/** Values of an ordered list that are off the scale: « non observée » is no level, « sans objet » no state. */
export const HORS_ECHELLE: readonly string[] = ['non_observee', 'sans_objet']

/** Words of an option, or the stored value when it is none. */
export const optionLibelle = (champ: AvecOptions, id: string, noms: Noms = {}): string =>
  optionsOf(champ, noms).find((option) => option.id === id)?.libelle ?? id

/** Words of a value of a shared list, or the value itself. */
export const libelleListe = (liste: string, id: string): string => optionLibelle({ liste }, id)

/** Why an option is none of the champ’s, or null. */
export const inconnue = (champ: AvecOptions, id: string): Refus | null =>
  champ.liste === 'structures' || optionsOf(champ).some((option) => option.id === id)
    ? null
    : { raison: 'option', message: `« ${id} » n’est pas une réponse proposée.` }
