// The days and hours of an immersion to create or to change.
import type { Immersion } from '../../domain/collections.ts'
import { ChampSimple, Heures } from './ChampSimple.tsx'

type Champs = Pick<Immersion, 'dates' | 'heure_debut' | 'heure_fin'>

interface Props {
  fields: Champs
  set(part: Partial<Champs>): void
}

export function Quand({ fields, set }: Props) {
  const [from = '', ...rest] = fields.dates
  const to = rest.at(-1) ?? ''
  return (
    <>
      <h2>Quand</h2>
      <div class="paire">
        <ChampSimple id="du" libelle="Premier jour">
          <input
            id="du"
            class="saisie"
            type="date"
            value={from}
            onInput={(e) => set({ dates: e.currentTarget.value ? [e.currentTarget.value, ...(to ? [to] : [])] : [] })}
          />
        </ChampSimple>
        <ChampSimple id="au" libelle="Dernier jour">
          <input
            id="au"
            class="saisie"
            type="date"
            min={from}
            value={to}
            onInput={(e) =>
              set({
                dates: from
                  ? [
                      from,
                      ...(e.currentTarget.value && e.currentTarget.value !== from ? [e.currentTarget.value] : []),
                    ]
                  : [],
              })
            }
          />
        </ChampSimple>
        <Heures
          debut={fields.heure_debut}
          fin={fields.heure_fin}
          set={({ debut, fin }) => set({ ...(debut === undefined ? {} : { heure_debut: debut }), ...(fin === undefined ? {} : { heure_fin: fin }) })}
        />
      </div>
    </>
  )
}
