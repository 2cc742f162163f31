// A link by which somebody without an account signs one document: what a device asks for, what the server answers.
import type { Gele } from './gele.ts'
import type { DocId } from './id.ts'

/** What the server needs to make a link; it understands none of the answers in it. */
export interface LienDemande {
  doc: DocId
  champ: string
  destinataire: string
  heures: number
  empreinte: string
  reperes: Record<string, string>
  /** champs that the signature covers, and SHA-256 of their registers (sceau.ts) */
  champs: string[]
  sceau: string
  /** the other signatures without which the fiche is not signed */
  requises: string[]
  libelle: string
  document: Gele
}

/** A link as it is made: the secret is shown once. */
export interface LienCree {
  id: string
  secret: string
  /** ms */
  expire: number
}

/** Where a link stands. */
export interface Lien {
  id: string
  champ: string
  destinataire: string
  envoye_par: string
  /** ms */
  cree_le: number
  expire: number
  /** `modifie`: the document changed since, nobody can sign it by this link */
  etat: 'ouvert' | 'signe' | 'annule' | 'expire' | 'modifie'
}
