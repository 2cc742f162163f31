// A change that the server did not take: what it said, and what can be done: open, copy, send again, keep as a note.
import { useState } from 'preact/hooks'
import type { Rejected } from '../../domain/protocol.ts'
import { dismissRejected } from '../../store/index.ts'
import { sendAgain } from '../../store/waiting.ts'
import { useCarnet } from '../carnet.ts'
import { momentInWords } from '../dates.ts'
import { noteWriter } from '../note.ts'
import { pourquoiRefuse } from '../refus-mots.ts'
import { useTitre } from '../use-titre.ts'
import { rawWords } from '../valeurs.ts'
import { Icon } from './Icon.tsx'

/** A right may have come back, an app or a server been updated; what is erased or too big stays so. */
const mayPass: Record<Rejected['reason'], boolean> = {
  forbidden: true,
  malformed: true,
  gone: false,
  quota: false,
  held: false,
}

export function Refus({ refus }: { refus: Rejected }) {
  const { db, sync } = useCarnet()
  const found = useTitre(refus.d)
  const [said, setSaid] = useState<string | null>(null)
  const text = Object.entries(refus.s)
    .filter(([key]) => !key.startsWith('$'))
    .map(([, value]) => rawWords(value))
    .filter(Boolean)
    .join('\n')
  const attempt = (work: Promise<unknown>, done: string | null, failed: string): void =>
    void work.then(
      () => setSaid(done),
      () => setSaid(failed),
    )
  // Kept before it leaves the list: a phone that dies in between shows it twice, never nowhere.
  const keepAsNote = () =>
    noteWriter(db, found?.immersion ?? null, null)
      .put({ texte: text, visibilite: 'privee' })
      .then(() => dismissRejected(db, refus.seq))
  return (
    <li class="version">
      <strong>{found?.titre ?? 'Document'}</strong>
      <p class="detail">
        Écrit {momentInWords(refus.t)} : {pourquoiRefuse(refus)}
      </p>
      {text && <p class="version-texte">{text}</p>}
      <div class="gestes">
        {found?.lien && (
          <a class="geste" href={found.lien}>
            Ouvrir
          </a>
        )}
        {text && (
          <button
            type="button"
            class="geste"
            onClick={() =>
              attempt(navigator.clipboard.writeText(text), 'Copié.', 'La copie n’a pas marché : sélectionnez le texte ci-dessus.')
            }
          >
            <Icon name="copie" taille={1.25} />
            Copier
          </button>
        )}
        {mayPass[refus.reason] && (
          <button
            type="button"
            class="geste"
            onClick={() => attempt(sendAgain(db, refus).then(() => sync.now()), null, unkept)}
          >
            <Icon name="envoi" taille={1.25} />
            Renvoyer
          </button>
        )}
        {text && (
          <button type="button" class="geste" onClick={() => attempt(keepAsNote(), null, unkept)}>
            <Icon name="verrou" taille={1.25} />
            Garder en note privée
          </button>
        )}
        <button type="button" class="lien danger" onClick={() => void dismissRejected(db, refus.seq)}>
          Retirer de la liste
        </button>
      </div>
      {said && (
        <p class="detail" role="status">
          {said}
        </p>
      )}
    </li>
  )
}

const unkept = 'Cela n’a pas pu être enregistré. Le texte est toujours ici ; réessayez.'
