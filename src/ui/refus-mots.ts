// Why the server did not take a change, in words: a rule by its name, else a matter of rights, size or shape.
import type { Rejected } from '../domain/protocol.ts'
import { refusal } from './phrases.ts'

const REGLES: Record<string, string> = {
  'R-BEP-01': 'la demande n’est pas partie : désignez en retour une offre d’accueil publiée de votre structure, puis envoyez-la (R-BEP-01).',
  'R-BEP-03': 'la demande n’est pas partie : la bourse s’adresse à des professionnels en exercice, pas à un stagiaire en formation initiale (R-BEP-03).',
  'R-ETH-01': 'une convention n’est signée qu’une fois tous ses engagements pris. Prenez-les, puis signez à nouveau (R-ETH-01).',
}

/** The end of a sentence: « … : vous n’avez pas, ou plus, le droit de modifier ce document. » A rule unknown here is named. */
export const pourquoiRefuse = ({ reason, regle }: Pick<Rejected, 'reason' | 'regle'>): string =>
  regle === undefined ? refusal[reason] : (REGLES[regle] ?? `la règle ${regle} ne le permet pas.`)
