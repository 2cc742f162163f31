// Rows in, a file out, handed to the person. The writers come when they are asked for: import this file as it is.
import { type HandedOver, handOver } from '../hand-over.ts'
import { type Feuille, type Ligne, nomDeFichier } from './valeur.ts'

export { type Feuille, jour, type Ligne, nomDeFichier, type Valeur } from './valeur.ts'

/** `absent`: what writes this kind of file is not on the device */
export type Remise = HandedOver | 'absent'

/** Hands over a made file. `nom` with its ending. To be called inside a touch. */
export const remettre = (contenu: Blob, nom: string): Promise<Remise> =>
  handOver(new File([contenu], nom, { type: contenu.type.split(';')[0] ?? '' }))

/** A CSV of one table. `nom` without its ending. To be called inside a touch. */
export async function exportCsv(nom: string, colonnes: readonly string[], lignes: readonly Ligne[]): Promise<Remise> {
  const { csvFile } = await import('./csv.ts')
  return remettre(csvFile(colonnes, lignes), `${nomDeFichier(nom)}.csv`)
}

/** An XLSX workbook, one sheet per table. `nom` without its ending. To be called inside a touch. */
export async function exportXlsx(nom: string, feuilles: readonly Feuille[]): Promise<Remise> {
  // Not among what is kept from the start: it weighs more than all the rest of this folder.
  const writer = await import('./xlsx.ts').catch(() => null)
  if (!writer) return 'absent'
  const { xlsxFile } = writer
  return remettre(await xlsxFile(feuilles), `${nomDeFichier(nom)}.xlsx`)
}
