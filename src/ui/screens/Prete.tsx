// After coming in: what is being brought here, and « Prêt hors connexion » once it is true, not before.
import { useEffect, useState } from 'preact/hooks'
import { useCarnet, useEcritures } from '../carnet.ts'
import { Icon } from '../parts/Icon.tsx'
import { cetAppareil, lastRoundFailure } from '../phrases.ts'
import { appVersion } from '../pwa.ts'
import { useObservable } from '../use-live.ts'
import '../look/screens.css'

export default function Prete({ onOpen }: { onOpen(): void }) {
  const { moi } = useCarnet()
  const { sending } = useEcritures()
  const { precached } = useObservable(appVersion)
  const [received, setReceived] = useState(false)
  useEffect(() => {
    if (sending.lastRound !== null) setReceived(true)
  }, [sending.lastRound])
  const ready = precached && received
  const here = cetAppareil()
  const failure = sending.phase === 'idle' || sending.phase === 'sending' ? null : lastRoundFailure[sending.phase]
  const steps: [boolean, string, string][] = [
    [precached, `L’application est sur ${here}`, `L’application s’installe sur ${here}…`],
    [received, 'Vos documents sont arrivés', 'Vos documents arrivent…'],
  ]
  return (
    <main class="accueil">
      <div class="accueil-tete">
        <Icon name={ready ? 'coche' : 'carnet'} taille={3.5} />
        <h1>{ready ? 'Prêt hors connexion' : `Bienvenue, ${moi.nom}`}</h1>
        <p class="chapeau" role="status">
          {ready
            ? `Bienvenue, ${moi.nom}. Tout ce qu’il faut est sur ${here} : vous pouvez couper le réseau.`
            : 'Encore un instant avec le réseau, puis vous pourrez vous en passer.'}
        </p>
      </div>
      <ol class="echelle">
        {steps.map(([done, yes, notYet]) => (
          <li key={yes} data-ton={done ? 'recu' : 'attend'}>
            <Icon name={done ? 'coche' : 'horloge'} />
            <span>{done ? yes : notYet}</span>
          </li>
        ))}
      </ol>
      {failure && !received && (
        <p class="annonce" data-ton="attente">
          {failure}
        </p>
      )}
      <button type="button" class={ready ? 'acte' : 'geste'} onClick={onOpen}>
        {ready ? 'Commencer' : 'Entrer sans attendre'}
      </button>
    </main>
  )
}
