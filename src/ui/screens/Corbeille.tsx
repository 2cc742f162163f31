// The corbeille: what was put there, by whom, and how to take it back.
import type { Collection } from '../../domain/collections.ts'
import { type DocView, listDeleted, restoreDocument } from '../../store/index.ts'
import { findResume } from '../../forms/catalogue.ts'
import { shownValue } from '../../domain/register.ts'
import { path } from '../../domain/id.ts'
import { useCarnet } from '../carnet.ts'
import { momentInWords } from '../dates.ts'
import { Icon } from '../parts/Icon.tsx'
import { Page } from '../parts/Page.tsx'
import { Tirage } from '../parts/Tirage.tsx'
import { watchSave } from '../saves.ts'
import { useLive } from '../use-live.ts'
import '../look/screens.css'

/** The words by which a document in the corbeille is recognised. */
function titleOf(view: DocView<Collection>): string {
  const text = (champ: string): string => {
    const value = shownValue(view.registers, path(champ))
    return typeof value === 'string' ? value : ''
  }
  if (view.kind !== 'fiche') return text('titre') || text('nom') || 'Sans titre'
  const resume = findResume(text('$gabarit'))
  return text('$gabarit') === 'carnet-notes'
    ? `Note : ${text('texte').slice(0, 60) || '(vide)'}`
    : (resume?.titre ?? 'Fiche')
}

export default function Corbeille() {
  const { db } = useCarnet()
  const views = useLive(() => listDeleted(db), [db])
  return (
    <Page
      titre="Corbeille"
      lieu="Moi"
      retour="/moi"
      chapeau={<p>Rien n’y est effacé : ce que vous reprenez revient à sa place.</p>}
    >
      {views?.length === 0 && (
        <Tirage>
          <p>La corbeille est vide.</p>
        </Tirage>
      )}
      {views && views.length > 0 && (
        <ul class="rangs">
          {views.map((view) => (
            <li key={view.id} class="rang">
              <Icon name={view.kind === 'immersion' ? 'immersions' : 'feuille'} />
              <span class="rang-corps">
                <span class="rang-titre">{titleOf(view)}</span>
                <span class="rang-detail">Changement {momentInWords(view.updated)}</span>
              </span>
              <button
                type="button"
                class="geste"
                onClick={() =>
                  void watchSave(`corbeille ${view.id}`, restoreDocument(db, view.id)).catch(() => undefined)
                }
              >
                Reprendre
              </button>
            </li>
          ))}
        </ul>
      )}
    </Page>
  )
}
