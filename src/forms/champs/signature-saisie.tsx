// A signature in a form: as it is shown, and the way to the screen where one signs (the whole document is read there
// first). Loaded with the gabarits that are signed (late.tsx).
import { useContext } from 'preact/hooks'
import type { InputProps } from '../champ.ts'
import { Formulaire } from '../formulaire.ts'
import type { SignatureChamp } from '../schema.ts'
import { signaturesOf, type SignatureVue } from '../signatures.ts'
import { localTime } from '../moment.ts'
import { readDate } from './date.tsx'
import { readSignature, type Signature } from './signature-lue.ts'
import { readTrace } from './trace.ts'

/** « le jeudi 12 mars 2026 à 10:00 » */
export const momentLong = (ms: number): string => {
  const at = localTime(new Date(ms))
  return `le ${readDate(at.slice(0, 10))} à ${at.slice(11, 16)}`
}

const joined = (words: readonly string[]): string => words.map((word) => `« ${word} »`).join(', ')

/** Why a signature no longer holds, in words; null while it does. */
export function motifDe({ etat, modifications, signature }: SignatureVue): string | null {
  const which = modifications.length > 0 ? ` (${joined(modifications.map(({ libelle }) => libelle))})` : ''
  if (etat === 'deux_versions')
    return `Une réponse a deux versions${which} : la signature ne vaut que pour celle qui a été signée. Choisissez d’abord.`
  if (etat !== 'annulee') return null
  const last = Math.max(0, ...modifications.map(({ le }) => le ?? 0))
  if (last === 0) return `Annulée : le contenu a été modifié depuis${which}. À refaire.`
  // Two devices apart: what came from the other one was not in what was signed, whichever hand was first.
  const signed = signature ? Date.parse(signature.signe_le) : 0
  return last < signed
    ? `Annulée : une modification faite ${momentLong(last)} n’était pas dans le document signé${which}. À refaire.`
    : `Annulée par une modification du ${momentLong(last).replace(/^le /, '')}${which}. À refaire.`
}

export const modes: Record<Signature['mode'], string> = { dessin: 'Signé à la main, à l’écran', clic: 'Signé d’un clic' }

/** A drawn signature; nothing for a click. */
export function Trace({ signature }: { signature: Signature }) {
  const drawn = readTrace(signature.trace)
  if (!drawn) return null
  return (
    <svg viewBox={drawn.viewBox} role="img" aria-label={`Signature de ${signature.nom}`}>
      <path d={drawn.path} />
    </svg>
  )
}

/** A signature as it is shown, with a word when the content changed since. */
export function SignaturePosee({ signature, champ }: { signature: Signature; champ?: string | undefined }) {
  const { contenu } = useContext(Formulaire)
  const { gabarit, registers } = contenu()
  const vue = signaturesOf(gabarit, registers).find((one) => one.champ.id === champ)
  const motif = vue ? motifDe(vue) : null
  return (
    <figure class="f-signature" data-annulee={motif ? 'oui' : undefined}>
      <Trace signature={signature} />
      <figcaption>
        {readSignature(signature)}
        <small>
          {modes[signature.mode]}
          {vue?.preuve?.voie === 'lien' ? ', par lien' : ''}
        </small>
      </figcaption>
      {motif ? <p class="f-attention">{motif}</p> : null}
    </figure>
  )
}

export function Input({ id, champ, value, onChange, describedBy }: InputProps<SignatureChamp, Signature | null>) {
  const { contexte, contenu } = useContext(Formulaire)
  const signer = (words: string) => (
    <a id={id} class="f-bouton" href={`/fiches/${contexte.fiche ?? ''}/signer?champ=${champ.id}`} aria-describedby={describedBy}>
      {words}
    </a>
  )
  if (!value) return signer('Lire et signer')
  const { gabarit, registers } = contenu()
  const vue = signaturesOf(gabarit, registers).find((one) => one.champ.id === champ.id)
  return (
    <div>
      <SignaturePosee signature={value} champ={champ.id} />
      <div class="f-actes">
        {vue?.etat === 'annulee' ? signer('Signer à nouveau') : null}
        <button type="button" class="f-bouton f-discret" onClick={() => onChange(null)}>
          Retirer cette signature
        </button>
      </div>
    </div>
  )
}
