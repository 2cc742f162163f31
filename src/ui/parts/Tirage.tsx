// An empty place: a drawing in the hand of the icons, a sentence, what to do.
import type { ComponentChildren } from 'preact'

export function Tirage({ children }: { children: ComponentChildren }) {
  return (
    <div class="tirage">
      <svg
        viewBox="0 0 160 96"
        width="10rem"
        height="6rem"
        fill="none"
        stroke="currentColor"
        stroke-width="1.75"
        stroke-linecap="round"
        stroke-linejoin="round"
        aria-hidden="true"
      >
        <path d="M14 80c44-1.500 88-1.500 132 0" />
        <path d="M78 30c-10-6.500-24-8-40-6.500v46c16-1.500 30 .5 40 7 10-6.500 24-8.500 40-7v-46c-16-1.500-30 0-40 6.500zM78 30v46.500" />
        <path
          d="M46 35c8-.5 15 .5 22 3M46 45c8-.5 15 .5 22 3M46 55c6-.4 11 .2 16 1.600M88 38c7-2.500 14-3.500 22-3M88 48c5-1.800 10-2.700 15-2.900"
          class="leger"
        />
        <path d="M128 60l13.500-25.500c1-2 4.800 0 3.800 2L131.500 62l-4 2.600z" />
      </svg>
      {children}
    </div>
  )
}
