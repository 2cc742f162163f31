// The links sent for a fiche: made, listed, revoked by the server.
import type { Gele } from '../../domain/gele.ts'
import type { DocId } from '../../domain/id.ts'
import { type Answer, post } from './post.ts'

export interface Lien {
  id: string
  champ: string
  destinataire: string
  envoye_par: string
  cree_le: number
  expire: number
  /** `modifie`: the document changed since, nobody can sign it by this link */
  etat: 'ouvert' | 'signe' | 'annule' | 'expire' | 'modifie'
}

/** What the server needs to make a link, and understands none of the answers in it. */
interface LienDemande {
  doc: DocId
  champ: string
  destinataire: string
  heures: number
  empreinte: string
  reperes: Record<string, string>
  /** champs that the signature covers, and SHA-256 of their registers (domain/sceau.ts) */
  champs: string[]
  sceau: string
  /** the other signatures without which the fiche is not signed */
  requises: string[]
  libelle: string
  document: Gele
}

export interface LienCree {
  id: string
  secret: string
  expire: number
}

/** Makes a link for a signer. */
export const creerLien = (demande: LienDemande): Promise<Answer<LienCree>> =>
  post(
    '/api/signatures/liens',
    ({ id, secret, expire }) =>
      typeof id === 'string' && typeof secret === 'string' && typeof expire === 'number' ? { id, secret, expire } : null,
    demande,
  )

/** The links of a fiche. */
export const liensDe = (doc: DocId): Promise<Answer<Lien[]>> =>
  post(`/api/signatures/${encodeURIComponent(doc)}`, ({ liens }) => (Array.isArray(liens) ? (liens as Lien[]) : null)) // our own server's rows

/** Revokes a link. */
export const annulerLien = (id: string): Promise<Answer<true>> =>
  post(`/api/signatures/liens/${encodeURIComponent(id)}/annuler`, ({ ok }) => (ok === true ? true : null), {})
