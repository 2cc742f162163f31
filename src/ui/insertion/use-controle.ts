// What the rules say of a fiche of an employee's immersion, given everything this device knows around it: asked when it is
// validated, and when it is signed.
import { useMemo } from 'preact/hooks'
import type { Immersion } from '../../domain/collections.ts'
import type { SaisieContexte } from '../../forms/contexte.ts'
import type { Gabarit } from '../../forms/gabarit.ts'
import { type Autour, controlePose } from '../../suivi/controle-pose.ts'
import { POSE, suivies } from '../../suivi/immersion-salarie.ts'
import { useMonde } from '../suivi/use-monde.ts'

const GABARITS: readonly string[] = [POSE.entretien, POSE.miseEnPlace, POSE.grille, POSE.satisfaction, POSE.bilan]
const NONE: readonly string[] = []

/** The immersion among those this device knows; null while they are read, and for another family of gabarits. */
export function useAutour(gabarit: Gabarit, immersion: Immersion | null): Autour | null {
  const concerned = gabarit.famille === 'la_pose' && immersion !== null
  const monde = useMonde({ gabarits: concerned ? GABARITS : NONE })
  const id = immersion?.id
  return useMemo(() => {
    if (!monde || !concerned) return null
    const autres = suivies(monde.immersions, monde.fiches)
    const suivie = autres.find((one) => one.immersion.id === id)
    return suivie ? { suivie, autres, structures: monde.annuaire.structures ?? [] } : null
  }, [monde, concerned, id])
}

/** What the rules of an employee’s immersion add to the checks of this fiche. */
export function useControle(gabarit: Gabarit, immersion: Immersion | null): SaisieContexte['controle'] {
  const around = useAutour(gabarit, immersion)
  return useMemo(() => (around ? (reponses) => controlePose(gabarit.id, reponses, around) : undefined), [around, gabarit])
}
