// The moments of immersions that go into an agenda, read from the fiches of the person who holds the device.
import type { Immersion } from '../../domain/collections.ts'
import { path } from '../../domain/id.ts'
import { shownValue } from '../../domain/register.ts'
import { type Database, fichesOf } from '../../store/index.ts'
import type { Rendezvous } from './ics.ts'

const words = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** One per immersion with a date, the earliest first. */
export async function rendezvousOf(db: Database, moi: string, immersions: readonly Immersion[]): Promise<Rendezvous[]> {
  const dated = immersions.filter(({ dates }) => dates.length > 0).sort((a, b) => ((a.dates[0] ?? '') < (b.dates[0] ?? '') ? -1 : 1))
  return Promise.all(
    dated.map(async (immersion) => {
      const mine = (await fichesOf(db, { immersion: immersion.id })).filter(({ data }) => data.$auteur === moi)
      const read = (gabarit: string, champ: string): string | null => {
        const fiche = mine.find(({ data }) => data.$gabarit === gabarit)
        return fiche ? words(shownValue(fiche.registers, path(champ))) : null
      }
      const date = read('spro-3-preparation', 'temps_recul_date')
      return {
        immersion,
        recul: date ? { date, heure: read('spro-3-preparation', 'temps_recul_heure') } : null,
        evaluation: read('prise-de-recul', 'date_evaluation'),
      }
    }),
  )
}
