// The manager’s agreement, which sends the request. Given by the manager here, or told by the person when the manager has no account.
import { useState } from 'preact/hooks'
import type { Demande } from '../../suivi/bourse-demandes.ts'
import { useCarnet } from '../carnet.ts'
import { Sheet } from '../parts/Sheet.tsx'
import { accorder } from './actes.ts'

export function Accord({ demande, iAgree, onClose }: { demande: Demande; iAgree: boolean; onClose(): void }) {
  const carnet = useCarnet()
  const [rh, setRh] = useState(demande.fiche.reponses.rh_informee === true)
  const [agreed, setAgreed] = useState(iAgree)
  const [busy, setBusy] = useState(false)
  return (
    <Sheet titre={iAgree ? 'Donner mon accord' : 'Envoyer la demande'} onClose={onClose}>
      <p>
        {demande.offreVisee
          ? `La demande part aussitôt vers ${demande.offreVisee.nom} et le pilote de la bourse.`
          : 'La demande, ouverte, part aussitôt vers les membres de la bourse.'}{' '}
        Votre structure s’engage à accueillir en retour.
      </p>
      {!iAgree && (
        <label class="choix">
          <input type="checkbox" checked={agreed} onChange={(e) => setAgreed(e.currentTarget.checked)} />
          <span class="rang-corps">
            <span class="rang-titre">Mon responsable a donné son accord</span>
            <span class="rang-detail">Aucun responsable de votre structure n’a de carnet : c’est vous qui le dites.</span>
          </span>
        </label>
      )}
      <label class="choix">
        <input type="checkbox" checked={rh} onChange={(e) => setRh(e.currentTarget.checked)} />
        <span class="rang-corps">
          <span class="rang-titre">La direction des ressources humaines est informée</span>
        </span>
      </label>
      <button
        type="button"
        class="acte"
        disabled={!agreed || busy}
        onClick={() => {
          setBusy(true)
          void accorder(carnet, demande, rh || null).then(onClose, () => setBusy(false))
        }}
      >
        {iAgree ? 'Donner mon accord et envoyer' : 'Envoyer la demande'}
      </button>
    </Sheet>
  )
}
