// Asks for a word before an act that closes something or sends it back; the act is done from here and nowhere else.
import { useId, useState } from 'preact/hooks'
import { Sheet } from '../parts/Sheet.tsx'

interface MotifProps {
  titre: string
  /** what will happen */
  texte: string
  libelle: string
  acte: string
  /** may the word stay empty? */
  facultatif?: boolean
  faire(motif: string): Promise<void>
  onClose(): void
}

export function Motif({ titre, texte, libelle, acte, facultatif, faire, onClose }: MotifProps) {
  const id = useId()
  const [motif, setMotif] = useState('')
  const [busy, setBusy] = useState(false)
  return (
    <Sheet titre={titre} onClose={onClose}>
      <form
        class="formulaire"
        onSubmit={(event) => {
          event.preventDefault()
          setBusy(true)
          void faire(motif).then(onClose, () => setBusy(false)) // the chip says why; what was typed stays
        }}
      >
        <p>{texte}</p>
        <div class="champ-simple">
          <label for={id}>{libelle}</label>
          <textarea id={id} class="saisie" rows={3} maxLength={600} required={!facultatif} value={motif} onInput={(e) => setMotif(e.currentTarget.value)} />
        </div>
        <button type="submit" class="acte" disabled={busy}>
          {acte}
        </button>
      </form>
    </Sheet>
  )
}
