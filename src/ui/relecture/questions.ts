// « Vous vouliez savoir… »: what the préparation wanted to know, and the answer a guide gives so far. Pure.
import type { Path } from '../../domain/id.ts'
import type { Json } from '../../domain/json.ts'
import { type Registers, shownValue } from '../../domain/register.ts'
import { lignesOf } from '../../forms/champs/table-champ.ts'
import { noteLieeNotes, noteLieeTexte } from '../guide.ts'
import type { Texte } from './cible.ts'

interface Vue {
  id: string
  data: { $gabarit: string }
  registers: Registers
}

export interface Question {
  /** the row of the préparation */
  id: string
  texte: string
  /** kind of guide that takes it: by watching, or by asking */
  guide: 'observation' | 'questionnement'
  /** where it is answered; null: no guide has it yet */
  ou: Texte | null
  repondue: boolean
}

/** Rows that guides take over from the préparation: table, column of the question, column of the answer. */
export const PLACES = {
  observation: { table: 'points_a_observer', question: 'element', reponse: 'constat' },
  questionnement: { table: 'q_preparation', question: 'question', reponse: 'reponse' },
} as const

const wordsOf = (value: Json | undefined): string => (typeof value === 'string' ? value.trim() : '')

/** The questions, in the order of the préparation. `guides`: those of this person in the immersion. */
export function questionsOf(preparation: Vue | null, guides: readonly Vue[]): Question[] {
  if (!preparation) return []
  return lignesOf('elements_a_preciser', preparation.registers).flatMap(({ id, cells }) => {
    const texte = wordsOf(cells.element)
    if (texte === '') return []
    const places = guides.flatMap((guide) =>
      Object.values(PLACES).flatMap(({ table, question, reponse }) =>
        lignesOf(table, guide.registers)
          .filter((row) => wordsOf(row.cells[question]) === texte)
          .map((row) => ({ guide, at: `${table}/${row.id}/${reponse}` as Path })),
      ),
    )
    const answered = places.find(({ guide, at }) => {
      const value = shownValue(guide.registers, at)
      return noteLieeTexte(value).trim() !== '' || noteLieeNotes(value).length > 0
    })
    const place = answered ?? places[0]
    return {
      id,
      texte,
      guide: cells.comment === 'observer' ? ('observation' as const) : ('questionnement' as const),
      ou: place
        ? {
            cle: `${place.guide.id}/${place.at}`,
            fiche: place.guide.id as Texte['fiche'], // the id of a document of the store
            acces: null,
            libelle: texte,
            type: 'note_liee' as const,
            path: place.at,
          }
        : null,
      repondue: answered !== undefined,
    }
  })
}
