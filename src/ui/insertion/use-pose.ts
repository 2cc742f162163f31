// What the screens of the immersions of employees look at: the immersions of a réseau with their fiches, and what is due.
import { useMemo } from 'preact/hooks'
import type { Groupe } from '../../domain/collections.ts'
import { reseauxDe } from '../../domain/acces-entreprise.ts'
import { type Echeance, echeancesDe } from '../../suivi/echeance.ts'
import { duReseau } from '../../suivi/entreprises.ts'
import { POSE, type Suivie, suivies } from '../../suivi/immersion-salarie.ts'
import { dayPlus, weekday } from '../../suivi/jours.ts'
import type { Monde } from '../../suivi/monde.ts'
import { pose } from '../../suivi/pose.ts'
import { useCarnet } from '../carnet.ts'
import { useMonde } from '../suivi/use-monde.ts'

const GABARITS = Object.values(POSE)

export interface VueReseau {
  monde: Monde
  today: string
  suivies: Suivie[]
  dues: Echeance[]
  /** is the person who holds the device a chargé de projet of the réseau? */
  charge: boolean
}

/** A réseau as this device knows it; undefined while it is read. */
export function useReseau(groupe: Groupe | undefined): VueReseau | undefined {
  const { moi } = useCarnet()
  const monde = useMonde({ gabarits: GABARITS })
  return useMemo(() => {
    if (!monde || !groupe) return undefined
    const me = monde.annuaire.personnes.find(({ id }) => id === moi.personne)
    return {
      monde,
      today: monde.maintenant.slice(0, 10),
      suivies: suivies(monde.immersions, monde.fiches).filter(({ immersion }) => duReseau(immersion, groupe)),
      dues: echeancesDe(monde, [pose]),
      charge: me !== undefined && reseauxDe(me, monde.annuaire).some(({ id }) => id === groupe.id),
    }
  }, [monde, groupe, moi])
}

/** The group of a page of the réseau: undefined while the directory is read, null when it is none. */
export function useGroupe(id: string): Groupe | null | undefined {
  const { annuaire } = useCarnet()
  return annuaire && (annuaire.groupes.find((one) => one.id === id && one.type === 'reseau_immersions') ?? null)
}

/** The last day of the week of this day: Sunday. */
export const dimanche = (today: string): string => dayPlus(today, (7 - weekday(today)) % 7)
