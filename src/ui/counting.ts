// What a fiche of a group counts on this device: its immersions, and the levels before and after them. Pure.
// A count that lacks an immersion is not given at all: the champ then keeps what was entered by hand.
import { type Annuaire, followsAll } from '../domain/acces.ts'
import type { Immersion, Rattachement } from '../domain/collections.ts'
import { path } from '../domain/id.ts'
import { type Registers, shownValue } from '../domain/register.ts'
import type { SourceCalcul } from '../forms/calcul.ts'

/** The gabarits where people say how well they know the other structure, before and after. */
export const NIVEAUX = { avant: 'spro-3-preparation', apres: 'spro-4-evaluation' } as const

/** A préparation or an évaluation, as far as counting goes. */
interface FicheComptee {
  data: { $gabarit: string; $immersion: string | null; $auteur: string | null }
  registers: Registers
}

interface Counted {
  fiche: { rattachement: Rattachement | null; registers: Registers }
  dispositifs: readonly string[]
  immersions: readonly Immersion[]
  fiches: readonly FicheComptee[]
  personne: string
  annuaire: Annuaire
  now: Date
}

const text = (registers: Registers, champ: string): string | null => {
  const value = shownValue(registers, path(champ))
  return typeof value === 'string' && value !== '' ? value : null
}

const quarterEnd: Record<string, string> = { t1: '03-31', t2: '06-30', t3: '09-30', t4: '12-31' }

/** The period a fiche speaks of: its dates, else its quarter and year, else the year of today. */
function periodOf(registers: Registers, now: Date): { debut: string; fin: string; annee: number } {
  const given = shownValue(registers, path('annee'))
  const [du, au] = [text(registers, 'periode_debut'), text(registers, 'periode_fin')]
  const annee = typeof given === 'number' ? given : Number((au ?? du)?.slice(0, 4) ?? now.getFullYear())
  const end = quarterEnd[text(registers, 'trimestre') ?? ''] ?? '12-31'
  return { debut: du ?? `${annee}-01-01`, fin: au ?? `${annee}-${end}`, annee }
}

/**
 * What the computed champs of a fiche count. undefined: the fiche is not of a group, some of its immersions are not
 * given to this person, or the device holds none of that year; then they are filled by hand.
 */
export function sourceOf({ fiche, dispositifs, immersions, fiches, personne, annuaire, now }: Counted): SourceCalcul | undefined {
  const at = fiche.rattachement
  const groupe = annuaire.groupes.find(({ id }) => id === at?.id)
  const me = annuaire.personnes.find(({ id }) => id === personne)
  if (!at || !groupe || !me || !followsAll(groupe, dispositifs, me, annuaire)) return undefined
  const { debut, fin, annee } = periodOf(fiche.registers, now)
  const member = (structure: string | null): boolean => structure !== null && groupe.structures.includes(structure)
  const about = immersions.map(datee).filter(
    (one) =>
      dispositifs.includes(one.dispositif) &&
      (member(one.structure_appartenance) || member(one.structure_accueil)) &&
      (one.dates[0] ?? '') <= fin,
  )
  // An empty shelf is not a zero: a year from before the notebook is told by those who were there.
  if (!about.some(({ dates }) => dates[0]?.startsWith(`${annee}-`))) return undefined
  const inPeriod = new Set(about.filter(({ dates }) => (dates[0] ?? '') >= debut).map(({ id }) => id))
  return { immersions: about, debut, annee, niveaux: levels(fiches.filter(({ data }) => inPeriod.has(data.$immersion ?? ''))) }
}

/** A refusal has no days: it counts when it was written down, not for ever after (R-POSE-03). */
const datee = (one: Immersion): Immersion =>
  one.statut === 'refusee' && one.dates.length === 0 && one.$cree_le ? { ...one, dates: [one.$cree_le.slice(0, 10)] } : one

/** One pair per person and immersion. */
function levels(fiches: readonly FicheComptee[]): SourceCalcul['niveaux'] {
  const pairs = new Map<string, { avant: string | null; apres: string | null }>()
  for (const { data, registers } of fiches) {
    const key = `${data.$immersion} ${data.$auteur}`
    const pair = pairs.get(key) ?? { avant: null, apres: null }
    if (data.$gabarit === NIVEAUX.avant) pair.avant = text(registers, 'niveau_global')
    if (data.$gabarit === NIVEAUX.apres) pair.apres = text(registers, 'niveau_global_apres')
    pairs.set(key, pair)
  }
  return [...pairs.values()].filter(({ avant, apres }) => avant !== null && apres !== null)
}
