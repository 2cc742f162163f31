// Where an immersion stands, read off what was done: each act leaves its own trace, made once and never changed, so that
// devices that were apart agree without a version to choose. Nothing goes back by itself. Pure.
import { isRecord } from './shape.ts'

/** An act in an immersion: what it gave, by whom, when. */
export interface Fait {
  /** a statut, or `reprise`: what was stopped goes on */
  statut: string
  par: string
  /** local time, `AAAA-MM-JJTHH:MM:SS` */
  le: string
  /** the fiche it was done in */
  fiche?: string
  motif?: string
}

/** From the first step to the last; an immersion goes as far as its furthest act. */
const ORDER = ['brouillon', 'demandee', 'acceptee', 'conventionnee', 'preparee', 'en_cours', 'a_chaud', 'evaluee', 'restituee', 'close']
/** Stops until it is taken up again; the others say who decided and when. */
const STOPS = ['annulee', 'refusee', 'a_retravailler']
const isStop = (statut: string): boolean => STOPS.includes(statut)
/** After a refusal, these acts mean that somebody decided otherwise. A cancelled immersion needs a word of its own. */
const LIFTS = ['demandee', 'acceptee', 'conventionnee']

const isFait = (value: unknown): value is Fait =>
  isRecord(value) && [value.statut, value.par, value.le].every((word) => typeof word === 'string')

/** The acts among these values, the oldest first, in the same order on every device. */
export const faitsOf = (values: unknown): Fait[] =>
  (Array.isArray(values) ? values.filter(isFait) : []).sort((a, b) => (key(a) < key(b) ? -1 : 1))
const key = ({ le, statut, par }: Fait): string => `${le} ${statut} ${par}`

/**
 * The statut that these acts give, from the one that was noted by hand or brought by an import.
 * @param faits the oldest first
 */
export function statutOf(noted: string, faits: readonly Fait[]): string {
  let stop = isStop(noted) ? noted : ''
  let at = ORDER.indexOf(noted)
  for (const { statut } of faits) {
    if (isStop(statut)) stop = statut
    else if (statut === 'reprise' || (stop !== 'annulee' && LIFTS.includes(statut))) stop = ''
    at = Math.max(at, ORDER.indexOf(statut))
  }
  return stop || (ORDER[at] ?? noted)
}

/** Has the immersion come as far as this step? */
export const reached = (statut: string, step: string): boolean => ORDER.indexOf(statut) >= ORDER.indexOf(step)
