// What waits on this device, by name: each opens.
import { waitingDocs, type Waiting } from '../../store/waiting.ts'
import { useCarnet } from '../carnet.ts'
import { momentInWords } from '../dates.ts'
import { combien } from '../phrases.ts'
import { useLive } from '../use-live.ts'
import { useTitre } from '../use-titre.ts'
import { Icon } from './Icon.tsx'

const SHOWN = 20

/** Shown only when something waits. */
export function EnAttente() {
  const { db } = useCarnet()
  const waiting = useLive(() => waitingDocs(db), [db])
  if (!waiting || waiting.length === 0) return null
  return (
    <section class="bloc">
      <h2>À envoyer</h2>
      <ul class="rangs">
        {waiting.slice(0, SHOWN).map((one) => (
          <Document key={one.doc} waiting={one} />
        ))}
      </ul>
      {waiting.length > SHOWN && <p class="detail">Et {combien(waiting.length - SHOWN, 'autre')}.</p>}
    </section>
  )
}

function Document({ waiting: { doc, changes, oldest } }: { waiting: Waiting }) {
  const found = useTitre(doc)
  if (!found) return null
  const inside = (
    <>
      <Icon name="horloge" />
      <span class="rang-corps">
        <span class="rang-titre">{found.titre}</span>
        <span class="rang-detail">
          {combien(changes, 'changement')}, écrit {momentInWords(oldest)}
        </span>
      </span>
    </>
  )
  return (
    <li>
      {found.lien ? (
        <a class="rang" href={found.lien}>
          {inside}
          <Icon name="suite" taille={1.25} />
        </a>
      ) : (
        <div class="rang">{inside}</div>
      )}
    </li>
  )
}
