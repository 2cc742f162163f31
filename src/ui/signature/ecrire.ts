// Keeping a signature, and taking them all back: one operation each, with the state of the fiche that follows from it.
import { path } from '../../domain/id.ts'
import type { Json } from '../../domain/json.ts'
import type { Preuve } from '../../domain/preuve.ts'
import { headsOf, type Registers } from '../../domain/register.ts'
import type { Signature } from '../../forms/champs/signature-lue.ts'
import { empreinteOf, reperesOf } from '../../forms/empreinte.ts'
import type { Gabarit } from '../../forms/gabarit.ts'
import { reponsesOf } from '../../forms/reponses.ts'
import { etatSigne, signaturesOf } from '../../forms/signatures.ts'
import { type Database, type FicheView, localTime, saveReponse, type Session } from '../../store/index.ts'
import { watchSave } from '../saves.ts'
import type { Pose } from './Poser.tsx'

const ETAT = path('$etat')

async function write(db: Database, fiche: FicheView, set: Record<string, Json>): Promise<void> {
  const seen = Object.fromEntries(Object.keys(set).map((at) => [at, headsOf(fiche.registers, path(at))]))
  await watchSave(`${fiche.id} ${Object.keys(set).join()}`, saveReponse(db, fiche.id, null, set, seen), set)
}

/** Signs one champ of the fiche as it stands. @throws when nothing was kept */
export async function signer(
  { db, moi }: { db: Database; moi: Session },
  fiche: FicheView,
  gabarit: Gabarit,
  champ: string,
  { personne, ...pose }: Pose,
): Promise<void> {
  const reponses = reponsesOf(gabarit, fiche.registers)
  const preuve: Preuve = {
    gabarit: gabarit.id,
    version: gabarit.version,
    voie: personne === moi.personne ? 'appareil' : 'face_a_face',
    personne,
    compte: moi.personne,
    appareil: moi.appareil_nom,
    reperes: reperesOf(gabarit, reponses),
    lien: null,
  }
  const signature = { ...pose, signe_le: localTime(), empreinte: empreinteOf(gabarit, reponses), preuve } satisfies Signature
  const value = signature as unknown as Json // strings, numbers and null, all the way down
  const after: Registers = { ...fiche.registers, [path(champ)]: [{ o: '' as never, v: value, t: Date.now(), u: moi.personne }] }
  const etat = etatSigne(signaturesOf(gabarit, after))
  await write(db, fiche, { [champ]: value, ...(etat ? { [ETAT]: { ...etat } } : {}) })
}

/** Opens a signed fiche again: its signatures go, and stay in its history. */
export function annulerSignatures(db: Database, fiche: FicheView, gabarit: Gabarit): Promise<void> {
  const signed = signaturesOf(gabarit, fiche.registers).filter(({ signature }) => signature !== null)
  return write(db, fiche, { ...Object.fromEntries(signed.map(({ champ }) => [champ.id, null])), [ETAT]: null })
}

/** Says the state of the fiche again, where signatures or changes made apart have met. */
export const corrigerEtat = (db: Database, fiche: FicheView, etat: { [key: string]: Json } | null): Promise<void> =>
  write(db, fiche, { [ETAT]: etat })
