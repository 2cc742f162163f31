// The words of the acts of the bourse.
import type { Acte, EtatEnvoi, EtatPublication } from '../../domain/bourse.ts'
import type { Personne } from '../../domain/collections.ts'
import { dayInWords } from '../dates.ts'
import { nomDe } from '../noms.ts'

export const motsPublication: Record<EtatPublication, string> = {
  proposee: 'Proposée au pilote',
  publiee: 'Publiée',
  renvoyee: 'À reprendre',
  retiree: 'Retirée',
}

export const motsEnvoi: Record<EtatEnvoi, string> = {
  deposee: 'Attend l’accord du responsable',
  renvoyee: 'À reprendre',
  envoyee: 'Envoyée',
  acceptee: 'Acceptée',
  refusee: 'Refusée',
  annulee: 'Annulée',
}

/** « par Noa Gabarit, jeudi 12 mars ». */
export const parQui = ({ par, le }: Acte<string>, personnes: readonly Personne[], moi: string): string =>
  [par ? `par ${par === moi ? 'vous' : nomDe(personnes, par)}` : '', le ? dayInWords(le.slice(0, 10)) : '']
    .filter(Boolean)
    .join(', ')
