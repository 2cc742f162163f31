// What the day decides, applied once when a network enters a new one: what is shared for a séance opens and closes, what
// was shared until the end of a cycle closes, what has an erasure date is erased (R-APP-04).
//
// Rights that a wrong clock takes or gives come back with the right one; an erasure does not. So a day too far from the
// last one is not believed for erasures: they wait for the clock to be put right, or for the operator's word.
import type { PolitiqueOf } from './access.ts'
import { placeAll } from './channels.ts'
import { eraseDue } from './erase.ts'
import type { Work } from './work.ts'

/** Days that may pass between two looks: of a process that runs (it looks every hour), and while none ran. */
const PLAUSIBLE = { running: 40, stopped: 400 }

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000

/** Do erasures wait because the day is not believed? */
export const isHeld = ({ jour, jourSur }: Pick<Work, 'jour' | 'jourSur'>): boolean => jourSur !== '' && jourSur < jour

/** Does what a new local day brings: erasures that are due, access that depends on dates. `isRunning`: this process looked before. */
export async function followDay(work: Work, politiqueOf: PolitiqueOf, isRunning: boolean): Promise<void> {
  const { aujourdhui, seances, groupes } = (await work.directory()).annuaire
  if (work.jour === aujourdhui) return
  // A restart answers no question that was asked before it.
  const most = isRunning || isHeld(work) ? PLAUSIBLE.running : PLAUSIBLE.stopped
  work.jourSur ||= work.jour || aujourdhui
  if (daysBetween(work.jourSur, aujourdhui) <= most) await believe(work, politiqueOf, aujourdhui)
  const [from = '', to = ''] = [work.jour, aujourdhui].sort()
  const passed = (day: string | null): boolean => day !== null && day >= from && day <= to
  const moved = seances.filter(({ date }) => passed(date)).map(({ id }) => ({ id, kind: 'seance' }))
  for (const { id, fin } of groupes) {
    if (passed(fin)) moved.push(...(await work.statements.ofRattachement.all({ network: work.network, of: id })))
  }
  await placeAll(work, politiqueOf, moved)
  work.jour = aujourdhui
}

/** The date is right: what is due is erased. A clock that goes back takes no belief back, else it could not return. */
export async function believe(work: Work, politiqueOf: PolitiqueOf, day: string): Promise<void> {
  await eraseDue(work, politiqueOf, day)
  if (day > work.jourSur) work.jourSur = day
}
