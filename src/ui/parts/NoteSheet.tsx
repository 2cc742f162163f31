// The sheet where a note is written: text at once under the cursor, kept at each input; closing keeps.
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { newRowId, type DocId } from '../../domain/id.ts'
import type { Json } from '../../domain/json.ts'
import type { Registers } from '../../domain/register.ts'
import { holdPhoto } from '../../store/photos.ts'
import { useFieldLock } from '../../forms/use-field-lock.ts'
import { deleteDocument, findFiche } from '../../store/index.ts'
import { type NoteDemandee, useCarnet } from '../carnet.ts'
import { type Note, noteOf, noteWriter } from '../note.ts'
import { retenirNote } from '../note-ouverte.ts'
import { rappelNote } from '../phrases.ts'
import { watchSave } from '../saves.ts'
import { EtiquettesRuban } from './Etiquettes.tsx'
import { Icon } from './Icon.tsx'
import { LienGuide } from './LienGuide.tsx'
import { DicterMemo, Memos } from './Memos.tsx'
import { Photo } from './Photo.tsx'
import { Sheet } from './Sheet.tsx'
import { VersionsDeNote } from './VersionsDeNote.tsx'
export { rouvrir } from '../note-ouverte.ts'
import { VisibiliteChoix, visibilites } from './Visibilite.tsx'
import '../look/screens.css'

interface Props {
  demande: NoteDemandee
  /** the note to open again, as it stands */
  existing: { id: DocId; registers: Registers; pending: boolean } | null
  onClose(): void
}

const blank = (demande: NoteDemandee): Pick<Note, 'texte' | 'etiquettes' | 'visibilite' | 'cibles' | 'photos' | 'voix'> => ({
  texte: '',
  etiquettes: [],
  visibilite: 'privee',
  cibles: demande.cible ? [{ gabarit: demande.cible.gabarit, champ: demande.cible.champ }] : [],
  photos: [],
  voix: [],
})

export function NoteSheet({ demande, existing, onClose }: Props) {
  const { db } = useCarnet()
  const [note, setNote] = useState(() => (existing ? noteOf(existing) : blank(demande)))
  const [kept, setKept] = useState<'rien' | 'enregistre' | 'perdu'>(existing ? 'enregistre' : 'rien')
  const [asks, setAsks] = useState(false)
  const [unread, setUnread] = useState(false)
  const [writer] = useState(() => noteWriter(db, demande.immersion, existing, demande.onCreated))
  const text = useRef<HTMLTextAreaElement>(null)
  const name = useId()
  useLayoutEffect(() => text.current?.focus(), [])
  const latest = useRef(note)
  latest.current = note

  // Open in another tab: what is written there is shown when it lets go, and nothing is written over it.
  const noteId = writer.id()
  const lock = useFieldLock(noteId && `edit:${noteId}:texte`, {
    open: () => void again(),
    close: () => undefined,
    quiet: writer.quiet,
  })
  const again = async (): Promise<void> => {
    const held = noteId && (await findFiche(db, noteId))
    if (held) goOn(held)
  }
  function goOn(held: NonNullable<Props['existing']>): void {
    writer.look(held.registers)
    latest.current = noteOf(held)
    setNote(noteOf(held))
  }
  useEffect(() => lock.take(), [lock])
  const lockNow = useRef(lock)
  lockNow.current = lock

  const isBlank = (): boolean => latest.current.texte.trim() === '' && latest.current.photos.length === 0 && latest.current.voix.length === 0
  const lien = (cibles: Note['cibles']): Json => ({
    texte: '',
    notes: [],
    cibles: cibles.map(({ gabarit, champ }) => ({ gabarit, champ })),
  })

  /** False: nothing was kept. */
  async function keep(part: Partial<typeof note>, set: Record<string, Json>): Promise<boolean> {
    if (lock.elsewhere) {
      setNote({ ...latest.current }) // drawn again: what was typed goes
      return false
    }
    const next = { ...latest.current, ...part }
    latest.current = next
    setNote(next)
    const first = writer.id() === null
    // Nothing is made for étiquettes alone: a note begins with its first character or its first photo.
    if (first && isBlank()) return false
    const whole = { etiquettes: next.etiquettes, ...(next.cibles.length > 0 ? { lien_guide: lien(next.cibles) } : {}) }
    return watchSave(`note ${demande.note ?? name}`, writer.put(first ? { texte: next.texte, ...whole, ...set } : set), {
      texte: next.texte,
    }).then(
      () => {
        setKept('enregistre')
        return true
      },
      () => {
        setKept('perdu')
        return false
      },
    )
  }

  // A page that is loaded again comes back here.
  const retenir = (choisit: boolean): void => {
    const made = writer.id()
    retenirNote({ ...demande, ...(made ? { note: made } : {}), choisit })
  }
  useEffect(() => {
    retenir(false)
    return () => retenirNote(null)
  }, [noteId])

  // A note emptied of everything goes to the corbeille: the list holds no blank lines.
  useEffect(
    () => () => {
      const id = writer.id()
      if (id && isBlank() && !lockNow.current.elsewhere) void deleteDocument(db, id).catch(() => undefined)
    },
    [],
  )

  /** Each is kept with the note that names it, or neither; one that cannot be read is said. */
  async function addPhotos(files: File[]): Promise<void> {
    retenir(false)
    setUnread(false)
    for (const file of files) {
      try {
        const { fichier } = await holdPhoto(db, file)
        const photos = [...latest.current.photos, { id: newRowId(), legende: '', fichier }]
        await keep({ photos }, { photo: photos })
      } catch {
        setUnread(true)
      }
    }
  }

  async function keepMemos(voix: Note['voix']): Promise<DocId | null> {
    return (await keep({ voix }, { $voix: voix.map((memo) => ({ ...memo })) })) ? writer.id() : null
  }

  const privacy = visibilites[note.visibilite]
  return (
    <Sheet
      titre={existing ? 'Reprendre la note' : 'Prendre une note'}
      onClose={onClose}
      classe="feuille-note"
      tete={
        <span class="note-kept" role="status">
          {kept === 'enregistre' ? 'Enregistré' : kept === 'perdu' ? 'Non enregistré' : ''}
        </span>
      }
    >
      {lock.elsewhere && (
        <div class="annonce" role="status">
          <p>Ouvert dans un autre onglet.</p>
          <button type="button" class="geste" onClick={lock.steal}>
            Écrire ici quand même
          </button>
        </div>
      )}
      {demande.choisit && (
        <p class="annonce" role="status">
          La page s’est fermée pendant que vous choisissiez une photo. La note est là ; la photo est à reprendre.
        </p>
      )}
      {demande.cible && <p class="detail">Sous « {demande.cible.libelle} »</p>}
      <label class="lu" for={name}>
        Note
      </label>
      <textarea
        ref={text}
        id={name}
        class="note-texte"
        placeholder="Ce que je vois, ce que j’entends…"
        aria-describedby={`${name}-rappel`}
        maxLength={4000}
        value={note.texte}
        onInput={(event) => void keep({ texte: event.currentTarget.value }, { texte: event.currentTarget.value })}
        onPaste={(event) => {
          const images = [...(event.clipboardData?.files ?? [])].filter(({ type }) => type.startsWith('image/'))
          if (images.length > 0) event.preventDefault()
          void addPhotos(images)
        }}
      />
      <EtiquettesRuban
        nom="Étiquettes"
        chosen={note.etiquettes}
        onChange={(etiquettes) => void keep({ etiquettes }, { etiquettes })}
      />
      <div class="note-outils">
        <span class="geste fichier">
          <Icon name="photo" />
          <span>Photo</span>
          <input
            type="file"
            accept="image/*"
            capture="environment"
            aria-label="Ajouter une photo"
            onClick={() => retenir(true)}
            onCancel={() => retenir(false)}
            onChange={(event) => {
              void addPhotos([...(event.currentTarget.files ?? [])])
              event.currentTarget.value = '' // the same one can be chosen again
            }}
          />
        </span>
        <DicterMemo memos={() => latest.current.voix} keep={keepMemos} />
        {demande.immersion && (
          <LienGuide
            immersion={demande.immersion}
            value={note.cibles[0] ?? null}
            onChange={(cible) => void keep({ cibles: cible ? [cible] : [] }, { lien_guide: lien(cible ? [cible] : []) })}
          />
        )}
        <button type="button" class="geste" aria-expanded={asks} onClick={() => setAsks(!asks)}>
          <Icon name={privacy.icon} />
          {privacy.libelle}
        </button>
      </div>
      {asks && (
        <VisibiliteChoix
          value={note.visibilite}
          texte={note.texte}
          onChange={(visibilite) =>
            void keep({ visibilite }, visibilite === 'privee' ? { visibilite } : { visibilite, anonymat_verifie: true })
          }
        />
      )}
      {note.photos.length > 0 && (
        <div class="vignettes">
          {note.photos.map(({ id, fichier }) => (
            <Photo key={id} fichier={fichier} ouvre />
          ))}
        </div>
      )}
      {note.voix.length > 0 && <Memos memos={note.voix} />}
      {noteId && <VersionsDeNote id={noteId} onChosen={() => void again()} />}
      {unread && (
        <p class="aide" role="alert">
          Cette image ne peut pas être lue ici. Reprenez-la avec l’appareil photo, ou en JPEG ou PNG.
        </p>
      )}
      <p class="aide" id={`${name}-rappel`}>
        {rappelNote}
      </p>
    </Sheet>
  )
}
