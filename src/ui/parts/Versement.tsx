// One answer that takes notes: its text, the notes it comes from (a quotation mark in the margin each), the act of pouring.
import { useId } from 'preact/hooks'
import { type OpId, type Path, path } from '../../domain/id.ts'
import type { Json } from '../../domain/json.ts'
import type { Champ } from '../../forms/gabarit.ts'
import type { FicheView } from '../../store/index.ts'
import { noteLieeNotes, noteLieeTexte, withTexte } from '../guide.ts'
import type { Note } from '../note.ts'
import { useRegister } from '../use-register.ts'
import { Icon } from './Icon.tsx'

interface Props {
  champ: Champ
  fiche: FicheView
  notes: readonly Note[]
  /** a note is picked and waits for its place */
  waits: boolean
  write(at: Path, value: Json, replaced: OpId[]): Promise<OpId>
  onPour(): void
  onDrop(): void
  onOpen(note: Note): void
}

export function Versement({ champ, fiche, notes, waits, write, onPour, onDrop, onOpen }: Props) {
  const name = useId()
  const control = useRegister(path(champ.id), fiche.registers, write)
  const cited = noteLieeNotes(control.value)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one more way; the button « Verser ici » is for everybody
    <div
      class="versement"
      data-attend={waits ? 'oui' : undefined}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        onDrop()
      }}
    >
      <label for={name}>
        <strong>{champ.libelle}</strong>
      </label>
      {champ.aide && <span class="aide">{champ.aide}</span>}
      <textarea
        id={name}
        class="saisie"
        rows={3}
        value={noteLieeTexte(control.value)}
        onFocus={() => control.open()}
        onBlur={() => control.close()}
        onInput={(event) => control.set(withTexte('note_liee', control.value, event.currentTarget.value))}
      />
      {cited.map((id) => {
        const note = notes.find((one) => one.id === id)
        return note ? (
          <button key={id} type="button" class="note-ouvre cite" onClick={() => onOpen(note)}>
            <Icon name="guillemet" taille={1} />
            <span>
              <time>{note.heure}</time> {note.texte}
            </span>
          </button>
        ) : null
      })}
      {waits && (
        <button type="button" class="geste" onClick={onPour}>
          <Icon name="guillemet" taille={1} />
          Verser ici
        </button>
      )}
    </div>
  )
}
