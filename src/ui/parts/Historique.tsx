// What an answer said before: every version that was received, with who and when; each can be taken up again.
import { useEffect, useState } from 'preact/hooks'
import type { DocId, OpId, Path } from '../../domain/id.ts'
import type { Json } from '../../domain/json.ts'
import { momentInWords } from '../dates.ts'
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
  const [asked, setAsked] = useState(false)
  const [answer, setAnswer] = useState<Asked<Valeur[]> | null>(null)
  useEffect(() => {
    if (!asked) return undefined
    let gone = false
    void historyOf(doc, path).then((found) => !gone && setAnswer(found))
    return () => {
      gone = true
    }
  }, [asked, doc, path])
  if (!asked) {
    return (
      <button type="button" class="geste" onClick={() => setAsked(true)}>
        {originals.length > 0 ? 'Voir les textes d’origine' : 'Versions d’avant'}
      </button>
    )
  }
  if (!answer) return <p class="detail">Un instant…</p>
  if (!answer.ok) {
    return (
      <p class="annonce" role="status">
        {answer.reason === 'unknown'
          ? 'Votre structure n’a pas encore reçu cette réponse.'
          : 'Les versions d’avant sont gardées par votre structure : elles s’afficheront avec le réseau.'}
      </p>
    )
  }
  const isOriginal = ({ o }: Valeur): number => (originals.includes(o) ? 0 : 1)
  const values = answer.value
    .filter(({ o }) => !shown.includes(o))
    .sort((a, b) => isOriginal(a) - isOriginal(b))
  return (
    <section class="bloc" aria-label="Versions d’avant">
      <h3>{originals.length > 0 ? 'Textes d’origine et versions d’avant' : 'Versions d’avant'}</h3>
      {values.length === 0 && <p class="detail">Il n’y en a pas d’autre.</p>}
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
