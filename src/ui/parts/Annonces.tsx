// What must be said at the head of any screen: notes that were brought back, a new version that waits.
import { useState } from 'preact/hooks'
import { acknowledgeRecovery, type Recovery } from '../../store/index.ts'
import { useCarnet } from '../carnet.ts'
import { recoveryInWords } from '../phrases-ouverture.ts'
import { appVersion, takeNewVersion } from '../pwa.ts'
import { useObservable } from '../use-live.ts'

export function Annonces({ recovered }: { recovered: Recovery | null }) {
  const { db } = useCarnet()
  const { waiting } = useObservable(appVersion)
  const [later, setLater] = useState(false)
  const [read, setRead] = useState(false)
  const showsVersion = waiting && !later
  const showsRecovery = recovered !== null && !read
  if (!showsVersion && !showsRecovery) return null
  return (
    <aside class="annonces" aria-label="À savoir">
      {showsRecovery && (
        <div class="annonce" data-ton={recovered.kind === 'lost' ? 'attente' : 'bien'} role="status">
          <strong>{recoveryInWords(recovered).titre}</strong>
          <p>{recoveryInWords(recovered).phrase}</p>
          <div class="gestes">
            <button
              type="button"
              class="geste"
              onClick={() => {
                setRead(true)
                // Not written down: it is said again at the next start.
                void acknowledgeRecovery(db).catch(() => undefined)
              }}
            >
              J’ai lu
            </button>
          </div>
        </div>
      )}
      {showsVersion && (
        <div class="annonce" role="status">
          <strong>Une nouvelle version est prête</strong>
          <p>La page se rechargera ; tout ce qui est marqué « Enregistré » le reste.</p>
          <div class="gestes">
            <button type="button" class="geste" onClick={takeNewVersion}>
              Mettre à jour maintenant
            </button>
            <button type="button" class="lien" onClick={() => setLater(true)}>
              Plus tard
            </button>
          </div>
        </div>
      )}
    </aside>
  )
}
