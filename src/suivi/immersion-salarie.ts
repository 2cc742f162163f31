// One immersion of an employee with its fiches, as they stand: its dates, its weeks and their points, its obstacles, what
// the evaluation still lacks. Pure.
import type { Immersion } from '../domain/collections.ts'
import { isBlank } from '../forms/condition.ts'
import { dayPlus, joursDe } from './jours.ts'
import { lignes, texte } from './lire.ts'
import type { FicheLue } from './monde.ts'

export const POSE = {
  entretien: 'pose-entretien-tripartite-initial',
  miseEnPlace: 'pose-mise-en-place',
  freins: 'pose-levee-freins',
  grille: 'pose-grille-competences',
  hebdo: 'pose-evaluation-hebdomadaire',
  satisfaction: 'pose-satisfaction-decouverte',
  bilan: 'pose-bilan-final-tripartite',
  reunion: 'reunion-trimestrielle-reseau',
  entreprise: 'suivi-entreprise',
} as const

/** An immersion with its fiches; of a gabarit that is filled once, the one that counts. */
export interface Suivie {
  immersion: Immersion
  entretien: FicheLue | null
  miseEnPlace: FicheLue | null
  freins: FicheLue | null
  grille: FicheLue | null
  satisfaction: FicheLue | null
  bilan: FicheLue | null
  /** the weekly points, the oldest first */
  points: FicheLue[]
}

// Two devices may each have begun one: the one that was validated counts, else the first begun.
const before = (a: FicheLue, b: FicheLue): number =>
  Number(b.etat !== null) - Number(a.etat !== null) || ((a.cree_le ?? '') < (b.cree_le ?? '') ? -1 : 1)

/** The immersions of employees among these, each with its fiches. */
export function suivies(immersions: readonly Immersion[], fiches: readonly FicheLue[]): Suivie[] {
  const byImmersion = new Map<string, FicheLue[]>()
  for (const fiche of fiches) {
    if (!fiche.immersion) continue
    const held = byImmersion.get(fiche.immersion)
    if (held) held.push(fiche)
    else byImmersion.set(fiche.immersion, [fiche])
  }
  return immersions
    .filter(({ dispositif }) => dispositif === 'immersion_salarie')
    .map((immersion) => suivieDe(immersion, byImmersion.get(immersion.id) ?? []))
}

/** One immersion with those of these fiches that are its own. */
export function suivieDe(immersion: Immersion, fiches: readonly FicheLue[]): Suivie {
  const own = fiches.filter((fiche) => fiche.immersion === immersion.id).sort(before)
  const of = (gabarit: string): FicheLue | null => own.find((fiche) => fiche.gabarit === gabarit) ?? null
  return {
    immersion,
    entretien: of(POSE.entretien),
    miseEnPlace: of(POSE.miseEnPlace),
    freins: of(POSE.freins),
    grille: of(POSE.grille),
    satisfaction: of(POSE.satisfaction),
    bilan: of(POSE.bilan),
    points: own
      .filter((fiche) => fiche.gabarit === POSE.hebdo)
      .sort((a, b) => (texte(a.reponses.date) || a.cree_le || '') < (texte(b.reponses.date) || b.cree_le || '') ? -1 : 1),
  }
}

const isDay = (value: string): boolean => /^\d{4}-\d\d-\d\d$/.test(value)

/** Découverte or validation: said of the immersion, else agreed in the entretien. */
export const typeDe = ({ immersion, entretien }: Suivie): string | null =>
  immersion.type_immersion ?? (texte(entretien?.reponses.type_immersion) || null)

/** Its first and last day: those of the immersion, else those being agreed. Null while one is missing. */
export function joursOf({ immersion, miseEnPlace }: Suivie): { debut: string; fin: string } | null {
  const debut = immersion.dates[0] ?? texte(miseEnPlace?.reponses.date_debut)
  const fin = immersion.dates.at(-1) ?? texte(miseEnPlace?.reponses.date_fin)
  return isDay(debut) && isDay(fin) && debut <= fin ? { debut, fin } : null
}

/** Where it takes place: an id of the directory, or the words that were written. */
export const accueilDe = ({ immersion, miseEnPlace }: Suivie): string | null =>
  immersion.structure_accueil ?? (texte(miseEnPlace?.reponses.structure_retenue) || null)

/** Is there nothing left to do? Refused, cancelled, or its bilan done. */
const estFinie = ({ immersion, bilan }: Suivie): boolean =>
  ['refusee', 'annulee', 'close'].includes(immersion.statut) || (bilan !== null && bilan.etat !== null)

export interface Frein {
  type: string
  besoin: string
  qui: string
  echeance: string
  etat: string
}

/** R-POSE-07: the obstacles that are not lifted, until the final bilan. Nothing without the employee's agreement. */
export function freinsOuverts(suivie: Suivie): Frein[] {
  const { freins } = suivie
  if (!freins || estFinie(suivie)) return []
  return tousLesFreins(freins).filter(({ etat }) => etat !== 'leve')
}

/** Every obstacle written down with the employee's agreement. */
export function tousLesFreins(freins: FicheLue): Frein[] {
  if (freins.reponses.accord_salarie !== true) return []
  return lignes(freins.reponses.freins)
    .map((row) => ({
      type: texte(row.type),
      besoin: texte(row.besoin),
      qui: texte(row.qui),
      echeance: texte(row.echeance),
      etat: texte(row.etat),
    }))
    .filter(({ type, besoin }) => type !== '' || besoin !== '')
}

export interface Semaine {
  /** from 1 */
  n: number
  debut: string
  fin: string
  /** its point, begun or held */
  point: FicheLue | null
  /** `arretee`: the immersion was stopped before it */
  etat: 'fait' | 'en_retard' | 'cette_semaine' | 'a_venir' | 'arretee'
}

const DU_POINT = ['forme', 'presents', 'heures_realisees', 'absences', 'activites', 'reussite', 'difficulte', 'parole_tuteur', 'poursuite'] as const

/** Was something said in this point? One that was opened and left holds only what it began with. */
const estTenu = ({ etat, reponses }: FicheLue): boolean =>
  etat !== null ||
  DU_POINT.some((champ) => !isBlank(reponses[champ])) ||
  lignes(reponses.competences_semaine).some((row) => [row.niveau, row.evolution, row.fait_observe].some((cell) => !isBlank(cell)))

/** R-POSE-08: the weeks of a validation, from its first day, with the point of each; none for a découverte. */
export function semainesDe(suivie: Suivie, today: string): Semaine[] {
  const jours = joursOf(suivie)
  if (!jours || typeDe(suivie) !== 'validation' || ['refusee', 'annulee'].includes(suivie.immersion.statut)) return []
  const count = Math.ceil(joursDe(jours.debut, jours.fin) / 7)
  const weekOf = ({ reponses, cree_le }: FicheLue): number => {
    const said = reponses.numero_semaine
    if (typeof said === 'number' && said >= 1 && said <= count) return said
    const day = texte(reponses.date) || (cree_le ?? '').slice(0, 10)
    return isDay(day) && day >= jours.debut ? Math.min(count, Math.ceil(joursDe(jours.debut, day) / 7)) : 1
  }
  const stop = suivie.points.find(({ reponses }) => texte(reponses.poursuite).startsWith('arret'))
  const stopped = stop ? weekOf(stop) : Number.POSITIVE_INFINITY
  const over = estFinie(suivie)
  return Array.from({ length: count }, (_, i): Semaine => {
    const n = i + 1
    const debut = dayPlus(jours.debut, 7 * i)
    const last = dayPlus(debut, 6)
    const fin = last < jours.fin ? last : jours.fin
    const mine = suivie.points.filter((fiche) => weekOf(fiche) === n)
    const held = mine.findLast(estTenu)
    const due = today > fin ? 'en_retard' : today >= debut ? 'cette_semaine' : 'a_venir'
    return { n, debut, fin, point: held ?? mine.at(-1) ?? null, etat: held ? 'fait' : n > stopped || over ? 'arretee' : due }
  })
}

/** Was this signed? A screen that has the gabarit also looks whether the content changed since. */
export type Signee = (fiche: FicheLue, champ: string) => boolean
const posee: Signee = (fiche, champ) => !isBlank(fiche.reponses[champ])

/** R-POSE-09: what the employee and the host have still to say and sign before the bilan; none: the bilan may be held. */
export function avantBilan(suivie: Suivie, signee: Signee = posee): string[] {
  // What did not take place is not evaluated: the bilan says why.
  if (texte(suivie.bilan?.reponses.realisation) === 'non_realisee') return []
  const { grille, satisfaction } = suivie
  const asked = (fiche: FicheLue, champ: string, words: string): string[] => (isBlank(fiche.reponses[champ]) ? [words] : [])
  const signed = (fiche: FicheLue, champ: string, words: string): string[] => (signee(fiche, champ) ? [] : [words])
  if (typeDe(suivie) === 'validation') {
    if (!grille) return ['La grille de compétences n’est pas commencée']
    return [
      ...asked(grille, 'avis_salarie', 'L’avis du salarié manque dans la grille'),
      ...asked(grille, 'avis_structure', 'L’avis de la structure d’accueil manque dans la grille'),
      ...signed(grille, 'signature_salarie', 'Le salarié n’a pas signé la grille'),
      ...signed(grille, 'signature_tuteur', 'La structure d’accueil n’a pas signé la grille'),
    ]
  }
  if (typeDe(suivie) === null) return ['Le type d’immersion n’est pas choisi']
  if (!satisfaction) return ['Le salarié n’a pas rempli son questionnaire']
  return [
    ...asked(satisfaction, 'projet_valide', 'Le salarié n’a pas dit où en est son projet'),
    ...asked(satisfaction, 'pourquoi', 'Le salarié n’a pas dit pourquoi'),
    ...signed(satisfaction, 'signature_salarie', 'Le salarié n’a pas signé son questionnaire'),
  ]
}
