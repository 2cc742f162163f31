// Themes as a cycle follows them: whether the vote is open, who said yes. What a vote is worth is in src/forms/themes.ts.
import { CHOIX_THEMES, colonneVote } from '../domain/seances.ts'
import { lignes } from './groupe.ts'
import type { FicheLue } from './monde.ts'

export { sameTheme, voixDe } from '../forms/themes.ts'
export { CHOIX_THEMES }

const day = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Did this person say yes to the theme? */
export const aVote = (cells: Readonly<Record<string, unknown>>, personne: string): boolean => cells[colonneVote(personne)] === true

/** Is the vote open that day? Without dates it is: a consultation is opened to be answered. */
export const isOuverte = ({ reponses: { ouverture, cloture } }: FicheLue, today: string): boolean =>
  day(ouverture) <= today && (day(cloture) === '' || day(cloture) >= today)

/** Has this person said yes to any theme? */
export const aVoteIci = (fiche: FicheLue, personne: string): boolean => lignes(fiche, 'propositions').some((cells) => aVote(cells, personne))
