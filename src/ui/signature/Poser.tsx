// The act of signing: who, then by hand or by a click. Knows no store: used on a phone that is passed around and on the
// page of a link alike. What was typed and drawn stays until it is kept.
import { useId, useState } from 'preact/hooks'
import { Dessin } from '../../forms/champs/dessin.tsx'
import { Nom, type Nomme } from '../parts/Nom.tsx'

export interface Pose {
  /** the person of the directory, when it is one */
  personne: string | null
  nom: string
  fonction: string | null
  mode: 'dessin' | 'clic'
  trace: string | null
}

interface Props {
  /** people to choose from; none: the name is typed */
  annuaire: readonly Nomme[]
  /** people who could be the signer here, one touch away */
  proposees: readonly Nomme[]
  /** who is thought to hold the pen; null: the signer says so */
  de: { personne: string | null; nom: string; fonction: string } | null
  /** signs under the agreed mark, never asked who they are: an employee in integration */
  repere?: boolean
  /** resolves once the signature is kept; a rejection leaves everything on screen */
  poser(pose: Pose): Promise<void>
  echec: string
}

export function Poser({ annuaire, proposees, de, repere = false, poser, echec }: Props) {
  const [who, setWho] = useState(de?.personne ?? de?.nom ?? null)
  const [fonction, setFonction] = useState(de?.fonction ?? '')
  const [mode, setMode] = useState<'dessin' | 'clic'>('dessin')
  const [trace, setTrace] = useState<string | null>(null)
  const [state, setState] = useState<'ready' | 'saving' | 'failed'>('ready')
  const [round, setRound] = useState(0)
  const name = useId()
  const known = annuaire.find(({ id }) => id === who)
  const nom = (known?.nom ?? who ?? '').trim()
  const missing = nom === '' ? (repere ? 'Écrivez votre nom ou votre repère.' : 'Écrivez votre nom.') : mode === 'dessin' && trace === null ? 'Dessinez votre signature, ou signez d’un clic.' : null

  const choose = (id: string | null) => {
    setWho(id)
    const found = annuaire.find((one) => one.id === id)
    if (found) setFonction(found.detail ?? '')
  }
  const sign = async () => {
    if (missing || state === 'saving') return
    setState('saving')
    try {
      const drawn = mode === 'dessin' ? trace : null
      await poser({ personne: known?.id ?? null, nom, fonction: fonction.trim() || null, mode, trace: drawn })
    } catch {
      setState('failed')
    }
  }

  return (
    <section class="bloc signer" aria-labelledby={`${name}-titre`}>
      <h2 id={`${name}-titre`}>Votre signature</h2>
      {proposees.length > 0 && (
        <div class="gestes" role="group" aria-label="Qui signe ?">
          {proposees.map((one) => (
            <button
              key={one.id}
              type="button"
              class="geste"
              aria-pressed={who === one.id}
              onClick={() => {
                choose(one.id)
                setRound(round + 1)
              }}
            >
              {one.nom}
            </button>
          ))}
        </div>
      )}
      {annuaire.length > 0 ? (
        // Filled anew when a name is chosen above.
        <Nom key={round} libelle="Votre nom" list={annuaire} value={who} onChange={choose} />
      ) : (
        <div class="champ-simple">
          <label for={`${name}-nom`}>{repere ? 'Votre nom ou votre repère' : 'Votre nom'}</label>
          {repere && (
            <span class="aide" id={`${name}-repere`}>
              Le repère convenu suffit : l’application ne demande pas votre identité.
            </span>
          )}
          <input
            id={`${name}-nom`}
            class="saisie"
            aria-describedby={repere ? `${name}-repere` : undefined}
            autocomplete={repere ? 'off' : 'name'}
            maxLength={120}
            value={who ?? ''}
            onInput={(event) => setWho(event.currentTarget.value)}
          />
        </div>
      )}
      <div class="champ-simple">
        <label for={`${name}-fonction`}>Votre fonction (facultative)</label>
        <input
          id={`${name}-fonction`}
          class="saisie"
          autocomplete="off"
          maxLength={120}
          value={fonction}
          onInput={(event) => setFonction(event.currentTarget.value)}
        />
      </div>
      {mode === 'dessin' && <Dessin onTrace={setTrace} />}
      <p>
        En signant, vous approuvez le document ci-dessus tel qu’il est affiché. À la main ou d’un clic, la signature a la
        même valeur.
      </p>
      {state === 'failed' && (
        <p class="annonce" data-ton="alerte" role="alert">
          {echec}
        </p>
      )}
      <button type="button" class="acte" aria-disabled={missing !== null} aria-describedby={`${name}-manque`} onClick={() => void sign()}>
        {mode === 'dessin' ? 'Signer' : 'Je signe d’un clic'}
      </button>
      <p class="detail" id={`${name}-manque`} role="status">
        {missing}
      </p>
      <button type="button" class="geste" onClick={() => setMode(mode === 'dessin' ? 'clic' : 'dessin')}>
        {mode === 'dessin' ? 'Signer d’un clic' : 'Signer à la main'}
      </button>
    </section>
  )
}
