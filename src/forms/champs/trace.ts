// A drawn signature as text: the size of the sheet and one path of lines, in whole points. Never an image address.
export interface Point {
  x: number
  y: number
}

/** `<width> <height>;M12 30L13 31…` of the strokes drawn on a sheet of this size. */
export function writeTrace(width: number, height: number, strokes: readonly (readonly Point[])[]): string {
  const at = ({ x, y }: Point) => `${Math.round(x)} ${Math.round(y)}`
  const paths = strokes
    .filter((stroke) => stroke.length > 0)
    // A dot is a line of no length: round line ends make it seen.
    .map((stroke) => `M${(stroke.length === 1 ? [...stroke, ...stroke] : stroke).map(at).join('L')}`)
  return `${Math.round(width)} ${Math.round(height)};${paths.join('')}`
}

/** The box and the path of a kept trace; null when it is none (an example, another app). */
export function readTrace(trace: string | null): { viewBox: string; path: string } | null {
  const match = /^(\d{1,5} \d{1,5});((?:[ML]-?\d{1,5} -?\d{1,5})+)$/.exec(trace ?? '')
  return match?.[1] && match[2] ? { viewBox: `0 0 ${match[1]}`, path: match[2] } : null
}
