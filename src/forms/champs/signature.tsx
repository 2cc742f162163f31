// A simple signature: who, in what function, when, drawn or by a click, and a mark of the content that was signed.
import { useContext, useState } from 'preact/hooks'
import * as z from 'zod/mini'
import { champKeys, colonneKeys, type InputProps, type TypeChamp } from '../champ.ts'
import { Formulaire } from '../formulaire.ts'
import { localTime } from '../moment.ts'
import { readDate } from './date.tsx'
import { Dessin } from './dessin.tsx'
import { readTrace } from './trace.ts'

const own = { type: z.literal('signature') }
const SignatureChamp = z.strictObject({ ...champKeys, ...own })
type SignatureChamp = z.infer<typeof SignatureChamp>
export const SignatureColonne = z.strictObject({ ...colonneKeys, ...own })

export const Signature = z.strictObject({
  nom: z.string(),
  fonction: z.nullable(z.string()),
  /** local time, `AAAA-MM-JJTHH:MM:SS` */
  signe_le: z.string(),
  mode: z.enum(['dessin', 'clic']),
  trace: z.nullable(z.string()),
  /** SHA-256 of the content at that moment */
  empreinte: z.optional(z.string()),
})
export type Signature = z.infer<typeof Signature>
const Reponse = z.nullable(Signature)
type Reponse = z.infer<typeof Reponse>

const readSignature = ({ nom, fonction, signe_le }: Signature): string =>
  `${fonction ? `${nom}, ${fonction}` : nom}, le ${readDate(signe_le.slice(0, 10))} à ${signe_le.slice(11, 16)}`

/** A signature as it is shown, with a word when the content changed since. */
export function SignaturePosee({ signature, changed }: { signature: Signature; changed: boolean }) {
  const drawn = readTrace(signature.trace)
  return (
    <figure class="f-signature">
      {drawn ? (
        <svg viewBox={drawn.viewBox} role="img" aria-label={`Signature de ${signature.nom}`}>
          <path d={drawn.path} />
        </svg>
      ) : null}
      <figcaption>
        {readSignature(signature)}
        {signature.mode === 'clic' ? <small>Signé d’un clic</small> : null}
      </figcaption>
      {changed ? <p class="f-attention">Le contenu a été modifié depuis la signature : elle est à refaire.</p> : null}
    </figure>
  )
}

function Input({ id, champ, value, onChange, describedBy }: InputProps<SignatureChamp, Reponse>) {
  const { contexte, empreinte } = useContext(Formulaire)
  const { profil, rolesHere } = contexte
  const mine = !champ.rempli_par || champ.rempli_par.some((role) => rolesHere.includes(role))
  const [nom, setNom] = useState(mine ? profil.nom : '')
  const [fonction, setFonction] = useState(mine ? (profil.fonction ?? '') : '')
  const [mode, setMode] = useState<'dessin' | 'clic'>('dessin')
  const [trace, setTrace] = useState<string | null>(null)
  const [open, setOpen] = useState(false)
  if (value) {
    const changed = value.empreinte !== undefined && value.empreinte !== empreinte()
    return (
      <div>
        <SignaturePosee signature={value} changed={changed} />
        <button id={id} type="button" class="f-bouton f-discret" onClick={() => onChange(null)}>
          Retirer cette signature
        </button>
      </div>
    )
  }
  if (!open) {
    return (
      <button id={id} type="button" class="f-bouton" aria-describedby={describedBy} onClick={() => setOpen(true)}>
        Signer
      </button>
    )
  }
  const ready = nom.trim() !== '' && (mode === 'clic' || trace !== null)
  const sign = () => {
    onChange({
      nom: nom.trim(),
      fonction: fonction.trim() || null,
      signe_le: localTime(contexte.now()),
      mode,
      trace: mode === 'dessin' ? trace : null,
      empreinte: empreinte(),
    })
    setOpen(false)
    setTrace(null)
  }
  return (
    <div class="f-signer">
      <label class="f-champ-simple">
        Nom
        <input id={id} class="f-texte" value={nom} onInput={(e) => setNom(e.currentTarget.value)} autocomplete="off" />
      </label>
      <label class="f-champ-simple">
        Fonction
        <input class="f-texte" value={fonction} onInput={(e) => setFonction(e.currentTarget.value)} autocomplete="off" />
      </label>
      {mode === 'dessin' ? <Dessin onTrace={setTrace} /> : null}
      <p>En signant, vous approuvez le contenu de la fiche tel qu’il est affiché.</p>
      <div class="f-actes">
        <button type="button" class="f-bouton f-principal" disabled={!ready} onClick={sign}>
          {mode === 'dessin' ? 'Signer' : 'Je signe d’un clic'}
        </button>
        <button type="button" class="f-bouton" onClick={() => setMode(mode === 'dessin' ? 'clic' : 'dessin')}>
          {mode === 'dessin' ? 'Signer d’un clic' : 'Signer à la main'}
        </button>
        <button type="button" class="f-bouton f-discret" onClick={() => setOpen(false)}>
          Annuler
        </button>
      </div>
    </div>
  )
}

export const signature = {
  champ: SignatureChamp,
  reponse: Reponse,
  empty: null,
  accepts: () => true,
  read: (reponse) => (reponse ? readSignature(reponse) : ''),
  groupe: true,
  Input,
} satisfies TypeChamp<SignatureChamp, Reponse>
