// Puts an immersion in the corbeille, once it is said what that means.
import { useLocation } from 'preact-iso'
import type { DocId } from '../../domain/id.ts'
import { deleteDocument } from '../../store/index.ts'
import { useCarnet } from '../carnet.ts'
import { watchSave } from '../saves.ts'
import { Sheet } from './Sheet.tsx'

export function Supprimer({ id, titre, onClose }: { id: DocId; titre: string; onClose(): void }) {
  const { db } = useCarnet()
  const { route } = useLocation()
  return (
    <Sheet titre="Mettre à la corbeille ?" onClose={onClose}>
      <p>
        « {titre} » quittera vos listes, pour vous et pour les personnes de l’immersion. Rien n’est effacé : vous
        pourrez la reprendre dans la corbeille.
      </p>
      <div class="gestes">
        <button
          type="button"
          class="geste danger"
          onClick={() => {
            void watchSave(`corbeille ${id}`, deleteDocument(db, id)).then(() => route('/immersions', true), onClose)
          }}
        >
          Mettre à la corbeille
        </button>
        <button type="button" class="lien" onClick={onClose}>
          Garder
        </button>
      </div>
    </Sheet>
  )
}
