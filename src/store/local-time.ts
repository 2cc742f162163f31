// The time as people read it on this device: `AAAA-MM-JJTHH:MM:SS`, without a zone.
const two = (n: number): string => String(n).padStart(2, '0')

/** A moment as documents keep it: local, `AAAA-MM-JJTHH:MM:SS`. */
export const localTime = (at = new Date()): string =>
  `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`
