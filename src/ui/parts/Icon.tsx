// The icons, drawn in one hand: a 24-unit square, one line of 1.75, round ends. Always beside words, or named by them.
import { useLate } from '../use-late.ts'
import { circle, dot } from './drawing.ts'
import type { more } from './icons-more.ts'

const first = {
  jour: 'M3.6 18.4c5.6-.5 11-.5 16.8 0M7 15.6a5 5 0 0 1 10 0M12 5.4v2.4M4.9 9.4l1.7 1.5M19.1 9.4l-1.7 1.5',
  immersions:
    'M12 6.6c-2-1.7-4.7-2.2-8.2-2v13c3.5-.2 6.2.3 8.2 2 2-1.7 4.7-2.2 8.2-2v-13c-3.5-.2-6.2.3-8.2 2zM12 6.6v13',
  reseau: `${circle(12, 6.4, 2.4)}${circle(5.9, 17.4, 2.4)}${circle(18.1, 17.4, 2.4)}M7.2 15.3l3.4-6.7M13.4 8.6l3.4 6.7M8.4 17.6c2.4.3 4.8.3 7.2 0`,
  moi: `${circle(12, 8.2, 3.7)}M4.7 19.8c.9-3.8 3.6-5.7 7.3-5.7s6.4 1.9 7.3 5.7`,
  plume: 'M4.5 19.5l1-4.3L16.1 4.6c.8-.7 2-.7 2.8.1l.4.4c.8.8.8 2 .1 2.8L8.8 18.5zM14.2 6.6l3.2 3.2',
  retour: 'M14.7 5.4L8.1 12l6.6 6.6',
  suite: 'M9.3 5.4l6.6 6.6-6.6 6.6',
  bas: 'M5.4 9.3l6.6 6.6 6.6-6.6',
  coche: 'M4.9 12.7l4.7 4.8L19.2 6.9',
  envoi: 'M12 18.6V5.9M6.4 11.3L12 5.6l5.6 5.7',
  horloge: `${circle(12, 12, 8.1)}M12 7.4v4.9l3.3 1.9`,
  deux: 'M8.6 8.6h10.2v11H8.6zM5.4 15.6V4.7h9.8',
  alerte: `M12 4.5L3.5 19.3h17zM12 10v4.3${dot(12, 16.8)}`,
  verrou: 'M6.3 10.9h11.4v8.6H6.3zM8.8 10.9V8.2a3.2 3.2 0 0 1 6.4 0v2.7',
  photo: `M3.8 8.2h3.9l1.5-2.5h5.6l1.5 2.5h3.9v10.6H3.8z${circle(12, 13.2, 3.3)}`,
  corbeille: 'M4.8 7.2h14.4M9.2 7.2V4.9h5.6v2.3M6.4 7.2l.9 12.4h9.4l.9-12.4M10.3 10.6v5.6M13.7 10.6v5.6',
  croix: 'M6 6l12 12M18 6L6 18',
  lien: 'M10.2 13.8l3.6-3.6M11.4 7.6l1.8-1.8a3.5 3.5 0 0 1 5 5l-1.8 1.8M12.6 16.4l-1.8 1.8a3.5 3.5 0 0 1-5-5l1.8-1.8',
  oeil: `M2.9 12.2c2.3-4 5.3-6 9.1-6s6.8 2 9.1 6c-2.3 3.9-5.3 5.8-9.1 5.8s-6.8-1.9-9.1-5.8z${circle(12, 12.1, 2.6)}`,
  feuille: 'M6 3.9h8.4l3.8 3.9v12.3H6zM14.2 4v4h3.9M9 12.2h6.1M9 15.6h4.3',
  carnet: 'M6.5 4h11.7v16H6.5zM4.4 7.4h3.8M4.4 12h3.8M4.4 16.6h3.8M11.4 8.4h3.9',
} as const
export type IconName = keyof typeof first | keyof typeof more

const loadMore = () => import('./icons-more.ts').then((m): Partial<Record<IconName, string>> => m.more)

interface IconProps {
  name: IconName
  /** in rem; 1.5 when nothing is said */
  taille?: number
}

/** One drawing. Hidden from assistive tools: the words beside it speak. */
export function Icon({ name, taille = 1.5 }: IconProps) {
  const here: Partial<Record<IconName, string>> = first
  const drawings = useLate(loadMore, name in first ? 'never' : 'now') ?? here
  return (
    <svg
      viewBox="0 0 24 24"
      width={`${taille}rem`}
      height={`${taille}rem`}
      fill="none"
      stroke="currentColor"
      stroke-width="1.75"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={drawings[name]} />
    </svg>
  )
}
