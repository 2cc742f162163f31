// The figures as one table for any spreadsheet: a number stays a number, what goes with it stands beside.
import type { Feuille } from '../export/index.ts'

type Cellule = Feuille['lignes'][number][number]

/** « Tableau, Ligne, Valeur, Précision » of every sheet. */
export function lignesCsv(feuilles: readonly Feuille[]): Cellule[][] {
  return feuilles.flatMap(({ nom, lignes }) =>
    lignes.map(([ligne = null, ...rest]) => {
      const count = rest.findIndex((cell) => typeof cell === 'number')
      const words = rest.filter((cell, i) => i !== count && cell !== null && cell !== '').join(' · ')
      return count < 0 ? [nom, ligne, words, ''] : [nom, ligne, rest[count] ?? null, words]
    }),
  )
}
