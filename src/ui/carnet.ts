// What every screen is given: the store, the person, sync, and the acts of the shell (take a note, choose a version).
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Annuaire } from '../domain/acces.ts'
import type { DocId, OpId, Path } from '../domain/id.ts'
import type { Json } from '../domain/json.ts'
import type { Head } from '../domain/register.ts'
import type { SaisieContexte } from '../forms/contexte.ts'
import type { Gabarit } from '../forms/gabarit.ts'
import type { Database, Session } from '../store/index.ts'
import type { Sync } from '../sync/schedule.ts'
import type { WritingState } from '../store/index.ts'
import type { SyncState } from '../sync/status.ts'
import type { ChipState } from './writing.ts'

/** A note to take or to open again. */
export interface NoteDemandee {
  immersion: DocId | null
  /** a note that exists */
  note?: DocId
  /** a point of a guide it belongs to */
  cible?: { gabarit: string; champ: string; libelle: string }
  /** the page went away while the camera or a list of files was open */
  choisit?: boolean
  /** told once the note exists */
  onCreated?(id: DocId): void
}

/** Several versions of one answer, and the act that chooses. */
export interface Choix {
  titre: string
  versions: Head[]
  /** the words of a value */
  read(value: Json): string
  choose(value: Json, heads: OpId[]): Promise<void>
  path: Path
  /** the document that has the register: a fiche, or its complement */
  doc?: DocId
  /** the form it is an answer of: another answer can be given with its own input */
  forme?: { gabarit: Gabarit; contexte: SaisieContexte }
}

export interface Carnet {
  db: Database
  /** who holds the phone, as the enrolment said */
  moi: Session
  sync: Sync
  annuaire: Annuaire | undefined
  takeNote(note: NoteDemandee): void
  showVersions(choix: Choix): void
}

/**
 * Where what was written here is. Apart from the rest: it changes at each key saved, and only what shows it is drawn
 * again then.
 */
export interface Ecritures {
  writing: WritingState | undefined
  sending: SyncState
  chip: ChipState | null
}

export const CarnetContext = createContext<Carnet | null>(null)

/** What the shell gives. Only inside the shell. */
export function useCarnet(): Carnet {
  const carnet = useContext(CarnetContext)
  if (!carnet) throw new Error('a screen is shown inside the shell')
  return carnet
}

export const EcrituresContext = createContext<Ecritures | null>(null)

/** The state of what was written here. Only inside the shell. */
export function useEcritures(): Ecritures {
  const ecritures = useContext(EcrituresContext)
  if (!ecritures) throw new Error('a screen is shown inside the shell')
  return ecritures
}
