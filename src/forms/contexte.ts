// What a form is given by the screen around it: names to complete with, notes to link, photos, the clock.
import type { ComponentType } from 'preact'
import type { Json } from '../domain/json.ts'
import type { OpId, Path, PersonneId } from '../domain/id.ts'
import type { Acces, Role } from '../domain/politique.ts'
import type { Manque } from './manques.ts'
import type { Reponses } from './reponses.ts'
import type { Head } from '../domain/register.ts'
import type { SourceCalcul } from './calcul.ts'

/** Something that can be chosen by name. */
export interface Choix {
  id: string
  libelle: string
  detail?: string
  /** the words it is found by, without accents nor case; absent: those above */
  cherche?: string
}

/** A note of the carnet that an answer may cite. */
export interface NoteChoisie {
  id: string
  texte: string
  heure: string
  etiquettes: string[]
}

/** Lists of names known on this device; what is missing is read as it is stored. */
export interface Noms {
  structures?: readonly Choix[]
  personnes?: readonly Choix[]
  groupes?: readonly Choix[]
  offres?: readonly Choix[]
  cycles?: readonly Choix[]
  immersions?: readonly Choix[]
  situations?: readonly Choix[]
  rome?: readonly Choix[]
  notes?: readonly NoteChoisie[]
}

export interface Profil {
  personne: PersonneId
  nom: string
  fonction: string | null
  /** id of the structure */
  structure: string | null
}

export interface SaisieContexte extends Noms {
  notes: readonly NoteChoisie[]
  profil: Profil
  photo: {
    /** Takes an image in hand: it is kept with the answer that names it. @throws when it cannot be read here */
    hold(file: Blob): Promise<{ fichier: string }>
    /** Where it can be shown from, null while it is not here; again when that changes. Gives the end of it. */
    follow(fichier: string, whole: boolean, next: (url: string | null) => void): Promise<() => void>
  }
  now(): Date
  /** the fiche: its fields are written in one tab at a time; absent: nobody else has them open */
  fiche?: string
  /** complements that this person may read and write; absent: all */
  acces?: readonly Acces[]
  /** roles that the person holding the phone has here */
  rolesHere: readonly Role[]
  copy(text: string): Promise<void>
  onVersions(path: Path, versions: Head[], choose: (value: Json, heads: OpId[]) => Promise<void>): void
  nameOf(personne: string): string
  /** what proposes the skills of an occupation, under its code */
  Metier?: ComponentType
  /** points of the guides that a note may be linked to */
  cibles?: readonly { gabarit: string; champ: string; libelle: string }[]
  /** what computed champs count on this device; absent: they are filled by hand */
  calcul?: SourceCalcul
  /** what stands against validation besides the answers themselves */
  controle?: (reponses: Reponses) => Manque[]
}

/** Saves answers; resolves after the commit, rejects when nothing was written. */
export type Save = (set: Record<Path, Json>, seen: Record<Path, OpId[]>, acces: Acces | null) => Promise<OpId>
