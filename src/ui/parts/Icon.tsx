// The icons, drawn in one hand: a 24-unit square, one line of 1.75, round ends. Always beside words, or named by them.
const circle = (x: number, y: number, r: number): string =>
  `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`
const dot = (x: number, y: number): string => `M${x} ${y}v.1`

export const drawings = {
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
  partage: 'M12 14.5V4.6M8.2 8.2L12 4.5l3.8 3.7M7.6 11.4H5.4v8.2h13.2v-8.2h-2.2',
  restituer: 'M4.4 5.3h15.2v10.4h-8.1l-4.2 3.7v-3.7H4.4zM8.2 9.1h7.6M8.2 12.2h4.6',
  photo: `M3.8 8.2h3.9l1.5-2.5h5.6l1.5 2.5h3.9v10.6H3.8z${circle(12, 13.2, 3.3)}`,
  voix: 'M9.4 6.4a2.6 2.6 0 0 1 5.2 0v5.2a2.6 2.6 0 0 1-5.2 0zM6.2 11.4a5.8 5.8 0 0 0 11.6 0M12 17.3v2.9',
  carre: 'M7 7h10v10H7z',
  corbeille: 'M4.8 7.2h14.4M9.2 7.2V4.9h5.6v2.3M6.4 7.2l.9 12.4h9.4l.9-12.4M10.3 10.6v5.6M13.7 10.6v5.6',
  recherche: `${circle(10.6, 10.6, 5.9)}M15 15l5 5`,
  plus: 'M12 5v14M5 12h14',
  croix: 'M6 6l12 12M18 6L6 18',
  lien: 'M10.2 13.8l3.6-3.6M11.4 7.6l1.8-1.8a3.5 3.5 0 0 1 5 5l-1.8 1.8M12.6 16.4l-1.8 1.8a3.5 3.5 0 0 1-5-5l1.8-1.8',
  telephone: 'M6 4.4l3 .1 1.4 4-1.9 1.7c1 2.2 2.6 3.9 4.9 5.1l1.8-1.9 4 1.6v3c-8.3 2.3-15.5-5.1-13.2-13.6z',
  courriel: 'M3.8 6.2h16.4v11.9H3.8zM4.2 6.8l7.8 6.4 7.8-6.4',
  maison: 'M4.2 11.2L12 4.7l7.8 6.5M6.2 9.8v9.5h11.6V9.8M10.2 19.2v-5.3h3.6v5.3',
  calendrier: 'M4.3 6.3h15.4v13.2H4.3zM4.3 10.4h15.4M8.3 4.2v3.6M15.7 4.2v3.6',
  lieu: `M12 20.3c-4-4.2-6-7.5-6-10.2a6 6 0 0 1 12 0c0 2.7-2 6-6 10.2z${circle(12, 10, 2.1)}`,
  oeil: `M2.9 12.2c2.3-4 5.3-6 9.1-6s6.8 2 9.1 6c-2.3 3.9-5.3 5.8-9.1 5.8s-6.8-1.9-9.1-5.8z${circle(12, 12.1, 2.6)}`,
  feuille: 'M6 3.9h8.4l3.8 3.9v12.3H6zM14.2 4v4h3.9M9 12.2h6.1M9 15.6h4.3',
  carnet: 'M6.5 4h11.7v16H6.5zM4.4 7.4h3.8M4.4 12h3.8M4.4 16.6h3.8M11.4 8.4h3.9',
  appareil: 'M7.3 3.5h9.4v17H7.3zM11 17.7h2',
  copie: 'M9 8.6h10v11.2H9zM15 8.6V4.3H5v11.2h4',
  filtre: 'M4.2 5.6h15.6l-6 7.2v6l-3.6-1.7v-4.3z',
  cle: `${circle(8, 15.6, 3.7)}M10.7 13l8.4-8.4M15.6 8.1l2.7 2.7`,
  sortie: 'M10.6 4.6H4.9v14.8h5.7M14.6 8.2l4.3 3.8-4.3 3.8M9.3 12h9.4',
  point: circle(12, 12, 4),
  guillemet: 'M10 7.4c-3 1-4.5 3.2-4.5 6.7v2.6h4.3v-4.5H7.5M18.6 7.4c-3 1-4.5 3.2-4.5 6.7v2.6h4.3v-4.5h-2.3',
  etonnement: `M12 3.9v8.6${dot(12, 16)}M5 6.4l2.3 2.4M19 6.4l-2.3 2.4M3.9 13h3M20.1 13h-3M8 20c2.7.5 5.3.5 8 0`,
  question: `M8.4 8.9c0-2.2 1.5-3.7 3.8-3.7 2.2 0 3.7 1.3 3.7 3.2 0 3-3.8 3-3.8 6.1${dot(12.1, 18.6)}`,
  decouverte:
    'M12 20v-8.6M12 13.8c-3.9.3-6.3-1.7-6.9-5.8 4-.2 6.5 1.7 6.9 5.8zM12 11.4c.2-3.9 2.5-6 6.9-6.3.1 4.3-2.3 6.5-6.9 6.3z',
  representation: `M7.6 15.6a3.9 3.9 0 0 1-.4-7.7 5 5 0 0 1 9.6.6 3.6 3.6 0 0 1 0 7.1z${dot(8.4, 19)}${dot(5.9, 20.6)}`,
  idee: 'M9.4 16.5c-.2-1.9-2.6-3-2.6-6.3a5.2 5.2 0 0 1 10.4 0c0 3.3-2.4 4.4-2.6 6.3zM9.9 19.5h4.2',
  approfondir: 'M12 4.4v9.4M7.9 10l4.1 4.2 4.1-4.2M4.6 18.8c4.9-.8 9.9-.8 14.8 0',
  outil:
    'M14.4 9.6l-9 9M18.9 7.2l-2.7 2.7-2.4-.6-.6-2.4 2.7-2.7a4.3 4.3 0 0 0-5.6 5.6l-5 5c-.9.9-.9 2.2-.1 3s2.1.8 3-.1l5-5a4.3 4.3 0 0 0 5.7-5.5z',
  a_faire: 'M5 5h14v14H5zM8.6 12l2.5 2.6 4.5-5.2',
  ressenti: 'M12 19.4C6.6 15.8 4 12.7 4 9.6a4 4 0 0 1 8-1 4 4 0 0 1 8 1c0 3.1-2.6 6.2-8 9.8z',
} as const
export type IconName = keyof typeof drawings

interface IconProps {
  name: IconName
  /** in rem; 1.5 when nothing is said */
  taille?: number
}

/** One drawing. Hidden from assistive tools: the words beside it speak. */
export function Icon({ name, taille = 1.5 }: IconProps) {
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
