// The links sent for a fiche: made, listed, revoked by the server.
import type { DocId } from '../../domain/id.ts'
import type { Lien, LienCree, LienDemande } from '../../domain/lien-signature.ts'
import { type Answer, post } from './post.ts'

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
