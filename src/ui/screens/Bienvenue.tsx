// Coming in: by the link (its secret is already taken from the address) or by the short code; the device gets a name.
import { useState } from 'preact/hooks'
import { Session } from '../../store/index.ts'
import { deviceName, isInstalled, isIOS } from '../device.ts'
import { Icon } from '../parts/Icon.tsx'
import { enrol, type Identity } from '../people.ts'
import { type EnrolReason, enrolFailure } from '../phrases-ouverture.ts'
import '../look/screens.css'

interface Props {
  /** of the link; null: a code is typed */
  secret: string | null
  /** who is already enrolled on this device */
  known: Session | null
  onKeep(): void
  onEnter(session: Session): Promise<void>
}

const reasons: Record<'unknown' | 'too-many' | 'signed-out' | 'offline' | 'server', EnrolReason> = {
  unknown: 'unknown',
  'too-many': 'too-many',
  'signed-out': 'unknown',
  offline: 'offline',
  server: 'server',
}

export function Bienvenue({ secret, known, onKeep, onEnter }: Props) {
  const [code, setCode] = useState('')
  const [typed, setTyped] = useState(secret === null)
  const [nom, setNom] = useState(deviceName())
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<EnrolReason | null>(null)

  async function enter(): Promise<void> {
    setBusy(true)
    setFailed(null)
    const answer = await enrol(typed ? { code: code.trim() } : { secret: secret ?? '' }, nom.trim() || deviceName())
    if (answer.ok) {
      try {
        await onEnter(sessionOf(answer.value, nom.trim()))
        return
      } catch {
        setFailed('storage')
      }
    } else setFailed(reasons[answer.reason])
    setBusy(false)
  }

  return (
    <main class="accueil">
      <div class="accueil-tete">
        <Icon name="carnet" taille={3.5} />
        <h1>Carnet d’immersion</h1>
        <p class="chapeau">
          Allez voir comment travaille un partenaire. Ce que vous notez est gardé, même sans réseau.
        </p>
      </div>
      {known && (
        <div class="annonce">
          <p>Cet appareil tient déjà le carnet de {known.nom}. Ce qui y est écrit reste gardé.</p>
          <div class="gestes">
            <button type="button" class="geste" onClick={onKeep}>
              Ouvrir le carnet de {known.nom}
            </button>
          </div>
        </div>
      )}
      {isIOS() && !isInstalled() && (
        <div class="annonce" data-ton="attente">
          <strong>Sur iPhone, installez d’abord</strong>
          <p>
            Ce que vous écririez dans cet onglet ne serait pas dans l’application installée. Touchez « Partager », puis
            « Sur l’écran d’accueil », ouvrez le carnet depuis son icône et tapez-y votre code.
          </p>
        </div>
      )}
      <form
        class="formulaire"
        onSubmit={(event) => {
          event.preventDefault()
          void enter()
        }}
      >
        {typed ? (
          <div class="champ-simple">
            <label for="code">Code d’invitation</label>
            <span class="aide" id="code-aide">
              Il est sur votre invitation. Majuscules, minuscules et tirets ne comptent pas.
            </span>
            <input
              id="code"
              class="saisie code"
              aria-describedby="code-aide"
              aria-invalid={failed === 'unknown'}
              autocapitalize="characters"
              autocomplete="one-time-code"
              spellcheck={false}
              required
              value={code}
              onInput={(event) => setCode(event.currentTarget.value)}
            />
          </div>
        ) : (
          <p>Votre invitation est prête. Donnez un nom à cet appareil, vous le reconnaîtrez dans votre liste.</p>
        )}
        <div class="champ-simple">
          <label for="appareil">Nom de cet appareil</label>
          <input
            id="appareil"
            class="saisie"
            maxLength={80}
            required
            value={nom}
            onInput={(event) => setNom(event.currentTarget.value)}
          />
        </div>
        {failed && (
          <div class="annonce" data-ton={failed === 'offline' ? 'bien' : 'attente'} role="alert">
            <strong>{enrolFailure[failed].titre}</strong>
            <p>{enrolFailure[failed].phrase}</p>
          </div>
        )}
        <button type="submit" class="acte" disabled={busy}>
          {busy ? 'Un instant…' : 'Ouvrir mon carnet'}
        </button>
        {secret !== null && (
          <button type="button" class="lien" onClick={() => setTyped(!typed)}>
            {typed ? 'Utiliser le lien d’invitation' : 'Taper un code à la place'}
          </button>
        )}
      </form>
    </main>
  )
}

/** @throws when the server names a person or a network in a way that this app cannot keep */
const sessionOf = ({ appareil_nom, ...known }: Identity, typed: string): Session =>
  Session.parse({ ...known, appareil_nom: appareil_nom ?? typed, profil: null })
