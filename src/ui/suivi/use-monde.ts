// What this device knows of the work being followed, again at each change and at each minute. For parts that come after
// the first screen: it reads every fiche it is asked for.
import { useEffect, useMemo, useState } from 'preact/hooks'
import { listImmersions } from '../../store/index.ts'
import { fichesSuivies } from '../../store/suivi.ts'
import { lireFiche, type Monde } from '../../suivi/monde.ts'
import { useCarnet } from '../carnet.ts'
import { localTime } from '../dates.ts'
import { isOver } from '../immersion.ts'
import { useLive } from '../use-live.ts'

/** What is due changes with the hour: looked at again this often, ms. */
const TICK = 30_000
/** After a change, the next ones wait this long, ms: sync brings pages one after the other. */
const REST = 1_000

/** Which fiches a part looks at. Nothing said: all of them. Field notes are never among them. */
export interface Regard {
  gabarits?: readonly string[]
  /** `en_cours`: only the fiches of immersions that are not over, and those of no immersion */
  immersions?: 'en_cours'
}

/** The monde of the person who holds this device; undefined while it is read. Immersions are always all there. */
export function useMonde({ gabarits, immersions }: Regard = {}): Monde | undefined {
  const { db, moi, annuaire } = useCarnet()
  const which = gabarits?.join()
  const read = useLive(
    async () => {
      const all = (await listImmersions(db)).map(({ data }) => data)
      const open = immersions === 'en_cours' ? all.filter((one) => !isOver(one)).map(({ id }) => id) : undefined
      return { immersions: all, fiches: (await fichesSuivies(db, { gabarits, immersions: open })).map(lireFiche) }
    },
    [db, which, immersions],
    REST,
  )
  const maintenant = useMaintenant()
  return useMemo(
    () => read && annuaire && { moi: moi.personne, annuaire, ...read, maintenant },
    [read, annuaire, moi, maintenant],
  )
}

/** Local time now, told again while the page is looked at. */
export function useMaintenant(): string {
  const [now, setNow] = useState(() => localTime(new Date()))
  useEffect(() => {
    const tell = () => setNow(localTime(new Date()))
    const timer = setInterval(tell, TICK)
    addEventListener('visibilitychange', tell)
    return () => {
      clearInterval(timer)
      removeEventListener('visibilitychange', tell)
    }
  }, [])
  return now
}
