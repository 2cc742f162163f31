// A screen about one fiche that exists: reads it with its gabarit, its immersion and what one may do there.
import type { ComponentChildren } from 'preact'
import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Immersion } from '../../domain/collections.ts'
import type { DocId } from '../../domain/id.ts'
import { politiqueOf } from '../../domain/politique.ts'
import type { SaisieContexte } from '../../forms/contexte.ts'
import type { Gabarit } from '../../forms/gabarit.ts'
import { findGabarit } from '../../forms/load-gabarit.ts'
import { type FicheView, findFiche, findImmersion } from '../../store/index.ts'
import { useCarnet } from '../carnet.ts'
import { type Droits, droitsDe, enteteDe } from '../lecture.ts'
import { Page } from '../parts/Page.tsx'
import { useContexte } from '../use-contexte.ts'
import { useLive } from '../use-live.ts'

export interface FicheEnMain {
  fiche: FicheView
  gabarit: Gabarit
  immersion: Immersion | null
  droits: Droits
  contexte: SaisieContexte
}

interface Props {
  id: string
  titre: string
  children(given: FicheEnMain): ComponentChildren
}

export function AvecFiche({ id, titre, children }: Props) {
  const { db } = useCarnet()
  const fiche = useLive(() => findFiche(db, id as DocId), [db, id])
  const at = fiche?.data.$immersion ?? null
  const read = useLive(async () => ({ at, view: at ? await findImmersion(db, at as DocId) : null }), [db, at])
  // What was read before the fiche was known is of no immersion: not of this one.
  const immersion = read && read.at === at ? read.view : undefined
  const [gabarit, setGabarit] = useState<Gabarit | null | undefined>(undefined)
  const { $gabarit, $gabarit_version } = fiche?.data ?? {}
  useEffect(() => {
    if ($gabarit === undefined || $gabarit_version === undefined) return undefined
    let gone = false
    findGabarit($gabarit, $gabarit_version).then(
      (found) => !gone && setGabarit(found.ok ? found.gabarit : null),
      () => !gone && setGabarit(null),
    )
    return () => {
      gone = true
    }
  }, [$gabarit, $gabarit_version])
  if (fiche === null || gabarit === null) {
    return (
      <Page titre={titre} retour="/immersions">
        <p>
          {fiche === null
            ? 'Cette fiche n’existe pas sur cet appareil, ou n’est plus lisible pour vous.'
            : 'Cette fiche vient d’une version plus récente de l’application : mettez-la à jour pour la signer.'}
        </p>
      </Page>
    )
  }
  if (!fiche || !gabarit || immersion === undefined) return null
  return <Lue fiche={fiche} gabarit={gabarit} immersion={immersion?.data ?? null} children={children} />
}

function Lue({ fiche, gabarit, immersion, children }: Pick<FicheEnMain, 'fiche' | 'gabarit' | 'immersion'> & Pick<Props, 'children'>) {
  const { moi, annuaire } = useCarnet()
  const droits = useMemo(() => {
    if (!annuaire) return null
    const { $auteur: auteur, $rattachement: rattachement } = fiche.data
    const entete = enteteDe(politiqueOf(gabarit), { auteur, immersion, rattachement, registers: fiche.registers })
    return droitsDe(entete, moi.personne, annuaire)
  }, [fiche, gabarit, immersion, annuaire, moi])
  const contexte = useContexte(immersion, gabarit, { fiche, roles: droits?.roles ?? [], acces: droits?.acces ?? [] })
  if (!droits || !contexte) return null
  return <>{children({ fiche, gabarit, immersion, droits, contexte })}</>
}
