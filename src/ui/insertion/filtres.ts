// Which immersions of a réseau a list shows: by words, type, statut, SIAE, company, and what they wait for. Pure.
import type { Annuaire } from '../../domain/acces.ts'
import type { Echeance } from '../../suivi/echeance.ts'
import { accueilDe, joursOf, type Suivie, typeDe } from '../../suivi/immersion-salarie.ts'
import { matches, nomDe } from '../immersion.ts'

/** What an immersion waits for, by the step of its échéances. */
export const attentes = [
  { id: 'entretien', libelle: 'Entretiens à tenir', steps: ['entretien'] },
  { id: 'mise-en-place', libelle: 'Terrains et dossiers à préparer', steps: ['mise-en-place', 'grille'] },
  { id: 'point', libelle: 'Points de la semaine', steps: ['point'] },
  { id: 'retard', libelle: 'Points en retard', steps: [] },
  { id: 'freins', libelle: 'Freins à lever', steps: ['leves', 'freins'] },
  { id: 'evaluation', libelle: 'Évaluations à recueillir', steps: ['evaluation'] },
  { id: 'bilan', libelle: 'Bilans à tenir', steps: ['bilan'] },
] as const
export type Attente = (typeof attentes)[number]['id']

/** The step an échéance of the path is about: `point` for `pose:point-2:imm-1`. */
export const stepOf = ({ id }: Echeance): string => (id.split(':')[1] ?? '').split('-').filter((part) => !/^\d+$/.test(part)).join('-')

/** Those of these due things that are what is waited for. */
export function attendues(attente: Attente, dues: readonly Echeance[]): Echeance[] {
  if (attente === 'retard') return dues.filter((one) => stepOf(one) === 'point' && one.niveau === 'avertissement')
  const steps: readonly string[] = attentes.find(({ id }) => id === attente)?.steps ?? []
  return dues.filter((one) => steps.includes(stepOf(one)))
}

/** Does an immersion with these due things wait for that? */
export const attend = (attente: Attente, dues: readonly Echeance[]): boolean => attendues(attente, dues).length > 0

// A type, not an interface: it is read and written by its keys (filtre-garde.ts).
export type Filtre = {
  mots: string
  type: string
  statut: string
  siae: string
  accueil: string
  attente: string
  /** only what is due by the end of the week */
  semaine: boolean
  /** rows that were asked for, when more than the first ones */
  vues: string
}
export const AUCUN: Filtre = { mots: '', type: '', statut: '', siae: '', accueil: '', attente: '', semaine: false, vues: '' }

/** Is it one of the things that may be waited for? */
export const isAttente = (value: string): value is Attente => attentes.some(({ id }) => id === value)

/** Is there something left to plan or to do? */
const estOuverte = ({ immersion: { statut } }: Suivie): boolean => !['refusee', 'annulee', 'close'].includes(statut)

/**
 * Those that pass: when something is waited for, the one that has waited longest first; else those whose days are still to
 * be chosen, then by first day, the latest first.
 */
export function filtrer(
  all: readonly Suivie[],
  filtre: Filtre,
  { duesOf, annuaire, jusque }: { duesOf: ReadonlyMap<string, Echeance[]>; annuaire: Annuaire; jusque: string },
): Suivie[] {
  const { mots, type, statut, siae, accueil, attente, semaine } = filtre
  const found = all.filter((suivie) => {
    const { immersion } = suivie
    const dues = duesOf.get(immersion.id) ?? []
    if (type && typeDe(suivie) !== type) return false
    if (statut && immersion.statut !== statut) return false
    if (siae && immersion.structure_appartenance !== siae) return false
    if (accueil && accueilDe(suivie) !== accueil) return false
    if (isAttente(attente) && !attend(attente, dues)) return false
    if (semaine && !dues.some(({ des, niveau }) => (des === undefined || des <= jusque) && niveau !== 'rappel')) return false
    return (
      mots.trim() === '' ||
      matches(mots, [
        immersion.titre,
        immersion.salarie_repere,
        nomDe(annuaire.structures, immersion.structure_appartenance),
        nomDe(annuaire.structures, accueilDe(suivie)),
        nomDe(annuaire.personnes, immersion.accueillant),
        nomDe(annuaire.personnes, immersion.referent),
      ])
    )
  })
  const start = (suivie: Suivie): string => joursOf(suivie)?.debut ?? (estOuverte(suivie) ? '9999' : '')
  const since = ({ immersion: { id } }: Suivie): string => {
    const dues = duesOf.get(id) ?? []
    const wanted = isAttente(attente) ? attendues(attente, dues) : semaine ? dues : []
    return wanted.map(({ des }) => des ?? '').filter(Boolean).sort()[0] ?? ''
  }
  const rank = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1)
  return found.sort((a, b) => rank(since(a) || '9999', since(b) || '9999') || rank(start(b), start(a)) || rank(a.immersion.titre, b.immersion.titre))
}

/** The échéances of each immersion. */
export function parImmersion(dues: readonly Echeance[]): Map<string, Echeance[]> {
  const found = new Map<string, Echeance[]>()
  for (const due of dues) {
    if (!due.immersion) continue
    const held = found.get(due.immersion)
    if (held) held.push(due)
    else found.set(due.immersion, [due])
  }
  return found
}
