// The days and hours of an immersion to create or to change.
import type { Immersion } from '../../domain/collections.ts'

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
        <div class="champ-simple">
          <label for="du">Premier jour</label>
          <input
            id="du"
            class="saisie"
            type="date"
            value={from}
            onInput={(e) => set({ dates: e.currentTarget.value ? [e.currentTarget.value, ...(to ? [to] : [])] : [] })}
          />
        </div>
        <div class="champ-simple">
          <label for="au">Dernier jour</label>
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
        </div>
        <div class="champ-simple">
          <label for="de">Début</label>
          <input
            id="de"
            class="saisie"
            type="time"
            value={fields.heure_debut ?? ''}
            onInput={(e) => set({ heure_debut: e.currentTarget.value || null })}
          />
        </div>
        <div class="champ-simple">
          <label for="a">Fin</label>
          <input
            id="a"
            class="saisie"
            type="time"
            value={fields.heure_fin ?? ''}
            onInput={(e) => set({ heure_fin: e.currentTarget.value || null })}
          />
        </div>
      </div>
    </>
  )
}
