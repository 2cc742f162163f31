// A level drawn on its scale, with the words: before and after as two points joined.
import type { Json } from '../../domain/json.ts'
import { echelleOf } from '../../forms/champs/niveau.tsx'
import { readReponse } from '../../forms/read-reponse.ts'
import type { Champ } from '../../forms/gabarit.ts'

const STEP = 40
const MARGIN = 10

interface Props {
  champ: Extract<Champ, { type: 'niveau' }>
  value: string | null
  avant: Json
}

export function Echelle({ champ, value, avant }: Props) {
  const ids = echelleOf(champ).map(({ id }) => id)
  const [from, to] = [typeof avant === 'string' ? ids.indexOf(avant) : -1, value === null ? -1 : ids.indexOf(value)]
  const x = (index: number) => MARGIN + index * STEP
  const width = 2 * MARGIN + (ids.length - 1) * STEP
  const words = readReponse(champ, value, {})
  return (
    <div class="i-niveau">
      {to >= 0 && (
        <svg viewBox={`0 0 ${width} 20`} width={width} height={20} aria-hidden="true">
          <path d={`M${x(0)} 10H${x(ids.length - 1)}`} class="i-axe" />
          {ids.map((id, index) => (
            <circle key={id} cx={x(index)} cy={10} r={2.5} class="i-pas" />
          ))}
          {from >= 0 && from !== to && <path d={`M${x(from)} 10H${x(to)}`} class="i-lien" />}
          {from >= 0 && <circle cx={x(from)} cy={10} r={5} class="i-point-avant" />}
          <circle cx={x(to)} cy={10} r={from === to ? 3 : 5} class="i-point" />
        </svg>
      )}
      <p>
        {from >= 0 && (
          <span class="i-avant-mot">
            Avant : {readReponse(champ, avant, {})}
            {words && ' → '}
          </span>
        )}
        {words || <span class="i-rien">Sans réponse</span>}
      </p>
    </div>
  )
}
