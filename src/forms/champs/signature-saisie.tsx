// Signing: by hand or by a click, and the signature as it is shown. Loaded with the gabarits that are signed (late.tsx).
import { useContext, useState } from 'preact/hooks'
import type { InputProps } from '../champ.ts'
import { empreinteOf } from '../empreinte.ts'
import { type Contenu, Formulaire } from '../formulaire.ts'
import { localTime } from '../moment.ts'
import type { SignatureChamp } from '../schema.ts'
import { Dessin } from './dessin.tsx'
import { readSignature, type Signature } from './signature-lue.ts'
import { readTrace } from './trace.ts'

const markOf = ({ gabarit, reponses }: Contenu): string => empreinteOf(gabarit, reponses)

/** A signature as it is shown, with a word when the content changed since. */
export function SignaturePosee({ signature }: { signature: Signature }) {
  const { contenu } = useContext(Formulaire)
  const changed = signature.empreinte !== undefined && signature.empreinte !== markOf(contenu())
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

export function Input({ id, champ, value, onChange, describedBy }: InputProps<SignatureChamp, Signature | null>) {
  const { contexte, contenu } = useContext(Formulaire)
  const { profil, rolesHere } = contexte
  const mine = !champ.rempli_par || champ.rempli_par.some((role) => rolesHere.includes(role))
  const [nom, setNom] = useState(mine ? profil.nom : '')
  const [fonction, setFonction] = useState(mine ? (profil.fonction ?? '') : '')
  const [mode, setMode] = useState<'dessin' | 'clic'>('dessin')
  const [trace, setTrace] = useState<string | null>(null)
  const [open, setOpen] = useState(false)
  if (value) {
    return (
      <div>
        <SignaturePosee signature={value} />
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
      empreinte: markOf(contenu()),
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
