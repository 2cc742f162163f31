// Notes by hour: the hour in the margin, the words beside it, what they are under them.
import type { ComponentChildren, ComponentType } from 'preact'
import { dayInWords } from '../dates.ts'
import { groupBy } from '../group.ts'
import type { Note } from '../note.ts'
import { EtiquettesOf } from './Etiquettes.tsx'
import { Icon } from './Icon.tsx'
import { Photo } from './Photo.tsx'
import { visibilites } from './Visibilite.tsx'

interface Props {
  notes: readonly Note[]
  onOpen?(note: Note): void
  /** one more act on each */
  acte?(note: Note): ComponentChildren
  /** words for the points of guides they belong to */
  pointOf?(note: Note): string | null
  /** the person reading: notes of others bear their author's name */
  auteurOf?(note: Note): string | null
  /** what holds a note and its act */
  Corps?: ComponentType<{ note: Note; children: ComponentChildren }>
}

const Simple = ({ children }: { children: ComponentChildren }) => <div class="bloc">{children}</div>

/** Groups of consecutive notes of one day. */
export function Notes({ notes, onOpen, acte, pointOf, auteurOf, Corps = Simple }: Props) {
  const days = groupBy(notes, (note) => note.date)
  return (
    <>
      {[...days].map(([day, ofDay]) => (
        <section key={day} class="bloc" aria-label={dayInWords(day)}>
          <h2 class="jour">{dayInWords(day)}</h2>
          <ol class="notes">
            {ofDay.map((note) => (
              <li key={note.id} class="marge">
                <time class="en-marge">{note.heure}</time>
                <Corps note={note}>
                  {onOpen ? (
                    <button type="button" class="note-ouvre" onClick={() => onOpen(note)}>
                      <NoteCorps note={note} point={pointOf?.(note) ?? null} auteur={auteurOf?.(note) ?? null} />
                    </button>
                  ) : (
                    <div class="note-ouvre">
                      <NoteCorps note={note} point={pointOf?.(note) ?? null} auteur={auteurOf?.(note) ?? null} />
                    </div>
                  )}
                  {acte?.(note)}
                </Corps>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </>
  )
}

const minutes = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

function NoteCorps({ note, point, auteur }: { note: Note; point: string | null; auteur: string | null }) {
  const { icon, libelle } = visibilites[note.visibilite]
  return (
    <>
      <span class="note-mots">{note.texte || (note.voix.length > 0 ? '' : '(sans texte)')}</span>
      {note.photos.length > 0 && (
        <span class="vignettes">
          {note.photos.map(({ id, fichier }) => (
            <Photo key={id} fichier={fichier} />
          ))}
        </span>
      )}
      {note.voix.length > 0 && (
        <span class="detail">
          <Icon name="voix" taille={1} />
          {note.voix.map(({ duree }) => `Mémo vocal, ${minutes(duree)}`).join(' ; ')}
        </span>
      )}
      <EtiquettesOf ids={note.etiquettes} />
      <span class="note-pied">
        <span>
          <Icon name={icon} taille={1} />
          {libelle}
        </span>
        {auteur && <span>{auteur}</span>}
        {point && (
          <span>
            <Icon name="lien" taille={1} />
            {point}
          </span>
        )}
        {note.pending && (
          <span>
            <Icon name="horloge" taille={1} />À envoyer
          </span>
        )}
      </span>
    </>
  )
}
