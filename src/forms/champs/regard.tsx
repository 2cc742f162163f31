// Before above after: a level as two points joined on its scale, anything else in words.
import { useContext } from 'preact/hooks'
import type { Json } from '../../domain/json.ts'
import { Formulaire } from '../formulaire.ts'
import { readSimple } from './lecture.ts'
import { echelleOf } from './niveau.tsx'
import type { ChampSimple } from './simples.ts'

const STEP = 40
const MARGIN = 12

export interface AvantProps {
  /** champ and answer before */
  champ: ChampSimple
  avant: Json
  /** answer now, when it is on the same scale */
  apres: Json
  apresChamp: ChampSimple
}

export function Avant({ champ, avant, apres, apresChamp }: AvantProps) {
  const { contexte } = useContext(Formulaire)
  const before = readSimple(champ, avant, contexte)
  if (!before) return null
  const after = readSimple(apresChamp, apres, contexte)
  const scales = champ.type === 'niveau' && apresChamp.type === 'niveau' && champ.liste === apresChamp.liste
  return (
    <div class="f-avant">
      <p>
        <span class="f-avant-nom">Avant</span> {before}
      </p>
      {scales && typeof avant === 'string' && typeof apres === 'string' ? (
        <>
          <Echelle ids={echelleOf(champ).map(({ id }) => id)} avant={avant} apres={apres} />
          <p>
            <span class="f-avant-nom">Après</span> {after}
          </p>
        </>
      ) : null}
    </div>
  )
}

function Echelle({ ids, avant, apres }: { ids: readonly string[]; avant: string; apres: string }) {
  const [from, to] = [ids.indexOf(avant), ids.indexOf(apres)]
  if (from < 0 || to < 0) return null
  const x = (index: number) => MARGIN + index * STEP
  const width = 2 * MARGIN + (ids.length - 1) * STEP
  // The words above and below say the same to whoever does not see the drawing.
  return (
    <svg class="f-points" viewBox={`0 0 ${width} 24`} width={width} height={24} aria-hidden="true">
      <path class="f-points-axe" d={`M${x(0)} 12H${x(ids.length - 1)}`} />
      {ids.map((id, index) => (
        <circle key={id} class="f-points-pas" cx={x(index)} cy={12} r={2} />
      ))}
      <path class="f-points-lien" d={`M${x(from)} 12H${x(to)}`} />
      <circle class="f-points-avant" cx={x(from)} cy={12} r={6} />
      <circle class="f-points-apres" cx={x(to)} cy={12} r={6} />
    </svg>
  )
}

/** An answer of any shape, before. */
export function AvantTexte({ texte }: { texte: string }) {
  return texte ? (
    <div class="f-avant">
      <p>
        <span class="f-avant-nom">Avant</span> {texte}
      </p>
    </div>
  ) : null
}

