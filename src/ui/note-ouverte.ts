// The note sheet that is open, in the entry of the history: a page that is loaded again, or that a phone ended while the
// camera was open, comes back to it. A new address has none.
import type { NoteDemandee } from './carnet.ts'

const KEY = 'note'

/** Opens the sheet that was open when the page went, if there was one. */
export function rouvrir(take: (note: NoteDemandee) => void): void {
  const state: unknown = history.state
  if (typeof state === 'object' && state !== null && KEY in state) take(state[KEY] as NoteDemandee) // put there by us
}

/** Keeps in mind which sheet is open; null: none any more. */
export function retenirNote(demande: NoteDemandee | null): void {
  const { onCreated: _, ...note } = demande ?? { immersion: null }
  const { [KEY]: former, ...others } = (history.state ?? {}) as Record<string, unknown>
  if (demande === null && former === undefined) return
  history.replaceState(demande ? { ...others, [KEY]: note } : others, '')
}
