// Local times as the data keep them.
const two = (n: number): string => String(n).padStart(2, '0')

/** `AAAA-MM-JJ` */
export const localDate = (at: Date): string => `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`

/** `HH:MM` */
export const localHour = (at: Date): string => `${two(at.getHours())}:${two(at.getMinutes())}`

/** `AAAA-MM-JJTHH:MM:SS` */
export const localTime = (at: Date): string => `${localDate(at)}T${localHour(at)}:${two(at.getSeconds())}`
