// The two acts of the bourse d’échange, each a register of a fiche: the publication of an offer (R-BEP-02) and the
// sending of a request (R-BEP-01). What a value says; who may write it is in acces.ts.
import { path } from './id.ts'
import { isRecord, oneOf } from './shape.ts'

export const OFFRE = 'beprip-fiche-offre-accueil'
export const DEMANDE = 'beprip-demande-immersion'
export const CONVENTION = 'beprip-convention-ethique'

export const PUBLICATION = path('$publication')
export const ENVOI = path('$envoi')

/** `proposee` to the pilote, who publishes it or sends it back with a reason; `retiree` by its structure or the pilote. */
const publications = oneOf(['proposee', 'publiee', 'renvoyee', 'retiree'])
export type EtatPublication = (typeof publications.options)[number]

/**
 * `deposee`: waits for the agreement of one's own manager. `envoyee`: read by the host and the pilote. `renvoyee`: to be
 * reworked, by the manager or the pilote.
 */
const envois = oneOf(['deposee', 'renvoyee', 'envoyee', 'acceptee', 'refusee', 'annulee'])
export type EtatEnvoi = (typeof envois.options)[number]

/** What was done, by whom and when (`le`: local time), and why. */
export interface Acte<Etat extends string> {
  etat: Etat
  par: string | null
  le: string | null
  motif: string | null
}
export type Publication = Acte<EtatPublication>
export type Envoi = Acte<EtatEnvoi>

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

function acte<Etat extends string>(etats: { safeParse(value: unknown): { success: boolean; data?: Etat } }) {
  return (value: unknown): Acte<Etat> | null => {
    if (!isRecord(value)) return null
    const etat = etats.safeParse(value.etat)
    if (!etat.success || etat.data === undefined) return null
    return { etat: etat.data, par: text(value.par), le: text(value.le), motif: text(value.motif) }
  }
}

/** What `$publication` says; null when it says nothing that is known. */
export const publicationOf: (value: unknown) => Publication | null = acte(publications)
/** What `$envoi` says; null when it says nothing that is known. */
export const envoiOf: (value: unknown) => Envoi | null = acte(envois)

/** Has the request left its structure? */
export const isSent = ({ etat }: Envoi): boolean => etat !== 'deposee' && etat !== 'renvoyee'
