// Themes as a cycle follows them: whether the vote is open, who said yes. What a vote is worth is in src/forms/themes.ts.
import { CHOIX_THEMES, colonneVote } from '../domain/seances.ts'
import { lignesDe } from './groupe.ts'
import { texte } from './lire.ts'
import type { FicheLue } from './monde.ts'

export { sameTheme, voixDe } from '../forms/themes.ts'
export { CHOIX_THEMES }

/** Did this person say yes to the theme? */
export const aVote = (cells: Readonly<Record<string, unknown>>, personne: string): boolean => cells[colonneVote(personne)] === true

/** Is the vote open that day? Without dates it is: a consultation is opened to be answered. */
export const isOuverte = ({ reponses: { ouverture, cloture } }: FicheLue, today: string): boolean =>
  texte(ouverture) <= today && (texte(cloture) === '' || texte(cloture) >= today)

/** Has this person said yes to any theme? */
export const aVoteIci = (fiche: FicheLue, personne: string): boolean => lignesDe(fiche, 'propositions').some((cells) => aVote(cells, personne))

/** The theme that participants retained for a day; '' when there is none. */
export const themePrevu = (fiches: readonly FicheLue[], date: string | null): string =>
  texte(
    fiches
      .filter(({ gabarit }) => gabarit === CHOIX_THEMES)
      .flatMap((fiche) => lignesDe(fiche, 'themes_retenus'))
      .find(({ seance }) => date !== null && seance === date)?.theme,
  )
