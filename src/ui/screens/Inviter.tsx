// An invitation: for one's own next device, or (administration) for a person. Link, short code, and the link as a square to scan.
import { useEffect, useState } from 'preact/hooks'
import { encode } from 'uqr'
import { useCarnet } from '../carnet.ts'
import { momentInWords } from '../dates.ts'
import { Nom } from '../parts/Nom.tsx'
import { Page } from '../parts/Page.tsx'
import { type Invitation, invite, whoAmI } from '../people.ts'
import '../look/screens.css'

export default function Inviter() {
  const { moi, annuaire } = useCarnet()
  const [admin, setAdmin] = useState(false)
  const [personne, setPersonne] = useState<string | null>(moi.personne)
  const [made, setMade] = useState<Invitation | null>(null)
  const [failed, setFailed] = useState<string | null>(null)
  useEffect(() => {
    void whoAmI().then((answer) => answer.ok && setAdmin(answer.value.admin))
  }, [])
  const known = annuaire?.personnes.find(({ id }) => id === personne)

  async function make(): Promise<void> {
    setFailed(null)
    const answer = await invite(known && known.id !== moi.personne ? known.id : undefined)
    if (answer.ok) setMade(answer.value)
    else
      setFailed(
        answer.reason === 'offline'
          ? 'Pas de réseau : une invitation se fait avec votre structure. Réessayez dès qu’il revient.'
          : 'L’invitation n’a pas pu être faite. Réessayez dans un moment.',
      )
  }

  return (
    <Page titre={admin ? 'Inviter' : 'Ajouter un appareil'} lieu="Moi" retour="/moi">
      {made ? (
        <Carton
          invitation={made}
          pour={known?.id === moi.personne ? null : (known?.nom ?? null)}
          onAnother={() => setMade(null)}
        />
      ) : (
        <>
          {admin && (
            <Nom
              libelle="Pour qui ?"
              aide="Une personne de l’annuaire, ou vous-même pour un autre appareil."
              list={(annuaire?.personnes ?? []).map(({ id, nom, fonction }) => ({ id, nom, detail: fonction }))}
              value={personne}
              onChange={setPersonne}
            />
          )}
          {!admin && (
            <p>Vous aurez un code à taper sur l’autre appareil, valable un quart d’heure et une seule fois.</p>
          )}
          {failed && (
            <p class="annonce" data-ton="attente" role="alert">
              {failed}
            </p>
          )}
          <button type="button" class="acte" disabled={!known} onClick={() => void make()}>
            Créer l’invitation
          </button>
        </>
      )}
    </Page>
  )
}

function Carton({ invitation, pour, onAnother }: { invitation: Invitation; pour: string | null; onAnother(): void }) {
  const link = `${location.origin}/#i=${invitation.secret}`
  const [copied, setCopied] = useState(false)
  return (
    <section class="bloc">
      <h2>{pour ? `Invitation pour ${pour}` : 'Invitation pour votre autre appareil'}</h2>
      <p>
        Code à taper : <strong class="code">{invitation.code}</strong>
      </p>
      <p class="detail">
        Valable une seule fois, jusqu’{momentInWords(Number(invitation.expire)).replace(/^le /, 'au ')}. Donnez-le de
        vive voix ou par un canal sûr.
      </p>
      <Carre text={link} />
      <div class="gestes">
        <button
          type="button"
          class="geste"
          onClick={() =>
            void navigator.clipboard.writeText(link).then(
              () => setCopied(true),
              () => setCopied(false),
            )
          }
        >
          {copied ? 'Lien copié' : 'Copier le lien'}
        </button>
        <button type="button" class="lien" onClick={onAnother}>
          Une autre invitation
        </button>
      </div>
    </section>
  )
}

/** The text as a square to scan: always dark on light, whatever the colours of the page. */
function Carre({ text }: { text: string }) {
  const { data, size } = encode(text)
  const d = data.flatMap((row, y) => row.map((on, x) => (on ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return (
    <svg
      class="carre"
      viewBox={`-2 -2 ${size + 4} ${size + 4}`}
      role="img"
      aria-label="Lien d’invitation à photographier"
    >
      <rect x={-2} y={-2} width={size + 4} height={size + 4} fill="#fff" />
      <path d={d} fill="#000" />
    </svg>
  )
}
