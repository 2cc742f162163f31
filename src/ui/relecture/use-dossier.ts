// What relecture and restitution look at in an immersion: its notes, its fiches with their gabarits, what I may write.
import { useMemo } from 'preact/hooks'
import type { DocId } from '../../domain/id.ts'
import type { Immersion } from '../../domain/collections.ts'
import { politiqueOf } from '../../domain/politique.ts'
import type { Gabarit } from '../../forms/gabarit.ts'
import { type FicheView, fichesOf, findImmersion, notesOf } from '../../store/index.ts'
import { useCarnet } from '../carnet.ts'
import { type Droits, droitsDe, enteteDe } from '../lecture.ts'
import { byHour, type Note, noteOf } from '../note.ts'
import { useLive } from '../use-live.ts'
import { useGabarits } from '../use-progress.ts'

export interface FicheIci {
  fiche: FicheView
  gabarit: Gabarit
  droits: Droits
  mienne: boolean
}

export interface DossierLu {
  immersion: Immersion
  fiches: readonly FicheIci[]
  /** mine, the earliest first */
  notes: readonly Note[]
}

/** `undefined` while it is read, `null` when the immersion is not here. */
export function useDossier(id: string): DossierLu | null | undefined {
  const { db, moi, annuaire } = useCarnet()
  const view = useLive(() => findImmersion(db, id as DocId), [db, id])
  const fiches = useLive(() => fichesOf(db, { immersion: id }), [db, id])
  const noteFiches = useLive(() => notesOf(db, id), [db, id])
  const filled = useMemo(() => (fiches ?? []).filter(({ data }) => data.$gabarit !== 'carnet-notes'), [fiches])
  const gabarits = useGabarits(filled)
  return useMemo(() => {
    if (view === null) return null
    if (!view || !fiches || !noteFiches || !annuaire) return undefined
    const here = filled.flatMap((fiche): FicheIci[] => {
      const gabarit = gabarits.get(`${fiche.data.$gabarit} ${fiche.data.$gabarit_version}`)
      if (!gabarit) return []
      const { $auteur: auteur, $rattachement: rattachement } = fiche.data
      const entete = enteteDe(politiqueOf(gabarit), { auteur, immersion: view.data, rattachement, registers: fiche.registers })
      return [{ fiche, gabarit, droits: droitsDe(entete, moi.personne, annuaire), mienne: auteur === moi.personne }]
    })
    // Not shown in parts: an answer that moves while one looks for it is worse than a moment without it.
    if (here.length === 0 && filled.length > 0) return undefined
    const notes = noteFiches.map(noteOf).filter(({ auteur }) => auteur === moi.personne)
    return { immersion: view.data, fiches: here, notes: notes.sort(byHour).reverse() }
  }, [view, fiches, filled, noteFiches, gabarits, annuaire, moi])
}
