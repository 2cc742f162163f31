// The circumstances of a signature, kept inside it: who held the device, by what way, and a short mark of each answer,
// so that one can tell later which of them changed. Written by devices, and by the server for a link.
import { isRecord, reading, type Shape } from './shape.ts'

/** By what way: on one's own device, on somebody else's, by a link without an account. */
type Voie = 'appareil' | 'face_a_face' | 'lien'

export interface Preuve {
  gabarit: string
  version: number
  voie: Voie
  /** the signer, when the directory knows them */
  personne: string | null
  /** the account that held the device, and the name of the device; null by a link */
  compte: string | null
  appareil: string | null
  /** the first digits of the SHA-256 of each answer, by champ */
  reperes: Record<string, string>
  lien: PreuveLien | null
}

/** What the server noted when somebody signed by a link. */
interface PreuveLien {
  id: string
  /** account that sent it, and when (local time) */
  envoye_par: string
  envoye_le: string
  /** name by which the sender addressed it */
  destinataire: string
  /** family of the browser, nothing finer */
  navigateur: string
  /** SHA-256 of the frozen copy that was shown */
  copie: string
}

const text = (value: unknown): value is string => typeof value === 'string'
const maybe = (value: unknown): value is string | null => value === null || text(value)

const isLien = (value: unknown): value is PreuveLien =>
  isRecord(value) && [value.id, value.envoye_par, value.envoye_le, value.destinataire, value.navigateur, value.copie].every(text)

export const Preuve: Shape<Preuve> = reading((value) => {
  if (!isRecord(value)) return undefined
  const { gabarit, version, voie, personne, compte, appareil, reperes, lien } = value
  if (!text(gabarit) || typeof version !== 'number' || !isReperes(reperes)) return undefined
  if (voie !== 'appareil' && voie !== 'face_a_face' && voie !== 'lien') return undefined
  if (!maybe(personne) || !maybe(compte) || !maybe(appareil)) return undefined
  return { gabarit, version, voie, personne, compte, appareil, reperes, lien: isLien(lien) ? lien : null }
})

const isReperes = (value: unknown): value is Record<string, string> => isRecord(value) && Object.values(value).every(text)
