// Themes proposed, voted and retained by the participants: what a vote is worth, what was imposed (R-ECH-01). Pure.
import { CHOIX_THEMES, votesDans } from '../domain/seances.ts'

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')

/** The votes of a theme: those given here, or the count that was noted when it is higher (a show of hands). */
export const voixDe = (cells: Readonly<Record<string, unknown>>): number =>
  Math.max(votesDans(cells), typeof cells.voix === 'number' ? cells.voix : 0)

/** Two themes written with another case, space or mark are the same. */
export const sameTheme = (a: unknown, b: unknown): boolean => key(a) === key(b) && key(a) !== ''
const key = (theme: unknown): string =>
  text(theme).normalize('NFKC').replaceAll(/[’']/g, '’').replaceAll(/\s+/g, ' ').toLocaleLowerCase('fr')

/** What stands between these answers and their validation (R-ECH-01): the champ, and a sentence. */
export function imposes(gabarit: string, reponses: Readonly<Record<string, unknown>>): { champ: string; ligne?: number; message: string }[] {
  if (gabarit === 'echange-seance')
    return reponses.choisi_par_participants === false
      ? [{ champ: 'choisi_par_participants', message: 'Les participants choisissent les thèmes de leurs rencontres. Demandez leur accord, ou prenez un thème qu’ils ont retenu.' }]
      : []
  if (gabarit !== CHOIX_THEMES) return []
  const rows = (table: unknown) => (Array.isArray(table) ? (table as Record<string, unknown>[]) : []) // rows of a table
  const proposed = rows(reponses.propositions)
  return rows(reponses.themes_retenus).flatMap(({ theme }, ligne) =>
    text(theme) === '' || proposed.some((cells) => sameTheme(cells.theme, theme) && voixDe(cells) > 0)
      ? []
      : [{ champ: 'themes_retenus', ligne, message: `« ${text(theme)} » n’a reçu aucune voix : un thème est retenu par un vote ou l’accord des participants.` }],
  )
}
