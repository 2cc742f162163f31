// Which companies of the portfolio a list shows, and in which order. Pure.
import { valeursOf } from '../../forms/referentiels.ts'
import { aRappeler, type Entreprise } from '../../suivi/entreprises.ts'
import { lignes, texte } from '../../suivi/lire.ts'
import { matches } from '../immersion.ts'

/** Parts of the portfolio that are looked at. */
export const voirs = [
  { id: 'rappeler', libelle: 'À rappeler' },
  { id: 'prevus', libelle: 'Prochains contacts' },
  { id: 'jamais', libelle: 'Sans suivi encore' },
  { id: 'accueille', libelle: 'Ont déjà accueilli' },
  { id: 'absente', libelle: 'Hors de l’annuaire' },
] as const

export const AUCUNE = { mots: '', voir: '', relation: '', type: '' }
export type FiltreEntreprises = typeof AUCUNE

function estVue(voir: string, one: Entreprise, today: string): boolean {
  switch (voir) {
    case 'rappeler':
      return aRappeler(one, today)
    case 'prevus':
      return one.prochain !== ''
    case 'jamais':
      return one.suivi === null
    case 'accueille':
      return one.immersions.length > 0
    case 'absente':
      return one.structure === null
    default:
      return true
  }
}

/** Those that pass: by the day of the next contact where it is what one looks at, else by name as they came. */
export function trouver(all: readonly Entreprise[], { mots, voir, relation, type }: FiltreEntreprises, today: string): Entreprise[] {
  const champs = valeursOf('champs_intervention')
  const found = all.filter((one) => {
    const reponses = one.suivi?.reponses ?? {}
    const kinds = reponses.types_accueil
    if (!estVue(voir, one, today) || (relation && one.relation !== relation)) return false
    if (type && !(Array.isArray(kinds) && kinds.includes(type))) return false
    return matches(mots, [
      one.nom,
      one.structure?.adresse,
      one.structure?.presentation,
      champs.find(({ id }) => id === one.structure?.champ)?.libelle,
      texte(reponses.metiers),
      texte(reponses.note),
      ...lignes(reponses.contacts).flatMap((row) => [texte(row.nom), texte(row.fonction)]),
    ])
  })
  return voir === 'rappeler' || voir === 'prevus' ? found.sort((a, b) => (a.prochain < b.prochain ? -1 : 1)) : found
}
