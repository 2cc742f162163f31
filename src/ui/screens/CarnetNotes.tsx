// The notes of an immersion (or of none) by hour, filtered by étiquette; one tap to take or take up one.
import { useState } from 'preact/hooks'
import type { DocId } from '../../domain/id.ts'
import { findImmersion, notesOf } from '../../store/index.ts'
import { useCarnet } from '../carnet.ts'
import { nomDe } from '../immersion.ts'
import { byHour, noteOf } from '../note.ts'
import { EtiquettesRuban } from '../parts/Etiquettes.tsx'
import { Notes } from '../parts/Notes.tsx'
import { Page } from '../parts/Page.tsx'
import { Tirage } from '../parts/Tirage.tsx'
import { droitDeLire, rappelNote } from '../phrases.ts'
import { useLive } from '../use-live.ts'
import { usePoints } from '../use-points.ts'
import '../look/screens.css'

export default function CarnetNotes({ id }: { id?: string }) {
  const { db, moi, annuaire, takeNote } = useCarnet()
  const immersion = (id ?? null) as DocId | null
  const view = useLive(async () => (immersion ? findImmersion(db, immersion) : null), [db, id])
  const fiches = useLive(() => notesOf(db, immersion), [db, id])
  const [only, setOnly] = useState<string[]>([])
  const notes = (fiches ?? []).map(noteOf).sort(byHour)
  const points = usePoints(notes)
  if (fiches === undefined) return <Page titre="Carnet de notes">{null}</Page>
  const present = [...new Set(notes.flatMap(({ etiquettes }) => etiquettes))]
  const shown =
    only.length === 0 ? notes : notes.filter(({ etiquettes }) => only.some((one) => etiquettes.includes(one)))
  return (
    <Page
      titre="Carnet de notes"
      lieu={view?.data.titre ?? 'Notes sans immersion'}
      retour={immersion ? `/immersions/${immersion}` : '/'}
      plume={immersion}
      chapeau={
        <p>
          {rappelNote} {droitDeLire}
        </p>
      }
    >
      {present.length > 1 && <EtiquettesRuban nom="Ne montrer que" chosen={only} onChange={setOnly} only={present} />}
      {notes.length === 0 ? (
        <Tirage>
          <p>Rien de noté encore. Touchez « Prendre une note » : un mot suffit, il est gardé aussitôt.</p>
        </Tirage>
      ) : (
        <Notes
          notes={shown}
          onOpen={(note) => takeNote({ immersion, note: note.id })}
          pointOf={(note) => points(note)}
          auteurOf={(note) =>
            note.auteur && note.auteur !== moi.personne ? nomDe(annuaire?.personnes, note.auteur) : null
          }
        />
      )}
    </Page>
  )
}
