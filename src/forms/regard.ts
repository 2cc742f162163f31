// Before beside after (R-SPRO-07): which answers of the preparation are shown beside those of the evaluation. Pure.
import type { AvantProps } from './champs/regard.tsx'
import { late } from './champs/late.tsx'
import type { Json } from '../domain/json.ts'
import { type Champ, findChamp, type Gabarit } from './gabarit.ts'
import type { Reponses } from './reponses.ts'

const drawn = () => import('./champs/regard.tsx')
export const Avant = late<AvantProps>(() => drawn().then((m) => m.Avant))
/** An answer of any shape, before. */
export const AvantTexte = late<{ texte: string }>(() => drawn().then((m) => m.AvantTexte))
/** Brings the drawings, before there is anything to show beside: nothing then moves. */
export const loadRegard = async (): Promise<void> => {
  await Promise.all([Avant.load(), AvantTexte.load()])
}

/** What to show beside a champ: the champ of another fiche and its answer. In a table, columns go two by two. */
export interface Vis {
  champ: Champ
  reponse: Json
  /** column that says which rows go together, and pairs `colonne d’ici: colonne de là-bas` */
  cle?: string
  colonnes?: Readonly<Record<string, string>>
}

/** By champ of the fiche that is being filled. */
export type Regard = Readonly<Record<string, Vis>>

interface Paire {
  champ: string
  cle?: string
  colonnes?: Record<string, string>
}

const paires: Record<string, { avant: string; champs: Record<string, Paire> }> = {
  'spro-4-evaluation': {
    avant: 'spro-3-preparation',
    champs: {
      niveau_global_apres: { champ: 'niveau_global' },
      tableau_apports: { champ: 'tableau_connaissances', cle: 'theme', colonnes: { niveau_apres: 'niveau', appris: 'ce_que_je_sais' } },
      mots_apres: { champ: 'mots_representation' },
      evolution_representations: { champ: 'metier_imagine' },
      objectifs_atteints: { champ: 'tableau_objectifs', cle: 'objectif', colonnes: { atteint: 'indice_reussite' } },
    },
  },
}

/** The gabarit whose answers are shown beside those of this one, or null. */
export const avantOf = (gabarit: string): string | null => paires[gabarit]?.avant ?? null

/** The answers of the fiche before, by champ of the fiche after. */
export function regardOf(apres: Gabarit, avant: Gabarit, reponses: Reponses): Regard {
  const regard: Record<string, Vis> = {}
  const paired = paires[apres.id]
  if (paired?.avant !== avant.id) return regard
  for (const [id, { champ: before, ...rows }] of Object.entries(paired.champs)) {
    const champ = findChamp(avant, before)
    const reponse = reponses[before]
    if (champ && reponse !== undefined) regard[id] = { champ, reponse, ...rows }
  }
  return regard
}
