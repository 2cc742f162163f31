// The acts of an immersion that no fiche holds: cancelled with its reason, taken up again, a step made outside the app.
import { useState } from 'preact/hooks'
import type { Immersion } from '../../domain/collections.ts'
import { reached } from '../../domain/statut.ts'
import { findParcours } from '../../forms/parcours.ts'
import { useCarnet } from '../carnet.ts'
import { ChoixUnique } from '../parts/Choix.tsx'
import { Sheet } from '../parts/Sheet.tsx'
import { noterFait } from './faits.ts'

interface Props {
  immersion: Immersion
  onClose(): void
}

function useActe({ immersion, onClose }: Props): (statut: string, motif: string) => void {
  const { db } = useCarnet()
  // A save that fails is said by the chip; the sheet stays with what was typed.
  return (statut, motif) => void noterFait(db, immersion, statut, motif.trim()).then(onClose, () => undefined)
}

export function Annuler(props: Props) {
  const [motif, setMotif] = useState('')
  const act = useActe(props)
  const isBack = props.immersion.statut === 'annulee'
  return (
    <Sheet titre={isBack ? 'Reprendre cette immersion ?' : 'Annuler cette immersion ?'} onClose={props.onClose}>
      <p>
        {isBack
          ? 'Elle revient où elle en était. Rien n’avait été effacé.'
          : 'Les personnes de l’immersion la verront annulée, avec ce motif. Rien n’est effacé, et vous pourrez la reprendre.'}
      </p>
      {!isBack && (
        <div class="champ-simple">
          <label for="motif-annulation">Motif</label>
          <textarea id="motif-annulation" class="saisie" rows={3} value={motif} onInput={(e) => setMotif(e.currentTarget.value)} />
        </div>
      )}
      <div class="gestes">
        <button
          type="button"
          class={isBack ? 'geste' : 'geste danger'}
          disabled={!isBack && motif.trim() === ''}
          onClick={() => act(isBack ? 'reprise' : 'annulee', motif)}
        >
          {isBack ? 'Reprendre' : 'Annuler l’immersion'}
        </button>
        <button type="button" class="lien" onClick={props.onClose}>
          {isBack ? 'Pas maintenant' : 'Garder'}
        </button>
      </div>
    </Sheet>
  )
}

const libelles: Record<string, string> = {
  demandee: 'La demande est faite',
  acceptee: 'L’accord est donné',
  conventionnee: 'La convention est signée',
  preparee: 'La préparation est faite',
  en_cours: 'L’immersion a commencé',
  a_chaud: 'La prise de recul est faite',
  evaluee: 'L’évaluation est faite',
  restituee: 'L’immersion est restituée',
  close: 'Tout est terminé',
}

/** The steps still ahead of an immersion; « Restituée » only once a restitution is saved (R-SPRO-08). Pure. */
function etapesDevant(immersion: Immersion, isRestituee: boolean): string[] {
  const given = (findParcours(immersion.dispositif)?.etapes ?? []).map(({ statut_resultant }) => statut_resultant)
  return Object.keys(libelles).filter(
    (statut) =>
      (given.includes(statut) || statut === 'acceptee') &&
      !reached(immersion.statut, statut) &&
      (isRestituee || !['restituee', 'close'].includes(statut) || immersion.dispositif === 'immersion_salarie'),
  )
}

export function NoterEtape({ isRestituee, ...props }: Props & { isRestituee: boolean }) {
  const [statut, setStatut] = useState<string | null>(null)
  const [motif, setMotif] = useState('')
  const act = useActe(props)
  const ahead = etapesDevant(props.immersion, isRestituee)
  const waits = ahead.length < etapesDevant(props.immersion, true).length
  return (
    <Sheet titre="Une étape faite hors du carnet" onClose={props.onClose}>
      {waits && <p class="detail">« Restituée » demande au moins une restitution enregistrée.</p>}
      {ahead.length === 0 ? (
        !waits && <p>Toutes les étapes sont notées.</p>
      ) : (
        <>
          <ChoixUnique
            legende="Qu’est-ce qui est fait ?"
            options={ahead.map((id) => ({ id, libelle: libelles[id] ?? id }))}
            value={statut}
            onChange={setStatut}
          />
          <div class="champ-simple">
            <label for="comment-etape">Comment ?</label>
            <input
              id="comment-etape"
              class="saisie"
              value={motif}
              placeholder="Sur papier, par téléphone…"
              onInput={(e) => setMotif(e.currentTarget.value)}
            />
          </div>
          <button type="button" class="acte" disabled={statut === null} onClick={() => statut && act(statut, motif)}>
            Noter cette étape
          </button>
        </>
      )}
    </Sheet>
  )
}
