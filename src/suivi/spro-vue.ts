// One immersion as seen by the person who holds the device: its fiches, their roles in it, the hour. Pure.
import type { Immersion } from '../domain/collections.ts'
import type { Role } from '../domain/politique.ts'
import type { Echeance } from './echeance.ts'
import { texte } from './lire.ts'
import type { FicheLue, Monde } from './monde.ts'
import { quand } from '../domain/quand.ts'

/** One immersion, its fiches on this device, and the person who holds it. */
export interface Vue {
  immersion: Immersion
  fiches: readonly FicheLue[]
  moi: string
  roles: ReadonlySet<Role>
  monde: Monde
}

/** The first fiche of a gabarit. */
export const of = (fiches: readonly FicheLue[], gabarit: string): FicheLue | undefined =>
  fiches.find((fiche) => fiche.gabarit === gabarit)
/** An answer in words; null when there is none. */
export const text = (fiche: FicheLue | undefined, champ: string): string | null => texte(fiche?.reponses[champ]) || null
/** The address that begins a fiche, or opens the one that is there. */
export const ouvrir = (gabarit: string, { id }: Immersion): string => `/ouvrir?gabarit=${gabarit}&immersion=${id}`
/** The name of a person, else what was written, else nothing. */
export const personneDe = ({ annuaire }: Monde, id: string | null): string =>
  (id && (annuaire.personnes.find((personne) => personne.id === id)?.nom ?? id)) || ''
/** The name of a structure, else what was written, else nothing. */
export const structureDe = ({ annuaire }: Monde, id: string | null): string =>
  (id && (annuaire.structures?.find((structure) => structure.id === id)?.nom ?? id)) || ''

/** R-SPRO-02: does the structure ask for this administrative document? */
export const demande = ({ annuaire }: Pick<Monde, 'annuaire'>, structure: string | null, document: 'demande' | 'convention'): boolean =>
  annuaire.structures?.find(({ id }) => id === structure)?.documents?.includes(document) ?? false

/** A step that is due, before it has its name. */
export type Due = Omit<Echeance, 'id' | 'immersion' | 'regle'> & { regle?: string }

/** The local day. */
export const today = ({ monde }: Vue): string => monde.maintenant.slice(0, 10)
/** Where today stands against the immersion. */
export const when = (vue: Vue) => quand(vue.immersion.dates, today(vue))
/** Is the person the one who visits? */
export const isVisitor = ({ roles }: Vue): boolean => roles.has('accueilli')
/** Is the person the one who hosts? */
export const isHost = ({ roles }: Vue): boolean => roles.has('accueillant')
/** The person’s own fiche of a gabarit. */
export const mine = ({ fiches, moi }: Vue, gabarit: string): FicheLue | undefined =>
  of(
    fiches.filter(({ auteur }) => auteur === moi),
    gabarit,
  )
