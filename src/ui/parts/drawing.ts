// The shapes that icons share.
export const circle = (x: number, y: number, r: number): string =>
  `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`
/** A dot, as a stroke of no length. */
export const dot = (x: number, y: number): string => `M${x} ${y}v.1`
