// What a link for signing holds: a frozen copy of the document, the seal of what it covers; whether the document is still
// that one, and what a signature makes of the fiche. Pure.
import { createHash } from 'node:crypto'
import { path } from '../src/domain/id.ts'
import type { Json } from '../src/domain/json.ts'
import type { LienDemande } from '../src/domain/lien-signature.ts'
import { Preuve } from '../src/domain/preuve.ts'
import { type Registers, shownValue } from '../src/domain/register.ts'
import { texteSous } from '../src/domain/sceau.ts'
import { isRecord } from '../src/domain/shape.ts'
import { Problem } from './problem.ts'
import type { SignatureLinkTable } from './signature-tables.ts'

/** What is kept of what was asked, beside the columns of the link. */
export type Body = Omit<LienDemande, 'doc' | 'champ' | 'destinataire' | 'heures'>

/** The answer for a link that is unknown, expired, revoked, used or erased: one for all. */
export const closed = (): Problem => new Problem(404, 'unknown', 'Ce lien n’est plus valable, ou ne l’a jamais été.')
const changed = (): Problem =>
  new Problem(409, 'changed', 'Ce document a été modifié depuis l’envoi du lien : il ne peut plus être signé ainsi.')
const already = (): Problem => new Problem(409, 'signed', 'Cette signature a déjà été recueillie.')

/** In hexadecimal. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** What was asked to be signed by this link. */
export const bodyOf = (row: SignatureLinkTable): Body => JSON.parse(row.body) as Body // written by `create` of signature-links.ts

/** Do these registers hold what was sealed? */
export const isSealed = (registers: Registers, { champs, sceau }: Pick<Body, 'champs' | 'sceau'>): boolean =>
  sha256(texteSous(registers, champs)) === sceau

/** @throws Problem when the document is not the one that was sent, or is signed there already */
export function requireSame(row: SignatureLinkTable, registers: Registers | null): asserts registers is Registers {
  if (!registers || shownValue(registers, path('$deleted')) !== null) throw closed()
  const body = bodyOf(row)
  const there = shownValue(registers, path(row.champ))
  if (isRecord(there) && there.empreinte === body.empreinte) throw already()
  if (!isSealed(registers, body)) throw changed()
}

/** The fiche is signed once every other signature it needs is there, of the same content (forms/signatures.ts). */
export function etatAfter(registers: Registers, { requises, empreinte }: Body, signe_le: string): Json | null {
  let last = { le: signe_le, par: null as string | null }
  for (const champ of requises) {
    const value = shownValue(registers, path(champ))
    if (!isRecord(value) || value.empreinte !== empreinte) return null
    const preuve = Preuve.safeParse(value.preuve)
    if (typeof value.signe_le === 'string' && value.signe_le > last.le)
      last = { le: value.signe_le, par: preuve.success ? preuve.data.compte : null }
  }
  return { etat: 'signee', ...last }
}
