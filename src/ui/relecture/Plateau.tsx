// What was just poured, said at the thumb, with the way back.
import { Icon } from '../parts/Icon.tsx'

/** What was just done, and how to undo it. */
export interface Fait {
  mots: string
  annuler?: () => Promise<void>
}

export function Plateau({ fait, onClose }: { fait: Fait | null; onClose(): void }) {
  return (
    <div class={fait ? 'plateau' : undefined}>
      <p role="status">{fait?.mots ?? ''}</p>
      {fait?.annuler && (
        <button type="button" class="geste" onClick={() => void fait.annuler?.()}>
          Annuler
        </button>
      )}
      {fait && (
        <button type="button" class="rond" aria-label="Fermer ce message" onClick={onClose}>
          <Icon name="croix" taille={1.25} />
        </button>
      )}
    </div>
  )
}
