// The voice memos of a note: one button that records and stops, and each memo to listen to, with its length.
import { useEffect, useRef, useState } from 'preact/hooks'
import { newRowId, type DocId } from '../../domain/id.ts'
import { isDraft, draftOf, type Memo } from '../../store/memos.ts'
import { followPhoto, wantPhoto } from '../../store/photos.ts'
import { useCarnet } from '../carnet.ts'
import { finPhrases, openMicro, record, refusPhrases } from '../voix.ts'
import { Icon } from './Icon.tsx'

interface Props {
  /** as they are now, whatever was drawn */
  memos(): readonly Memo[]
  /** Keeps them in the note, which it makes when needed; gives the note. Rejects when nothing could be kept. */
  keep(memos: Memo[]): Promise<DocId | null>
}

const lengthOf = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`

/** Records a memo into the note. */
export function DicterMemo({ memos, keep }: Props) {
  const { db } = useCarnet()
  const [seconds, setSeconds] = useState<number | null>(null)
  const [phrase, setPhrase] = useState('')
  const recording = useRef<{ stop(): void } | null>(null)
  // The sheet closes: what was said until then is kept.
  useEffect(() => () => recording.current?.stop(), [])

  async function begin(): Promise<void> {
    setPhrase('')
    setSeconds(0)
    const micro = await openMicro()
    if (typeof micro === 'string') {
      setSeconds(null)
      return setPhrase(refusPhrases[micro])
    }
    const id = newRowId()
    try {
      const note = await keep([...memos(), { id, fichier: draftOf(id), duree: 0 }])
      if (!note) throw new Error('the note is there')
      recording.current = record(db, micro, id, note, {
        onSecond: setSeconds,
        async onEnd(memo, fin) {
          recording.current = null
          setSeconds(null)
          if (fin !== 'person') setPhrase(finPhrases[fin])
          return (await keep(memos().flatMap((each) => (each.id !== id ? [each] : memo ? [memo] : [])))) !== null
        },
      })
    } catch {
      for (const track of micro.getTracks()) track.stop()
      setSeconds(null)
      setPhrase('Le mémo n’a pas pu commencer : rien ne peut être enregistré sur cet appareil pour le moment.')
    }
  }

  return (
    <>
      <button
        type="button"
        class="geste"
        aria-pressed={seconds !== null}
        onClick={() => (seconds === null ? void begin() : recording.current?.stop())}
      >
        <Icon name={seconds === null ? 'voix' : 'carre'} />
        {seconds === null ? 'Voix' : `Arrêter (${lengthOf(seconds)})`}
      </button>
      {phrase && (
        <p class="aide" role="alert">
          {phrase}
        </p>
      )}
    </>
  )
}

/** Memos to listen to. */
export function Memos({ memos }: { memos: readonly Memo[] }) {
  return (
    <ul class="memos">
      {memos.map((memo) => (
        <li key={memo.id}>
          <Ecouter memo={memo} />
        </li>
      ))}
    </ul>
  )
}

function Ecouter({ memo }: { memo: Memo }) {
  const { db } = useCarnet()
  const [url, setUrl] = useState<string | null | undefined>(undefined)
  const [asked, setAsked] = useState(false)
  useEffect(() => (isDraft(memo.fichier) ? undefined : followPhoto(db, memo.fichier, false, setUrl)), [db, memo.fichier])
  if (isDraft(memo.fichier)) return <span class="aide">Mémo vocal en cours d’enregistrement.</span>
  // A sound is fetched when somebody wants to hear it, not with the page.
  if (url === null) {
    return asked ? (
      <span class="aide" role="status">
        Mémo vocal ({lengthOf(memo.duree)}) : il arrive dès qu’il y a du réseau.
      </span>
    ) : (
      <button
        type="button"
        class="geste"
        onClick={() => {
          setAsked(true)
          void wantPhoto(db, memo.fichier, true)
        }}
      >
        <Icon name="voix" taille={1.25} />
        Faire venir le mémo ({lengthOf(memo.duree)})
      </button>
    )
  }
  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: a memo is what the person just said, beside what they wrote */}
      <audio controls preload="metadata" src={url ?? undefined} aria-label={`Mémo vocal, ${lengthOf(memo.duree)}`} />
      <span class="detail">{lengthOf(memo.duree)}</span>
    </>
  )
}
