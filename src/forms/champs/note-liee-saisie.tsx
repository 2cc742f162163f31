// Writing a text with the notes of the carnet it comes from. Loaded with the gabarits that have such a champ (late.tsx).
import { useContext, useState } from 'preact/hooks'
import type { InputProps } from '../champ.ts'
import type { NoteChoisie } from '../contexte.ts'
import { Formulaire } from '../formulaire.ts'
import { libelleOf } from '../referentiels.ts'
import type { NoteLiee } from '../schema.ts'
import { Feuillet } from './feuillet.tsx'
import { Feuille } from './long.tsx'
import type { Lien } from './note-liee.tsx'
import { Reste } from './reste.tsx'

const nothing: Lien = { texte: '', notes: [] }

const detailOf = (note: NoteChoisie) => [note.heure, ...note.etiquettes.map((e) => libelleOf('etiquettes_note', e))].join(' · ')

function Citation({ note, remove }: { note: NoteChoisie | null; remove(): void }) {
  return (
    <li class="f-citation">
      <blockquote>{note ? note.texte : 'Note gardée ailleurs : elle n’est pas lisible sur cet appareil.'}</blockquote>
      {note ? <small>{detailOf(note)}</small> : null}
      <button type="button" class="f-bouton f-discret" onClick={remove}>
        Détacher
      </button>
    </li>
  )
}

export function Input({ id, champ, value, onChange, describedBy, invalid, onNote }: InputProps<NoteLiee, Lien | null>) {
  const { contexte } = useContext(Formulaire)
  const [choosing, setChoosing] = useState(false)
  const lien = value ?? nothing
  const setNotes = (notes: string[]) => onChange({ ...lien, notes })
  const cibles = contexte.cibles ?? []
  const isCible = (gabarit: string, point: string) => (lien.cibles ?? []).some((c) => c.gabarit === gabarit && c.champ === point)
  return (
    <>
      <Feuille
        id={id}
        value={lien.texte}
        onChange={(texte) => onChange({ ...lien, texte })}
        describedBy={describedBy}
        invalid={invalid}
      />
      <Reste texte={lien.texte} max={champ.longueur_max} />
      {lien.notes.length > 0 ? (
        <ul class="f-citations" aria-label={`Notes liées : ${champ.libelle}`}>
          {lien.notes.map((note) => (
            <Citation
              key={note}
              note={contexte.notes.find((each) => each.id === note) ?? null}
              remove={() => setNotes(lien.notes.filter((each) => each !== note))}
            />
          ))}
        </ul>
      ) : null}
      {lien.cibles?.length ? (
        <ul class="f-cibles" aria-label={`Points du guide : ${champ.libelle}`}>
          {lien.cibles.map(({ gabarit, champ: point }) => (
            <li key={`${gabarit}/${point}`}>
              {cibles.find((c) => c.gabarit === gabarit && c.champ === point)?.libelle ?? `${libelleOf('guides', gabarit)} : ${point}`}
            </li>
          ))}
        </ul>
      ) : null}
      <div class="f-actes">
        {contexte.notes.length > 0 || cibles.length > 0 ? (
          <button type="button" class="f-bouton" onClick={() => setChoosing(true)}>
            {contexte.notes.length > 0 ? 'Relier des notes' : 'Relier à un point du guide'}
          </button>
        ) : null}
        {onNote ? (
          <button type="button" class="f-bouton" onClick={onNote}>
            Prendre une note
          </button>
        ) : null}
      </div>
      {choosing ? (
        <Feuillet titre={champ.libelle} close={() => setChoosing(false)}>
          <div class="f-options">
            {contexte.notes.map((note) => (
              <label key={note.id} class="f-option">
                <input
                  type="checkbox"
                  checked={lien.notes.includes(note.id)}
                  onChange={(event) =>
                    setNotes(
                      event.currentTarget.checked ? [...lien.notes, note.id] : lien.notes.filter((each) => each !== note.id),
                    )
                  }
                />
                <span>
                  {note.texte}
                  <small>{detailOf(note)}</small>
                </span>
              </label>
            ))}
            {cibles.map(({ gabarit, champ: point, libelle }) => (
              <label key={`${gabarit}/${point}`} class="f-option">
                <input
                  type="checkbox"
                  checked={isCible(gabarit, point)}
                  onChange={(event) => {
                    const others = (lien.cibles ?? []).filter((c) => c.gabarit !== gabarit || c.champ !== point)
                    onChange({ ...lien, cibles: event.currentTarget.checked ? [...others, { gabarit, champ: point }] : others })
                  }}
                />
                <span>{libelle}</span>
              </label>
            ))}
          </div>
        </Feuillet>
      ) : null}
    </>
  )
}
