// The sheets of pouring: from a note, which answer takes it; from an answer, which notes it takes.
import type { Note } from '../note.ts'
import { EtiquettesOf } from '../parts/Etiquettes.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Sheet } from '../parts/Sheet.tsx'
import { Case } from './Case.tsx'
import type { Cible, Rubrique } from './cible.ts'

interface OuProps {
  note: Note
  titre: string
  rubriques: readonly Rubrique[]
  isDedans(cible: Cible): boolean
  onChoose(cible: Cible): void
  onClose(): void
}

/** « Verser dans… »: the answers of the fiche, one touch each. */
export function ChoisirReponse({ note, titre, rubriques, isDedans, onChoose, onClose }: OuProps) {
  return (
    <Sheet titre={`Verser dans : ${titre}`} onClose={onClose}>
      <blockquote class="citation">{note.texte}</blockquote>
      {rubriques.map((rubrique) => (
        <section key={rubrique.id} class="bloc" aria-label={rubrique.titre}>
          <h3 class="detail">
            {rubrique.titre}
          </h3>
          <ul class="rangs">
            {rubrique.cibles.map((cible) => (
              <li key={cible.cle}>
                <button type="button" class="rang" onClick={() => onChoose(cible)}>
                  <Icon name={isDedans(cible) ? 'coche' : 'guillemet'} />
                  <span class="rang-corps">
                    <span class="rang-titre">{cible.libelle}</span>
                    {isDedans(cible) && <span class="rang-detail">Elle y est déjà</span>}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Sheet>
  )
}

interface NotesProps {
  cible: Cible
  notes: readonly Note[]
  isDedans(note: Note): boolean
  onChange(note: Note, dedans: boolean): Promise<boolean>
  onClose(): void
}

/** « Ajouter une note »: those that may be poured there, ticked or not. */
export function ChoisirNotes({ cible, notes, isDedans, onChange, onClose }: NotesProps) {
  return (
    <Sheet titre={cible.libelle} onClose={onClose}>
      {notes.length === 0 && (
        <p>Aucune de vos notes ne peut entrer ici : rendez-les « à restituer » depuis la liste de vos notes.</p>
      )}
      {notes.map((note) => (
        <Case key={note.id} checked={isDedans(note)} onChange={(dedans) => onChange(note, dedans)}>
          <span>{note.texte}</span>
          <span class="rang-detail">{note.heure}</span>
          <EtiquettesOf ids={note.etiquettes} />
        </Case>
      ))}
      <button type="button" class="acte" onClick={onClose}>
        Terminé
      </button>
    </Sheet>
  )
}
