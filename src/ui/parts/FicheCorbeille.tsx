// Putting a fiche in the corbeille: asked first, nothing is erased.
import { useLocation } from 'preact-iso'
import type { DocId } from '../../domain/id.ts'
import { deleteDocument } from '../../store/index.ts'
import { useCarnet } from '../carnet.ts'
import { watchSave } from '../saves.ts'
import { Icon } from './Icon.tsx'
import { Sheet } from './Sheet.tsx'

export function FicheCorbeille({ id, retour, onClose }: { id: DocId; retour: string; onClose(): void }) {
  const { db } = useCarnet()
  const { route } = useLocation()
  return (
    <Sheet titre="Mettre à la corbeille ?" onClose={onClose}>
      <p>La fiche quittera le dossier. Rien n’est effacé : vous pourrez la reprendre dans la corbeille.</p>
      <div class="gestes">
        <button
          type="button"
          class="geste danger"
          onClick={() =>
            void watchSave(`corbeille ${id}`, deleteDocument(db, id)).then(() => route(retour, true), onClose)
          }
        >
          <Icon name="corbeille" taille={1.25} />
          Mettre à la corbeille
        </button>
        <button type="button" class="lien" onClick={onClose}>
          Garder
        </button>
      </div>
    </Sheet>
  )
}
