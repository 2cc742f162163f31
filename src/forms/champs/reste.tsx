// How many characters are left, said only near the end. Nothing is ever cut or blocked: a longer text is kept, and
// asked to be shortened before validation.
import type { Refus } from '../champ.ts'

export function Reste({ texte, max }: { texte: string; max: number | undefined }) {
  if (max === undefined || texte.length < max * 0.85) return null
  const left = max - texte.length
  return (
    <p class={left < 0 ? 'f-reste f-trop' : 'f-reste'} aria-live="polite">
      {left < 0
        ? `${-left} caractère${left < -1 ? 's' : ''} de trop : votre texte est gardé, raccourcissez-le avant de valider.`
        : `${left} caractère${left > 1 ? 's' : ''} encore`}
    </p>
  )
}

/** Why a text is too long, or null. */
export const tropLong = (texte: string | null, max: number | undefined): Refus | null =>
  texte !== null && max !== undefined && texte.length > max
    ? { raison: 'longueur', message: `${max} caractères au plus (ici ${texte.length}).` }
    : null
