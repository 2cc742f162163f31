// The signatures of a fiche, each against the content as it stands: which hold, which a change voided, which are missing.
// Derived from the registers each time, on any device. Pure.
import type { Etat } from '../domain/collections.ts'
import { type Path, path } from '../domain/id.ts'
import { Preuve } from '../domain/preuve.ts'
import { type Head, type Registers, shownHead, versionsOf } from '../domain/register.ts'
import { isSignature, type Signature } from './champs/signature-lue.ts'
import { champsCouverts, empreinteOf, reperesOf } from './empreinte.ts'
import { champsOf, type Gabarit } from './gabarit.ts'
import { champsVisibles, reponsesOf } from './reponses.ts'
import type { SignatureChamp } from './schema.ts'

/** An answer that is not the one that was signed. */
interface Modification {
  champ: string
  libelle: string
  /** when and by whom it was last written, as far as this device knows */
  le: number | null
  par: string | null
}

export interface SignatureVue {
  champ: SignatureChamp
  signature: Signature | null
  preuve: Preuve | null
  /** who wrote it, as the server knows the account; when it was received */
  head: Head | null
  /**
   * `annulee`: the content is not the one that was signed. `deux_versions`: one of two versions of an answer was signed.
   * `sans_empreinte`: signed before marks were kept, or elsewhere; nothing can be verified.
   */
  etat: 'absente' | 'valable' | 'annulee' | 'deux_versions' | 'sans_empreinte'
  modifications: Modification[]
}

/** The champ that a register belongs to. */
export const champIdOf = (at: string): string => at.split('/')[0] ?? at

const known = new WeakMap<Registers, { gabarit: Gabarit; vues: SignatureVue[] }>()

/** The signatures that the fiche asks for now, in the order of the form. Reckoned once for the same registers. */
export function signaturesOf(gabarit: Gabarit, registers: Registers): SignatureVue[] {
  const held = known.get(registers)
  if (held?.gabarit === gabarit) return held.vues
  const vues = reckon(gabarit, registers)
  known.set(registers, { gabarit, vues })
  return vues
}

function reckon(gabarit: Gabarit, registers: Registers): SignatureVue[] {
  const reponses = reponsesOf(gabarit, registers)
  const visibles = champsVisibles(gabarit, reponses)
  const couverts = champsCouverts(gabarit, reponses)
  const ids = new Set(couverts.map(({ id }) => id))
  const empreinte = empreinteOf(gabarit, reponses)
  const open = (Object.keys(registers) as Path[]).some((at) => ids.has(champIdOf(at)) && versionsOf(registers, at).length > 1)
  const changed = (preuve: Preuve | null): Modification[] => {
    if (!preuve) return []
    const reperes = reperesOf(gabarit, reponses)
    return champsOf(gabarit)
      .filter(({ id }) => preuve.reperes[id] !== reperes[id])
      .map((champ) => ({ champ: champ.id, libelle: champ.libelle, ...lastWrite(registers, champ.id) }))
  }
  return champsOf(gabarit).flatMap((champ): SignatureVue[] => {
    if (champ.type !== 'signature' || !visibles.has(champ.id)) return []
    const head = shownHead(registers, path(champ.id)) ?? null
    const signature = isSignature(head?.v) ? head.v : null
    const read = Preuve.safeParse(signature?.preuve)
    const preuve = read.success ? read.data : null
    const vue = { champ, signature, preuve, head: signature ? head : null, modifications: [] }
    if (!signature) return [{ ...vue, etat: 'absente' }]
    if (signature.empreinte === undefined) return [{ ...vue, etat: 'sans_empreinte' }]
    if (open) return [{ ...vue, etat: 'deux_versions', modifications: changed(preuve) }]
    if (signature.empreinte === empreinte) return [{ ...vue, etat: 'valable' }]
    return [{ ...vue, etat: 'annulee', modifications: changed(preuve) }]
  })
}

/** The last write under a champ: an answer, or any cell and row of a table. */
function lastWrite(registers: Registers, champ: string): Pick<Modification, 'le' | 'par'> {
  const heads = (Object.keys(registers) as Path[])
    .filter((at) => champIdOf(at) === champ)
    .flatMap((at) => registers[at] ?? [])
  const last = heads.reduce<Head | null>((best, head) => (!best || head.t > best.t ? head : best), null)
  return { le: last?.t ?? null, par: last?.u ?? null }
}

/** The signatures without which the fiche is not signed: those that are obligatory, or all when none is. */
export function requises(vues: readonly SignatureVue[]): SignatureVue[] {
  const asked = vues.filter(({ champ }) => champ.obligatoire)
  return asked.length > 0 ? asked : [...vues]
}

const holds = ({ etat }: SignatureVue): boolean => etat === 'valable' || etat === 'sans_empreinte'

/**
 * The state of a fiche whose every required signature is there and holds; null when it is not so. Two devices that see
 * the same fiche say the same, to the second: nobody has to choose between them.
 */
export function etatSigne(vues: readonly SignatureVue[]): Etat | null {
  const asked = requises(vues)
  if (asked.length === 0 || !asked.every(holds)) return null
  const [last] = asked.toSorted((a, b) => (b.signature?.signe_le ?? '').localeCompare(a.signature?.signe_le ?? ''))
  return { etat: 'signee', par: last?.preuve?.compte ?? null, le: last?.signature?.signe_le ?? null }
}

/**
 * What `$etat` should say and does not: `undefined` when it is right, or when nothing here can be verified. Signatures
 * made apart, and changes made apart, meet only when a device has both.
 */
export function etatCorrige(vues: readonly SignatureVue[], etat: Etat | null): Etat | null | undefined {
  if (etat?.etat === 'archivee' || vues.some((vue) => vue.etat === 'deux_versions')) return undefined
  if (vues.every(({ signature }) => signature?.empreinte === undefined)) return undefined
  const signed = etatSigne(vues)
  if (signed) return etat?.etat === 'signee' ? undefined : signed
  return etat?.etat === 'signee' ? null : undefined
}

/** The document as every signer may read it: what a signature covers, and the signatures. Nothing kept apart. */
export function documentASigner(gabarit: Gabarit, registers: Registers): { gabarit: Gabarit; registers: Registers } {
  const reponses = reponsesOf(gabarit, registers)
  const visibles = champsVisibles(gabarit, reponses)
  const read = new Set(
    champsOf(gabarit)
      .filter((champ) => visibles.has(champ.id) && !champ.confidentiel)
      .map(({ id }) => id),
  )
  const sections = gabarit.sections
    .map((section) => ({ ...section, champs: section.champs.filter(({ id }) => read.has(id)) }))
    .filter(({ champs }) => champs.length > 0)
  const kept: Registers = Object.create(null)
  for (const at of Object.keys(registers) as Path[]) if (read.has(champIdOf(at))) kept[at] = registers[at] ?? []
  return { gabarit: { ...gabarit, sections }, registers: kept }
}
