// Immersions in rows under the headings of time: today, to come, behind.
import { useState } from 'preact/hooks'
import type { Immersion } from '../../domain/collections.ts'
import { quand } from '../../domain/quand.ts'
import { useCarnet } from '../carnet.ts'
import { dayInWords, shortDay } from '../dates.ts'
import { groupBy } from '../group.ts'
import { isOver, nomDe, statuts, titreDe } from '../immersion.ts'

const headings = [
  ['pendant', 'En ce moment'],
  ['avant', 'À venir'],
  ['sans-date', 'Date à choisir'],
  ['apres', 'Passées'],
] as const

/** Rows drawn under a heading before the rest is asked for, when there are many. */
const FEW = 30

interface Props {
  immersions: readonly Immersion[]
  today: string
  /** the one that is open beside the list */
  current?: string
  /** the first ones of each heading, the rest behind a touch */
  peu?: boolean
}

export function ImmersionRangs({ immersions, today, current, peu }: Props) {
  const { annuaire } = useCarnet()
  const [shown, setShown] = useState(peu ? FEW : Number.POSITIVE_INFINITY)
  // Refused or cancelled before any date: it is behind, nothing is to be chosen.
  const groups = groupBy(immersions, (one) => (one.dates.length === 0 && isOver(one) ? 'apres' : quand(one.dates, today)))
  const start = ({ dates }: Immersion): string => dates[0] ?? ''
  return (
    <>
      {headings.map(([time, titre]) => {
        const group = groups.get(time)
        if (!group) return null
        const sorted = [...group].sort((a, b) => (start(a) < start(b) ? -1 : 1) * (time === 'apres' ? -1 : 1))
        return (
          <section key={time} class="bloc">
            <h2 class="jour">{titre}</h2>
            <ul class="rangs">
              {sorted.slice(0, shown).map((immersion) => (
                <li key={immersion.id}>
                  <a
                    class="rang rang-date"
                    href={`/immersions/${immersion.id}`}
                    aria-current={current === immersion.id ? 'page' : undefined}
                  >
                    <time
                      class="date"
                      dateTime={start(immersion)}
                      title={start(immersion) ? dayInWords(start(immersion)) : undefined}
                    >
                      {start(immersion) ? shortDay(start(immersion)) : '–'}
                    </time>
                    <span class="rang-corps">
                      <span class="rang-titre">{titreDe(immersion)}</span>
                      {immersion.structure_accueil && (
                        <span class="rang-detail">{nomDe(annuaire?.structures, immersion.structure_accueil)}</span>
                      )}
                      <span class="rang-detail">{statuts[immersion.statut] ?? immersion.statut}</span>
                    </span>
                  </a>
                </li>
              ))}
            </ul>
            {sorted.length > shown && (
              <button type="button" class="geste" onClick={() => setShown(shown + FEW)}>
                Montrer la suite ({sorted.length - shown})
              </button>
            )}
          </section>
        )
      })}
    </>
  )
}
