// R-POSE-05 for one immersion: its period against those that this device knows of the same employee in the same structure.
import { useMemo } from 'preact/hooks'
import { type DureeRefus, refusDeDuree } from '../../suivi/durees.ts'
import { POSE, type Suivie, suivies } from '../../suivi/immersion-salarie.ts'
import { periodeDe } from '../../suivi/periodes.ts'
import { useMonde } from '../suivi/use-monde.ts'

const GABARITS = [POSE.miseEnPlace, POSE.entretien, POSE.bilan]

/** What the law does not allow of this immersion as it stands; nothing while it is read. */
export function useDuree(suivie: Suivie): DureeRefus[] {
  const monde = useMonde({ gabarits: GABARITS })
  return useMemo(() => {
    const structures = monde?.annuaire.structures ?? []
    const own = monde && periodeDe(suivie, structures)
    if (!monde || !own) return []
    return refusDeDuree(
      own,
      suivies(monde.immersions, monde.fiches).flatMap((one) => periodeDe(one, structures) ?? []),
    )
  }, [monde, suivie])
}
