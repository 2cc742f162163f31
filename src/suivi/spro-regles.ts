// Rules of an immersion between professionals, read off what is known of it: same local group, duration, preparation,
// what may follow. Pure.
import type { Annuaire } from '../domain/acces.ts'
import type { Immersion } from '../domain/collections.ts'
import { reached } from '../domain/statut.ts'

/** Between professionals, with or without the bourse? */
export const isSpro = ({ dispositif }: Immersion): boolean =>
  dispositif === 'immersion_pro' || dispositif === 'bourse_reciproque'

/** A half-day, in hours: the longest that needs no reason (R-SPRO-03). */
const HALF_DAY = 4.5

type Lieux = Pick<Immersion, 'dispositif' | 'structure_appartenance' | 'structure_accueil'>

/** R-SPRO-01: the two structures are known, and no local group holds both. */
export function isHorsGroupe({ dispositif, structure_appartenance: from, structure_accueil: to }: Lieux, { groupes, structures }: Annuaire): boolean {
  if (dispositif !== 'immersion_pro' || !from || !to || from === to) return false
  // A name written by hand is nobody's member yet: nothing can be said.
  const known = (id: string) => (structures ?? []).some((structure) => structure.id === id)
  if (!known(from) || !known(to)) return false
  return !groupes.some(({ type, structures: members }) => type === 'groupe_local' && members.includes(from) && members.includes(to))
}

const minutes = (hour: string): number => Number(hour.slice(0, 2)) * 60 + Number(hour.slice(3, 5))

/** R-SPRO-03: longer than half a day, outside the bourse. */
export function isLongue({
  dispositif,
  dates,
  heure_debut,
  heure_fin,
  duree_heures,
}: Pick<Immersion, 'dispositif' | 'dates' | 'heure_debut' | 'heure_fin'> & { duree_heures?: number | null }): boolean {
  if (dispositif !== 'immersion_pro') return false
  const hours = heure_debut && heure_fin ? (minutes(heure_fin) - minutes(heure_debut)) / 60 : (duree_heures ?? 0)
  return new Set(dates).size > 1 || hours > HALF_DAY
}

/** R-SPRO-05: it is the day, or later, and nobody who is hosted has saved a préparation. */
export const isSansPreparation = (immersion: Immersion, hasPreparation: boolean, today: string): boolean =>
  isSpro(immersion) &&
  !hasPreparation &&
  immersion.statut !== 'preparee' &&
  !immersion.faits.some(({ statut }) => statut === 'preparee') &&
  immersion.dates[0] !== undefined &&
  immersion.dates[0] <= today &&
  !reached(immersion.statut, 'a_chaud')

const MODALITES = ['collective', 'observation', 'mise_en_situation']

/** R-SPRO-04: the modalités that these two structures have not lived yet, once this immersion took place. */
export function suitesDe(immersion: Immersion, all: readonly Immersion[], today: string): string[] {
  const { structure_appartenance: from, structure_accueil: to, dates, statut } = immersion
  if (immersion.dispositif !== 'immersion_pro' || !from || !to || !['a_chaud', 'evaluee', 'restituee', 'close'].includes(statut)) return []
  if ((dates.at(-1) ?? '9') > today) return []
  const same = all.filter(
    (one) =>
      one.dispositif === 'immersion_pro' &&
      one.structure_appartenance === from &&
      one.structure_accueil === to &&
      !['annulee', 'refusee'].includes(one.statut),
  )
  // One that is already planned is the follow-up.
  if (same.some((one) => one.id !== immersion.id && (one.dates[0] ?? '9') > (dates.at(-1) ?? ''))) return []
  return MODALITES.filter((modalite) => !same.some((one) => one.modalite === modalite))
}
