// A note of the carnet, read from its fiche; how a note is written. A note is a fiche like any other.
import type { DocId, OpId, Path } from '../domain/id.ts'
import { path } from '../domain/id.ts'
import type { Json } from '../domain/json.ts'
import { type Registers, seenOf, shownValue } from '../domain/register.ts'
import { createFiche, saveReponse } from '../store/index.ts'
import type { Database } from '../store/index.ts'
import { findFiche } from '../store/index.ts'
import { dayOf, hourOf } from './dates.ts'

export type VisibiliteNote = 'privee' | 'a_restituer' | 'partagee'
export interface Cible {
  gabarit: string
  champ: string
}

export interface Note {
  id: DocId
  immersion: string | null
  auteur: string | null
  date: string
  heure: string
  texte: string
  etiquettes: string[]
  visibilite: VisibiliteNote
  cibles: Cible[]
  photos: { id: string; fichier: string }[]
  /** voice memos; their seconds */
  voix: { id: string; fichier: string; duree: number }[]
  pending: boolean
}

interface FicheLike {
  id: DocId
  registers: Registers
  pending: boolean
}

const textOf = (value: Json): string => (typeof value === 'string' ? value : '')
const listOf = (value: Json): Json[] => (Array.isArray(value) ? value : [])
const isCible = (value: Json): value is { gabarit: string; champ: string } =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  typeof value.gabarit === 'string' &&
  typeof value.champ === 'string'
const isPhoto = (value: Json): value is { id: string; fichier: string } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && typeof value.fichier === 'string'

const isMemo = (value: Json): value is { id: string; fichier: string; duree: number } =>
  isPhoto(value) && 'duree' in value && typeof value.duree === 'number'

/** The note that a fiche of `carnet-notes` holds. Whatever is missing reads as empty; visibility then as private. */
export function noteOf({ id, registers, pending }: FicheLike): Note {
  const value = (champ: string): Json => shownValue(registers, path(champ))
  const visibilite = value('visibilite')
  const lien = value('lien_guide')
  const cree = textOf(value('$cree_le'))
  return {
    id,
    immersion: textOf(value('$immersion')) || null,
    auteur: textOf(value('$auteur')) || null,
    date: textOf(value('horodatage_date')) || cree.slice(0, 10),
    heure: textOf(value('horodatage_heure')) || cree.slice(11, 16),
    texte: textOf(value('texte')),
    etiquettes: listOf(value('etiquettes')).map(textOf).filter(Boolean),
    visibilite: visibilite === 'a_restituer' || visibilite === 'partagee' ? visibilite : 'privee',
    cibles:
      typeof lien === 'object' && lien !== null && !Array.isArray(lien)
        ? listOf(lien.cibles ?? null).filter(isCible)
        : [],
    photos: listOf(value('photo')).filter(isPhoto),
    voix: listOf(value('$voix')).filter(isMemo),
    pending,
  }
}

/** True when a note may be poured into an answer (R-NOTE-02). */
export const isPourable = (note: Note): boolean => note.visibilite !== 'privee'

/** Latest first. */
export const byHour = (a: Note, b: Note): number => (`${a.date}T${a.heure}` < `${b.date}T${b.heure}` ? 1 : -1)

interface NoteWriter {
  /** Keeps these answers; creates the note the first time. At most one write at a time, the latest text wins. */
  put(set: Record<string, Json>): Promise<void>
  /** the note, once it exists */
  id(): DocId | null
  /** what is on screen now: the next puts replace it */
  look(registers: Registers): void
  /** resolves when nothing is on its way any more */
  quiet(): Promise<void>
}

/**
 * Writes one note, one operation per input event.
 * @param existing the note to go on with and its registers when it was opened; null: a new one, made at the first put
 */
export function noteWriter(
  db: Database,
  immersion: DocId | null,
  existing: { id: DocId; registers: Registers } | null,
  onCreated: (id: DocId) => void = () => undefined,
): NoteWriter {
  let id = existing?.id ?? null
  // What this sheet replaces: what was on screen when it opened, then its own operations.
  const seen = new Map<string, OpId[]>()
  const look = (registers: Registers): void => {
    for (const champ of Object.keys(registers)) seen.set(champ, seenOf(registers, champ as Path))
  }
  if (existing) look(existing.registers)
  // Made, and not yet looked at: written over before that, it would become two versions of itself.
  let isSeen = existing !== null
  let pending: Record<string, Json> | null = null
  let running: Promise<void> | null = null

  async function lookAt(made: DocId): Promise<void> {
    const written = await findFiche(db, made)
    if (written) look(written.registers)
    isSeen = true
  }

  async function save(set: Record<string, Json>): Promise<void> {
    if (id) {
      if (!isSeen) await lookAt(id)
      const op = await saveReponse(
        db,
        id,
        null,
        set as Record<Path, Json>,
        Object.fromEntries(Object.keys(set).map((champ) => [champ, seen.get(champ) ?? []])) as Record<Path, OpId[]>,
      )
      for (const champ of Object.keys(set)) seen.set(champ, [op])
      return
    }
    const now = new Date()
    const first = { horodatage_date: dayOf(now), horodatage_heure: hourOf(now), visibilite: 'privee', ...set }
    const made = await createFiche(db, {
      gabarit: 'carnet-notes',
      version: 1,
      immersion,
      rattachement: null,
      set: first as Record<Path, Json>,
    })
    id = made
    onCreated(made)
    await lookAt(made)
  }

  async function drain(): Promise<void> {
    while (pending) {
      const set: Record<string, Json> = pending
      pending = null
      try {
        await save(set)
      } catch (error) {
        // Kept for the next input event; a newer text is tried at once.
        const newer = pending as Record<string, Json> | null
        pending = { ...(await withoutWords(set)), ...newer }
        if (!newer) throw error
      }
    }
  }

  /** A file may be too large for the room left: the words are then kept without it. Gives what is still to keep. */
  async function withoutWords(set: Record<string, Json>): Promise<Record<string, Json>> {
    const files = Object.entries(set).filter(([champ]) => champ === 'photo' || champ === '$voix')
    const words = Object.entries(set).filter(([champ]) => champ !== 'photo' && champ !== '$voix')
    const isWorth = words.some(([champ, value]) => champ !== 'texte' || value !== '') && (id !== null || set.texte !== '')
    if (files.length === 0 || !isWorth) return set
    return save(Object.fromEntries(words)).then(
      () => Object.fromEntries(files),
      () => set,
    )
  }

  return {
    put(set) {
      pending = { ...pending, ...set }
      running ??= drain().finally(() => {
        running = null
      })
      return running
    },
    id: () => id,
    look,
    quiet: () => running?.catch(() => undefined) ?? Promise.resolve(),
  }
}
