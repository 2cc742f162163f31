// What stands at the end of a fiche, once its questions are passed: where one goes next, then what is rarer. It comes a
// little after the form.
import { lazy } from 'preact-iso'
import { useState } from 'preact/hooks'
import type { SaisieContexte, Save } from '../../forms/contexte.ts'
import type { Gabarit } from '../../forms/gabarit.ts'
import type { FicheView } from '../../store/index.ts'
import { useCarnet } from '../carnet.ts'
import { Attend } from './Attend.tsx'

const FicheCorbeille = lazy(() => import('./FicheCorbeille.tsx').then((m) => m.FicheCorbeille))
const ReponsesVersions = lazy(() => import('./ReponsesVersions.tsx').then((m) => m.ReponsesVersions))

interface Props {
  fiche: FicheView
  gabarit: Gabarit
  contexte: SaisieContexte
  /** where the fiche was opened from */
  retour: string
  readOnly: boolean
  /** nothing of it waits for who holds the device */
  validee: boolean
  save: Save
}

export function PiedFiche({ fiche, gabarit, contexte, retour, readOnly, validee, save }: Props) {
  const { moi } = useCarnet()
  const [asking, setAsking] = useState<'versions' | 'corbeille' | null>(null)
  const close = () => setAsking(null)
  const mine = fiche.data.$auteur === moi.personne
  return (
    <>
      {gabarit.visibilite === 'reseau_restreint' ? (
        <a class="acte" href={`/reseau/suite/${fiche.id}`}>
          Relire et envoyer
        </a>
      ) : gabarit.famille === 'restitution' && mine ? (
        <a class="acte" href={`/fiches/${fiche.id}/partager`}>
          Relire et partager
        </a>
      ) : (
        validee && (
          <a class="acte" href={retour}>
            {fiche.data.$immersion ? 'Revenir au dossier' : 'Revenir'}
          </a>
        )
      )}
      <a class="lien au-bord" href={`/imprimer/fiche/${fiche.id}`}>
        Imprimer ou exporter
      </a>
      {!readOnly && (
        <button type="button" class="lien au-bord" onClick={() => setAsking('versions')}>
          Versions des réponses
        </button>
      )}
      {mine && (
        <button type="button" class="lien danger au-bord" onClick={() => setAsking('corbeille')}>
          Mettre cette fiche à la corbeille
        </button>
      )}
      <Attend>
        {asking === 'versions' && (
          <ReponsesVersions gabarit={gabarit} registers={fiche.registers} contexte={contexte} save={save} onClose={close} />
        )}
        {asking === 'corbeille' && <FicheCorbeille id={fiche.id} retour={retour} onClose={close} />}
      </Attend>
    </>
  )
}
