// Computed champs. The gabarits say each calculation in plain words; each is written here once, under the same words.
// Pure: what is counted on the device comes from an injected source. No source: the champ is filled by hand.
import type { Json } from '../domain/json.ts'
import { minutesOf } from './champs/heure.tsx'

/** An immersion as far as counting goes. */
export interface ImmersionComptee {
  statut: string
  dates: readonly string[]
  type_immersion: string | null
}

/** What the device knows that a fiche alone does not. */
export interface SourceCalcul {
  /** the immersions that the fiche is about: of its group, its territory, up to the end of its period */
  immersions: readonly ImmersionComptee[]
  /** first day of its period; absent: all are counted */
  debut?: string
  /** levels before and after, one pair per immersion whose preparation and evaluation are both readable */
  niveaux: readonly { avant: string | null; apres: string | null }[]
  /** the year looked at */
  annee: number
}

/** Statuts of an immersion that took place (fictive indicators fic-064 count these). */
export const REALISEE: readonly string[] = ['a_chaud', 'evaluee', 'restituee', 'close']
const RESTITUEE: readonly string[] = ['restituee', 'close']
/** R-VIS-03: an average is shown from five answers on. */
export const MOYENNE_MIN = 5

type Rows = Record<string, Json>[]
const rowsOf = (value: Json | undefined): Rows =>
  Array.isArray(value) ? value.filter((row): row is Record<string, Json> => typeof row === 'object' && row !== null && !Array.isArray(row)) : []
const part = (some: number, all: number): number | null => (all === 0 ? null : Math.round((some / all) * 100))
const ofYear = (annee: number) => (immersion: ImmersionComptee) => (immersion.dates[0] ?? '').startsWith(`${annee}-`)
/** Those of the period; the year counts from its first day whatever the period. One without a date is never left out. */
const ofPeriod = ({ immersions, debut }: SourceCalcul) =>
  immersions.filter(({ dates: [first] }) => debut === undefined || first === undefined || first >= debut)
const realised = ({ statut }: ImmersionComptee) => REALISEE.includes(statut)

function hours(rows: Rows): number | null {
  let minutes = 0
  for (const { debut, fin } of rows) {
    const from = typeof debut === 'string' ? minutesOf(debut) : null
    const to = typeof fin === 'string' ? minutesOf(fin) : null
    if (from !== null && to !== null && to > from) minutes += to - from
  }
  return minutes === 0 ? null : Math.round((minutes / 60) * 100) / 100
}

function progression({ niveaux }: SourceCalcul): number | null {
  const gaps = niveaux.flatMap(({ avant, apres }) => {
    const gap = Number(apres) - Number(avant)
    return avant === null || apres === null || Number.isNaN(gap) ? [] : [gap]
  })
  if (gaps.length < MOYENNE_MIN) return null
  return Math.round((gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length) * 10) / 10
}

const local: Record<string, (reponses: Readonly<Record<string, Json>>) => number | null> = {
  'compte(tableau_reponses.reponse parmi refus, accord_retire)': (r) =>
    rowsOf(r.tableau_reponses).filter(({ reponse }) => reponse === 'refus' || reponse === 'accord_retire').length,
  'part(presence.statut = present)': (r) => {
    const rows = rowsOf(r.presence)
    return part(rows.filter(({ statut }) => statut === 'present').length, rows.length)
  },
  'compte(tableau_competences.niveau parmi totalement_acquise, initiative)': (r) =>
    rowsOf(r.tableau_competences).filter(({ niveau }) => niveau === 'totalement_acquise' || niveau === 'initiative').length,
  'somme(calendrier.fin - calendrier.debut)': (r) => hours(rowsOf(r.calendrier)),
  'compte(tableau_immersions)': (r) => rowsOf(r.tableau_immersions).length,
  'realise / objectif_annuel × 100': ({ realise, objectif_annuel }) =>
    typeof realise === 'number' && typeof objectif_annuel === 'number' ? part(realise, objectif_annuel) : null,
}

const onDevice: Record<string, (source: SourceCalcul) => number | null> = {
  'compte(immersions, statut réalisée)': (s) => ofPeriod(s).filter(realised).length,
  'compte(immersions de l’année, statut réalisée)': (s) => s.immersions.filter(realised).filter(ofYear(s.annee)).length,
  'part(immersions réalisées, restituées)': (s) => {
    const done = ofPeriod(s).filter(realised)
    return part(done.filter(({ statut }) => RESTITUEE.includes(statut)).length, done.length)
  },
  'moyenne(niveau_global_apres - niveau_global)': progression,
  'indicateurs.nb_immersions_annee': (s) => s.immersions.filter(realised).filter(ofYear(s.annee)).length,
  'indicateurs.nb_decouverte': (s) => ofPeriod(s).filter(realised).filter((i) => i.type_immersion === 'decouverte').length,
  'indicateurs.nb_validation': (s) => ofPeriod(s).filter(realised).filter((i) => i.type_immersion === 'validation').length,
  'indicateurs.nb_refusees': (s) => ofPeriod(s).filter((i) => i.statut === 'refusee').length,
}

/** Every calculation known here, by the words of the gabarits. */
export const calculs: readonly string[] = [...Object.keys(local), ...Object.keys(onDevice)]

/** Does it count what is on the device, beyond the fiche? */
export const countsOnDevice = (calcul: string): boolean => Object.hasOwn(onDevice, calcul)

/** Computed; or filled by hand because the source is not on this device (or the calculation is unknown here). */
export type Calcule = { source: true; value: number | null } | { source: false }

/** The value of a computed champ. */
export function compute(calcul: string, reponses: Readonly<Record<string, Json>>, source: SourceCalcul | undefined): Calcule {
  const here = Object.hasOwn(local, calcul) ? local[calcul] : undefined
  if (here) return { source: true, value: here(reponses) }
  const there = Object.hasOwn(onDevice, calcul) ? onDevice[calcul] : undefined
  return there && source ? { source: true, value: there(source) } : { source: false }
}
