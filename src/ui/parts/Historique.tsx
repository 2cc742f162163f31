// What an answer said before: every version that was received, with who and when; each can be taken up again.
import { useEffect, useState } from 'preact/hooks'
import type { DocId, OpId, Path } from '../../domain/id.ts'
import type { Json } from '../../domain/json.ts'
import { momentInWords } from '../dates.ts'
import { heldHistory } from '../../store/originals.ts'
import { useCarnet } from '../carnet.ts'
import { historyOf, type Valeur } from '../history.ts'
import type { Asked } from '../people.ts'

interface Props {
  doc: DocId
  path: Path
  /** on screen already */
  shown: readonly OpId[]
  /** for a text that was put together: what it was made of, shown first */
  originals: readonly OpId[]
  read(value: Json): string
  author(u: string): string
  choose(value: Json): void
}

export function Historique({ doc, path, shown, originals, read, author, choose }: Props) {
  const { db } = useCarnet()
  // Both texts of a merge are there at once; the rest when it is asked for.
  const [asked, setAsked] = useState(originals.length > 0)
  const [held, setHeld] = useState<Valeur[] | null>(null)
  const [answer, setAnswer] = useState<Asked<Valeur[]> | null>(null)
  useEffect(() => {
    if (!asked) return undefined
    let gone = false
    void heldHistory(db, doc, path).then(
      (found) => !gone && setHeld(found),
      () => !gone && setHeld([]),
    )
    void historyOf(doc, path).then((found) => !gone && setAnswer(found))
    return () => {
      gone = true
    }
  }, [asked, db, doc, path])
  if (!asked) {
    return (
      <button type="button" class="geste" onClick={() => setAsked(true)}>
        Versions d’avant
      </button>
    )
  }
  const known = answer?.ok ? answer.value : held
  if (!known) return <p class="detail">Un instant…</p>
  const isOriginal = ({ o }: Valeur): number => (originals.includes(o) ? 0 : 1)
  const values = known
    .filter(({ o }) => !shown.includes(o))
    .sort((a, b) => isOriginal(a) - isOriginal(b))
  return (
    <section class="bloc" aria-label="Versions d’avant">
      <h3>{originals.length > 0 ? 'Textes d’origine et versions d’avant' : 'Versions d’avant'}</h3>
      {answer?.ok && values.length === 0 && <p class="detail">Il n’y en a pas d’autre.</p>}
      {answer && !answer.ok && (
        <p class="annonce" role="status">
          {answer.reason === 'unknown'
            ? 'Votre structure n’a pas encore reçu cette réponse : ce qui suit est ce qui est gardé ici.'
            : 'Ce qui suit est gardé ici. Les autres versions, gardées par votre structure, s’afficheront avec le réseau.'}
        </p>
      )}
      {values.map((one) => (
        <div key={one.o} class="version">
          <p class="detail">
            {originals.includes(one.o) ? 'Texte d’origine. ' : ''}
            {author(one.u)}, {momentInWords(one.t)}
          </p>
          <p class="version-texte">{one.v === null ? '(réponse effacée)' : read(one.v)}</p>
          <button type="button" class="geste" onClick={() => choose(one.v)}>
            Reprendre cette version
          </button>
        </div>
      ))}
    </section>
  )
}
