// What waits on this device, by name: each opens.
import type { DocId } from '../../domain/id.ts'
import { waitingPhotos } from '../../store/photos.ts'
import { waitingDocs } from '../../store/waiting.ts'
import { useCarnet } from '../carnet.ts'
import { momentInWords } from '../dates.ts'
import { combien } from '../phrases.ts'
import { useLive } from '../use-live.ts'
import { useTitre } from '../use-titre.ts'
import { Icon } from './Icon.tsx'

const SHOWN = 20

/** Shown only when something waits. */
export function EnAttente() {
  const { db } = useCarnet()
  const docs = useLive(() => waitingDocs(db), [db])
  const files = useLive(() => waitingPhotos(db), [db])
  if (!docs || !files) return null
  const waiting = withFiles(docs, files)
  if (waiting.length === 0) return null
  return (
    <section class="bloc">
      <h2>À envoyer</h2>
      <ul class="rangs">
        {waiting.slice(0, SHOWN).map((one) => (
          <Document key={one.doc} waiting={one} />
        ))}
      </ul>
      {waiting.length > SHOWN && <p class="detail">Et {combien(waiting.length - SHOWN, 'autre')}.</p>}
    </section>
  )
}

/** A document, its changes and its files that wait. */
interface Ligne {
  doc: DocId
  changes: number
  /** device time of the oldest change, ms; null: only files wait */
  oldest: number | null
  files: number
}

/** Files under the document that names them; a complement counts as its fiche. */
function withFiles(docs: Awaited<ReturnType<typeof waitingDocs>>, files: Awaited<ReturnType<typeof waitingPhotos>>): Ligne[] {
  const lines = new Map<DocId, Ligne>(docs.map((one) => [one.doc, { ...one, files: 0 }]))
  for (const file of files) {
    const doc = file.doc.split('~')[0] as DocId // a complement is called `<fiche>~<acces>`
    const held = lines.get(doc) ?? { doc, changes: 0, oldest: null, files: 0 }
    lines.set(doc, { ...held, files: held.files + 1 })
  }
  return [...lines.values()]
}

function Document({ waiting: { doc, changes, oldest, files } }: { waiting: Ligne }) {
  const found = useTitre(doc)
  if (!found) return null
  const inside = (
    <>
      <Icon name="horloge" />
      <span class="rang-corps">
        <span class="rang-titre">{found.titre}</span>
        <span class="rang-detail">
          {[
            changes > 0 && oldest !== null ? `${combien(changes, 'changement')}, écrit ${momentInWords(oldest)}` : '',
            files > 0 ? combien(files, 'pièce jointe') : '',
          ]
            .filter(Boolean)
            .join(' ; ')}
        </span>
      </span>
    </>
  )
  return (
    <li>
      {found.lien ? (
        <a class="rang" href={found.lien}>
          {inside}
          <Icon name="suite" taille={1.25} />
        </a>
      ) : (
        <div class="rang">{inside}</div>
      )}
    </li>
  )
}
