// A text and the notes of the carnet it comes from: the notes stay linked, shown as quotes under the text.
import { isRecord, shape } from '../../domain/shape.ts'
import type { InputProps, TypeChamp } from '../champ.ts'
import type { NoteLiee } from '../schema.ts'
import { textes } from './formes.ts'
import { libelleListe } from './liste.ts'
import { late } from './late.tsx'
import { tropLong } from './reste.tsx'

export interface Lien {
  texte: string
  notes: string[]
  /** in a note: the points of the guide it belongs to */
  cibles?: { gabarit: string; champ: string }[]
}
const isCible = (value: unknown): boolean =>
  isRecord(value) && typeof value.gabarit === 'string' && typeof value.champ === 'string' && Object.keys(value).length === 2
const isLien = (value: unknown): value is Lien => {
  if (!isRecord(value)) return false
  const { texte, notes, cibles = [], ...others } = value
  return (
    typeof texte === 'string' &&
    textes.safeParse(notes).success &&
    Array.isArray(cibles) &&
    cibles.every(isCible) &&
    Object.keys(others).length === 0
  )
}

export const note_liee = {
  reponse: shape((value): value is Lien | null => value === null || isLien(value)),
  empty: null,
  accepts: (reponse, champ) => tropLong(reponse?.texte ?? null, champ.longueur_max) ?? true,
  read: (reponse, _champ, noms) => {
    if (!reponse) return ''
    // A note that is not here is its author's: only the words that were poured are for others.
    const notes = reponse.notes.flatMap((id) => noms.notes?.find((note) => note.id === id)?.texte ?? []).map((texte) => `« ${texte} »`)
    const cibles = (reponse.cibles ?? []).map(({ gabarit, champ }) => `${libelleListe('guides', gabarit)} : ${champ}`)
    return [reponse.texte, ...notes, ...cibles].filter(Boolean).join('\n')
  },
  groupe: false,
  Input: late<InputProps<NoteLiee, Lien | null>>(() => import('./note-liee-saisie.tsx').then((m) => m.Input)),
} satisfies TypeChamp<NoteLiee, Lien | null>
