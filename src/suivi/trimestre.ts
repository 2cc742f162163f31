// Quarters of a year. Pure.

export interface Trimestre {
  annee: number
  /** 1 to 4 */
  t: number
  debut: string
  fin: string
}

const FIRST = ['01-01', '04-01', '07-01', '10-01']
const LAST = ['03-31', '06-30', '09-30', '12-31']

/** @param t 1 to 4 */
export const trimestre = (annee: number, t: number): Trimestre => ({
  annee,
  t,
  debut: `${annee}-${FIRST[t - 1] ?? '01-01'}`,
  fin: `${annee}-${LAST[t - 1] ?? '12-31'}`,
})
/** The quarter of a day. */
export const trimestreDe = (day: string): Trimestre => trimestre(Number(day.slice(0, 4)), Math.ceil(Number(day.slice(5, 7)) / 3))
/** The one before. */
export const precedent = ({ annee, t }: Trimestre): Trimestre => (t === 1 ? trimestre(annee - 1, 4) : trimestre(annee, t - 1))
/** The one after. */
export const suivant = ({ annee, t }: Trimestre): Trimestre => (t === 4 ? trimestre(annee + 1, 1) : trimestre(annee, t + 1))
/** `2026-T1` */
export const cleTrimestre = ({ annee, t }: Pick<Trimestre, 'annee' | 't'>): string => `${annee}-T${t}`
/** « 4e trimestre 2026 ». */
export const motsTrimestre = ({ annee, t }: Pick<Trimestre, 'annee' | 't'>): string => `${t === 1 ? '1er' : `${t}e`} trimestre ${annee}`
