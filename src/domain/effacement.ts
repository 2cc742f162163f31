// The erasure of a situation brought to practice analysis (R-APP-04): its author gives it a date, or erases it at once.
// Both sides apply it: the server for good, a device that is offline by itself.
import { path } from './id.ts'
import { type Registers, shownValue } from './register.ts'

/** The only gabarit whose fiches are erased by themselves. */
export const SITUATION_APP = 'app-situation-elaboration'
export const PURGE = path('purge_le')
/** Written by the author who erases now: `{par, le}`. */
export const EFFACE = path('$efface')

/** Is this a fiche that has an erasure date? */
const isSituation = (registers: Registers): boolean => shownValue(registers, path('$gabarit')) === SITUATION_APP

/**
 * The day from which the fiche is no more, or null. Of several versions the first day, as each was promised. A day before
 * the fiche was opened is a date being typed (« 0002 »), not a wish: it erases nothing.
 */
export function effacementDe(registers: Registers): string | null {
  if (!isSituation(registers)) return null
  const opened = shownValue(registers, path('$cree_le'))
  const from = typeof opened === 'string' ? opened.slice(0, 10) : '2000-01-01'
  const days = (registers[PURGE] ?? []).map((head) => head.v)
  return days.filter((day) => typeof day === 'string' && /^\d{4}-\d\d-\d\d$/.test(day) && day >= from).sort()[0] as string | undefined ?? null // filtered just above
}

/** Has its day come? `aujourdhui`: `AAAA-MM-JJ` where the network is. */
export function isEchue(registers: Registers, aujourdhui: string): boolean {
  const day = effacementDe(registers)
  return day !== null && day <= aujourdhui
}

/** Did its author ask to erase it now? */
export const isEffacee = (registers: Registers): boolean => isSituation(registers) && shownValue(registers, EFFACE) !== null
