// What a fiche of an immersion between professionals begins with beyond the `prerempli` of its gabarit: what was said when
// the immersion was created is not typed again. Proposals like any other: each can be changed. Never an engagement, an
// opinion or a fact of the visit: those are given by somebody. Pure.
import { type Annuaire, rolesAt } from '../domain/acces.ts'
import type { Immersion, Personne } from '../domain/collections.ts'
import type { Json } from '../domain/json.ts'
import type { Role } from '../domain/politique.ts'
import { isBlank } from '../forms/condition.ts'
import { texte } from './lire.ts'

/** What is known around the fiche. */
export interface Ici {
  annuaire: Annuaire
  /** who begins it */
  moi: string
  /** the answers of the immersion’s demande, when this device may read them */
  demande?: Readonly<Record<string, Json>> | undefined
  /** the immersions that a synthèse tells of, as its rows */
  periode?: readonly Readonly<Record<string, Json>>[] | undefined
  /** local day, `AAAA-MM-JJ` */
  today: string
}

type Known = Record<string, Json | undefined>

/** Answers by champ; what is not known is left out. */
export function proposerSpro(gabarit: string, immersion: Immersion | null, ici: Ici): Record<string, Json> {
  const known = immersion ? answers(gabarit, immersion, ici) : gabarit === 'synthese-groupe-local' ? synthese(ici) : {}
  return Object.fromEntries(Object.entries(known).filter((entry): entry is [string, Json] => entry[1] !== undefined && !isBlank(entry[1])))
}

function answers(gabarit: string, immersion: Immersion, ici: Ici): Known {
  switch (gabarit) {
    case 'spro-1-demande':
      return {
        structure_souhaitee: immersion.structure_accueil,
        service_souhaite: immersion.lieu,
        modalite: immersion.modalite,
        duree_souhaitee: duree(immersion),
        motif_duree_longue: immersion.motif_duree,
        creneaux: creneaux(immersion),
      }
    case 'spro-2-convention':
      return convention(immersion, ici)
    case 'spro-3-preparation': {
      const objectif = texte(ici.demande?.objectifs).trim()
      return {
        tableau_objectifs: objectif ? [{ objectif, priorite: 'essentiel' }] : undefined,
        guides_retenus: GUIDES[immersion.modalite ?? ''],
        temps_recul_date: immersion.dates.at(-1),
      }
    }
    default:
      return {}
  }
}

/** The two guides of each modalité. */
const GUIDES: Record<string, string[]> = {
  collective: ['guide-observation-collective', 'guide-questionnement-collective'],
  observation: ['guide-observation-individuelle', 'guide-questionnement-observation'],
  mise_en_situation: ['guide-observation-mise-en-situation', 'guide-questionnement-mise-en-situation'],
}

const minutes = (hour: string): number => Number(hour.slice(0, 2)) * 60 + Number(hour.slice(3, 5))

/** How long it lasts, among what the demande offers; undefined without days, or without hours on a single one. */
function duree({ dates, heure_debut: from, heure_fin: to }: Immersion): string | undefined {
  if (dates.length > 1) return dates.length === 2 ? 'deux_jours' : dates.length === 3 ? 'trois_jours' : undefined
  if (dates.length === 0 || !from || !to) return undefined
  const length = minutes(to) - minutes(from)
  return length <= 0 ? undefined : length <= 150 ? 'deux_heures' : length <= 300 ? 'demi_journee' : 'journee'
}

const NOON = 12 * 60

function creneaux({ dates, heure_debut: from, heure_fin: to }: Immersion): Json {
  if (!from || !to) return []
  const moment = minutes(to) <= NOON + 90 ? 'matin' : minutes(from) >= NOON ? 'apres_midi' : 'journee'
  return dates.map((date) => ({ date, moment }))
}

function convention(immersion: Immersion, { annuaire }: Ici): Known {
  const { personnes, structures = [] } = annuaire
  const { dates, heure_debut: debut, heure_fin: fin } = immersion
  const host = structures.find(({ id }) => id === immersion.structure_accueil)
  const find = (id: string | null) => personnes.find((personne) => personne.id === id)
  const responsable = (structure: string | null, role: Role): string | undefined => {
    const [only, ...more] = personnes.filter((personne) => rolesAt(personne, structure).includes(role))
    return only && more.length === 0 ? enMots(only) : undefined
  }
  return {
    representant_appartenance: responsable(immersion.structure_appartenance, 'responsable_appartenance'),
    representant_accueil: responsable(immersion.structure_accueil, 'responsable_accueil'),
    personnes_accueillies: immersion.accueilli.map((id) => ({ nom: find(id)?.nom ?? id, fonction: find(id)?.fonction ?? null })),
    accueillant_referent: enMots(find(immersion.accueillant)) || immersion.accueillant,
    lieux: immersion.lieu || host?.adresse,
    // Without its hours a half-day would have to be opened and finished: better none.
    calendrier: debut && fin ? dates.map((date) => ({ date, debut, fin })) : [],
  }
}

const enMots = (personne: Personne | undefined): string => [personne?.nom, personne?.fonction].filter(Boolean).join(', ')

/** The period that its immersions cover, up to today. */
function synthese({ annuaire, moi, periode = [], today }: Ici): Known {
  const days = periode.flatMap(({ date }) => (typeof date === 'string' ? [date] : []))
  return {
    periode_debut: days.sort()[0],
    periode_fin: days.length > 0 ? today : undefined,
    redacteur: annuaire.personnes.find(({ id }) => id === moi)?.fonction,
  }
}
