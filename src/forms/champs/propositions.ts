// What a referentiel proposes on this device. Pure.
import type { Choix, Noms } from '../contexte.ts'
import type { Referentiel } from '../schema.ts'

const lists = {
  structures: 'structures',
  professionnels: 'personnes',
  groupes_locaux: 'groupes',
  groupes_app: 'groupes',
  offres: 'offres',
  cycles: 'cycles',
  immersions: 'immersions',
  situations: 'situations',
  rome: 'rome',
} as const satisfies Record<Referentiel, keyof Noms>

/** What a referentiel proposes here. */
export const proposalsOf = (referentiel: Referentiel, noms: Noms): readonly Choix[] => noms[lists[referentiel]] ?? []
