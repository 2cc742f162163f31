// What the computed champs of a fiche count on this device, again at each change. Nothing is read for the others.
import { useMemo } from 'preact/hooks'
import type { SourceCalcul } from '../forms/calcul.ts'
import { countsMore } from '../forms/calculees.ts'
import type { Gabarit } from '../forms/gabarit.ts'
import { type FicheView, listImmersions, recentFiches } from '../store/index.ts'
import { useCarnet } from './carnet.ts'
import { useLate } from './use-late.ts'
import { useLive } from './use-live.ts'

const loadCounting = () => import('./counting.ts')

// The same object while nothing is counted: what surrounds a form is made again when this changes.
const nothing: { calcul?: SourceCalcul } = {}

/** `{ calcul }`, with nothing in it when champs are filled by hand; undefined while it is read. */
export function useCounting(fiche: FicheView | null, gabarit: Gabarit | null): { calcul?: SourceCalcul } | undefined {
  const { db, moi, annuaire } = useCarnet()
  const counts = fiche !== null && gabarit !== null && fiche.data.$rattachement !== null && countsMore(gabarit)
  const counting = useLate(loadCounting, counts ? 'now' : 'never')
  const read = useLive(async () => {
    if (!counts) return null
    if (!counting) return undefined
    const { NIVEAUX, sourceOf } = counting
    const [immersions, before, after] = await Promise.all([
      listImmersions(db),
      recentFiches(db, Number.POSITIVE_INFINITY, NIVEAUX.avant),
      recentFiches(db, Number.POSITIVE_INFINITY, NIVEAUX.apres),
    ])
    return { immersions: immersions.map(({ data }) => data), fiches: [...before, ...after], sourceOf }
  }, [db, counts, counting])
  return useMemo(() => {
    if (read === undefined || !annuaire) return undefined
    if (read === null || !fiche || !gabarit) return nothing
    const { dispositifs } = gabarit
    const { sourceOf, ...counted } = read
    const calcul = sourceOf({
      fiche: { rattachement: fiche.data.$rattachement, registers: fiche.registers },
      dispositifs,
      ...counted,
      personne: moi.personne,
      annuaire,
      now: new Date(),
    })
    return calcul ? { calcul } : nothing
  }, [read, annuaire, fiche, gabarit, moi])
}
