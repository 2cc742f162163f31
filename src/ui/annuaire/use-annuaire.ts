// What orienting needs of this device: the cards of the structures, what colleagues brought back, the offers.
import { useMemo } from 'preact/hooks'
import { OFFRE } from '../../domain/bourse.ts'
import { listStructures } from '../../store/index.ts'
import { type Carte, lireCarte, type Reflexe, reflexesDe } from '../../suivi/aiguillage.ts'
import { isPubliee, type Offre, offresDe } from '../../suivi/bourse-offres.ts'
import { useCarnet } from '../carnet.ts'
import { useMonde } from '../suivi/use-monde.ts'
import { useLive } from '../use-live.ts'

export interface Aiguillage {
  cartes: Carte[]
  reflexes: ReadonlyMap<string, readonly Reflexe[]>
  /** those that are published */
  offres: Offre[]
}

const regard = { gabarits: [OFFRE, 'restitution-structure-appartenance', 'spro-4-evaluation'] }
const nothing: ReadonlyMap<string, readonly Reflexe[]> = new Map()

/** The cards are here at once; what was brought back follows. */
export function useAiguillage(): Aiguillage | undefined {
  const { db } = useCarnet()
  const views = useLive(() => listStructures(db), [db], 1_000)
  const monde = useMonde(regard)
  return useMemo(
    () =>
      views && {
        cartes: views.map(lireCarte),
        reflexes: monde ? reflexesDe(monde) : nothing,
        offres: monde ? offresDe(monde).filter(isPubliee) : [],
      },
    [views, monde],
  )
}
