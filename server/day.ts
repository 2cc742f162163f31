// What the day decides, applied once when a network enters a new one: what is shared for a séance opens and closes, what
// was shared until the end of a cycle closes, what has an erasure date is erased (R-APP-04).
import type { PolitiqueOf } from './access.ts'
import { placeAll } from './channels.ts'
import { eraseDue } from './erase.ts'
import type { Work } from './work.ts'

/** Does what a new local day brings: erasures that are due, access that depends on dates. */
export async function followDay(work: Work, politiqueOf: PolitiqueOf): Promise<void> {
  const { aujourdhui, seances, groupes } = (await work.directory()).annuaire
  if (work.jour === aujourdhui) return
  await eraseDue(work, politiqueOf, aujourdhui)
  const [from = '', to = ''] = [work.jour, aujourdhui].sort()
  const passed = (day: string | null): boolean => day !== null && day >= from && day <= to
  const moved = seances.filter(({ date }) => passed(date)).map(({ id }) => ({ id, kind: 'seance' }))
  for (const { id, fin } of groupes) {
    if (passed(fin)) moved.push(...(await work.statements.ofRattachement.all({ network: work.network, of: id })))
  }
  await placeAll(work, politiqueOf, moved)
  work.jour = aujourdhui
}
