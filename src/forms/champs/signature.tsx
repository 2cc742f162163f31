// A simple signature: who, in what function, when, drawn or by a click, and a mark of the content that was signed.
import { isRecord, shape } from '../../domain/shape.ts'
import type { InputProps, TypeChamp } from '../champ.ts'
import type { SignatureChamp } from '../schema.ts'
import { readDate } from './date.tsx'
import { late } from './late.tsx'

export interface Signature {
  nom: string
  fonction: string | null
  /** local time, `AAAA-MM-JJTHH:MM:SS` */
  signe_le: string
  mode: 'dessin' | 'clic'
  trace: string | null
  /** SHA-256 of the content at that moment */
  empreinte?: string
}
type Reponse = Signature | null

const isSignature = (value: unknown): value is Signature => {
  if (!isRecord(value)) return false
  const { nom, fonction, signe_le, mode, trace, empreinte, ...others } = value
  return (
    typeof nom === 'string' &&
    (fonction === null || typeof fonction === 'string') &&
    typeof signe_le === 'string' &&
    (mode === 'dessin' || mode === 'clic') &&
    (trace === null || typeof trace === 'string') &&
    (empreinte === undefined || typeof empreinte === 'string') &&
    Object.keys(others).length === 0
  )
}

export const readSignature = ({ nom, fonction, signe_le }: Signature): string =>
  `${fonction ? `${nom}, ${fonction}` : nom}, le ${readDate(signe_le.slice(0, 10))} à ${signe_le.slice(11, 16)}`

const parts = () => import('./signature-saisie.tsx')
/** A signature as it is shown, with a word when the content changed since. */
export const SignaturePosee = late<{ signature: Signature }>(() => parts().then((m) => m.SignaturePosee))

export const signature = {
  reponse: shape((value): value is Reponse => value === null || isSignature(value)),
  empty: null,
  accepts: () => true,
  read: (reponse) => (reponse ? readSignature(reponse) : ''),
  groupe: true,
  Input: late<InputProps<SignatureChamp, Reponse>>(() => parts().then((m) => m.Input)),
} satisfies TypeChamp<SignatureChamp, Reponse>
