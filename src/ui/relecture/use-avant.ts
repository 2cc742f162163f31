// What was answered before the visit, in words, by answer of the fiche written after.
import { useMemo } from 'preact/hooks'
import { avantOf, regardOf } from '../../forms/regard.ts'
import { readReponse } from '../../forms/read-reponse.ts'
import { reponsesOf } from '../../forms/reponses.ts'
import type { FicheIci } from './use-dossier.ts'

export function useAvant(fiches: readonly FicheIci[], ici: FicheIci | null): Readonly<Record<string, string>> {
  return useMemo(() => {
    const before = ici && fiches.find(({ gabarit }) => gabarit.id === avantOf(ici.gabarit.id))
    if (!ici || !before) return {}
    const regard = regardOf(ici.gabarit, before.gabarit, reponsesOf(before.gabarit, before.fiche.registers))
    return Object.fromEntries(
      Object.entries(regard).map(([champ, vis]) => [
        champ,
        vis.champ.type === 'table' ? '' : readReponse(vis.champ, vis.reponse, {}),
      ]),
    )
  }, [fiches, ici])
}
