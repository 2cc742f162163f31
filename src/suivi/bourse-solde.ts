// Reciprocity: what each structure gave and received, and the visits in return that are owed, with their due date. Pure.
import { CONVENTION } from '../domain/bourse.ts'
import type { Groupe, Immersion } from '../domain/collections.ts'
import { REALISEE } from '../forms/calcul.ts'
import { dayPlus, monthsPlus, weekday } from './jours.ts'
import type { Monde } from './monde.ts'

/** R-BEP-04: two or three days. */
export const JOURS_MAX = 3

const NOT_YET = ['brouillon', 'demandee', 'a_retravailler']
const NEVER = ['refusee', 'annulee']
const DELAIS: Record<string, number> = { trois_mois: 3, six_mois: 6, un_an: 12 }
/** When the convention does not say, months. */
const DELAI = 6

/** The days of presence: those listed, or the working days between two that are not next to each other. */
export function joursDeLImmersion({ dates }: Pick<Immersion, 'dates'>): number {
  const [from, to] = dates
  if (!from || !to || dates.length !== 2) return dates.length
  let count = 0
  for (let day = from; day <= to; day = dayPlus(day, 1)) {
    if (![0, 6].includes(weekday(day)) || day === from || day === to) count++
  }
  return count
}

/** R-BEP-04: does it last more than three days? */
export const isLongue = (immersion: Pick<Immersion, 'dates'>): boolean => joursDeLImmersion(immersion) > JOURS_MAX

/** Took place: said so by its statut, or its last day is behind us and nothing stopped it. */
export function eutLieu({ statut, dates }: Immersion, today: string): boolean {
  if (REALISEE.includes(statut)) return true
  const last = dates.at(-1)
  return last !== undefined && last < today && ![...NOT_YET, ...NEVER].includes(statut)
}

/** A visit that calls for another: `doit` owes a welcome, to `envers` or, by agreement, to another member. */
export interface Retour {
  aller: Immersion
  retour: Immersion | null
  doit: string | null
  envers: string | null
  /** the last day agreed for the return; null while the first visit has no date */
  echeance: string | null
  /** did the convention say so, or is it the usual delay? */
  convenu: boolean
  fait: boolean
}

/** The visits of the bourse that ask for a return. */
export function retoursDe({ immersions, fiches, maintenant }: Monde): Retour[] {
  const today = maintenant.slice(0, 10)
  return immersions
    .filter(
      ({ dispositif, statut, immersion_aller }) =>
        dispositif === 'bourse_reciproque' && immersion_aller === null && ![...NOT_YET, ...NEVER].includes(statut),
    )
    .map((aller) => {
      const retour = immersions.find(({ id, immersion_aller }) => id === aller.immersion_retour || immersion_aller === aller.id) ?? null
      const convention = fiches.find(({ gabarit, immersion }) => gabarit === CONVENTION && immersion === aller.id)
      const delai = DELAIS[String(convention?.reponses.delai_retour)]
      const last = aller.dates.at(-1)
      return {
        aller,
        retour,
        doit: aller.structure_appartenance,
        envers: aller.structure_accueil,
        echeance: last ? monthsPlus(last, delai ?? DELAI) : null,
        convenu: delai !== undefined,
        fait: retour !== null && eutLieu(retour, today),
      }
    })
}

export interface Solde {
  structure: string
  /** welcomes given and received: how many, and how many days */
  donnes: number
  joursDonnes: number
  recus: number
  joursRecus: number
  /** agreed and still to come */
  donnesAVenir: number
  recusAVenir: number
  /** returns that this structure owes */
  dus: number
}

/** The balance of each structure of a bourse, as far as this device knows its immersions. */
export function soldesDe(groupe: Groupe, monde: Monde): Solde[] {
  const today = monde.maintenant.slice(0, 10)
  const retours = retoursDe(monde)
  return groupe.structures.map((structure) => {
    const solde: Solde = { structure, donnes: 0, joursDonnes: 0, recus: 0, joursRecus: 0, donnesAVenir: 0, recusAVenir: 0, dus: 0 }
    for (const immersion of monde.immersions) {
      if (immersion.dispositif !== 'bourse_reciproque' || NEVER.includes(immersion.statut)) continue
      const gives = immersion.structure_accueil === structure
      if (!gives && immersion.structure_appartenance !== structure) continue
      if (eutLieu(immersion, today)) {
        const jours = joursDeLImmersion(immersion)
        if (gives) [solde.donnes, solde.joursDonnes] = [solde.donnes + 1, solde.joursDonnes + jours]
        else [solde.recus, solde.joursRecus] = [solde.recus + 1, solde.joursRecus + jours]
      } else if (!NOT_YET.includes(immersion.statut) && immersion.dates.length > 0) {
        if (gives) solde.donnesAVenir++
        else solde.recusAVenir++
      }
    }
    solde.dus = retours.filter(({ doit, fait, aller }) => doit === structure && !fait && eutLieu(aller, today)).length
    return solde
  })
}
