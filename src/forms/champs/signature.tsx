// A simple signature: who, in what function, when, drawn or by a click, and a mark of the content that was signed.
import { shape } from '../../domain/shape.ts'
import type { InputProps, TypeChamp } from '../champ.ts'
import type { SignatureChamp } from '../schema.ts'
import { late } from './late.tsx'
import { isSignature, readSignature, type Signature } from './signature-lue.ts'

type Reponse = Signature | null

const parts = () => import('./signature-saisie.tsx')
/** A signature as it is shown, with a word when the content changed since. */
export const SignaturePosee = late<{ signature: Signature; champ?: string }>(() => parts().then((m) => m.SignaturePosee))

export const signature = {
  reponse: shape((value): value is Reponse => value === null || isSignature(value)),
  empty: null,
  accepts: () => true,
  read: (reponse) => (reponse ? readSignature(reponse) : ''),
  groupe: true,
  Input: late<InputProps<SignatureChamp, Reponse>>(() => parts().then((m) => m.Input)),
} satisfies TypeChamp<SignatureChamp, Reponse>
