// The bourse as this device knows it: its offers, its requests, the visits they made. Again at each change.
import { useEffect, useMemo, useState } from 'preact/hooks'
import { CONVENTION, DEMANDE, OFFRE } from '../../domain/bourse.ts'
import type { Groupe } from '../../domain/collections.ts'
import type { Noms } from '../../forms/contexte.ts'
import type { Gabarit } from '../../forms/gabarit.ts'
import { loadGabarit } from '../../forms/load-gabarit.ts'
import { type Demande, demandesDe } from '../../suivi/bourse-demandes.ts'
import { type Offre, offresDe } from '../../suivi/bourse-offres.ts'
import type { Monde } from '../../suivi/monde.ts'
import { useMonde } from '../suivi/use-monde.ts'

export interface Bourse {
  monde: Monde
  offres: Offre[]
  demandes: Demande[]
  /** the group of type bourse that this person takes part in; null: none */
  groupe: Groupe | null
  noms: Noms
}

const regard = { gabarits: [OFFRE, DEMANDE, CONVENTION] }

/** The bourse as this device knows it; undefined while it is read. */
export function useBourse(): Bourse | undefined {
  const monde = useMonde(regard)
  return useMemo(() => {
    if (!monde) return undefined
    const { annuaire, moi } = monde
    const offres = offresDe(monde)
    const mine = annuaire.personnes.find(({ id }) => id === moi)?.structure ?? null
    const bourses = annuaire.groupes.filter(({ type }) => type === 'bourse')
    return {
      monde,
      offres,
      demandes: demandesDe(monde, offres),
      groupe: bourses.find(({ structures, coordination }) => coordination === moi || structures.some((id) => id === mine)) ?? null,
      noms: {
        structures: (annuaire.structures ?? []).map(({ id, nom }) => ({ id, libelle: nom })),
        personnes: annuaire.personnes.map(({ id, nom }) => ({ id, libelle: nom })),
        offres: offres.map(({ id, nom, lieu }) => ({ id, libelle: [`Offre de ${nom}`, lieu].filter(Boolean).join(', ') })),
      },
    }
  }, [monde])
}

/** A gabarit, once it is read. */
export function useGabarit(id: string, version: number | undefined): Gabarit | null {
  const [gabarit, setGabarit] = useState<Gabarit | null>(null)
  useEffect(() => {
    if (version === undefined) return undefined
    let gone = false
    loadGabarit(id, version).then(
      (found) => !gone && setGabarit(found),
      () => undefined, // a version unknown here: the sheet is read as the fiche itself
    )
    return () => {
      gone = true
    }
  }, [id, version])
  return gabarit
}
