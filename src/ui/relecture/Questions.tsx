// « Vous vouliez savoir… »: the questions of the préparation, those without an answer first, answered from here.
import { useState } from 'preact/hooks'
import type { Immersion } from '../../domain/collections.ts'
import { useCarnet } from '../carnet.ts'
import type { Cible } from './cible.ts'
import { placeOf, writerOf } from './commandes.ts'
import type { Question } from './questions.ts'
import { type Origine, Reponse } from './Reponse.tsx'
import type { FicheIci } from './use-dossier.ts'

type Source = { note?: string; reponse?: string }
interface Props {
  questions: readonly Question[]
  immersion: Immersion
  fiches: readonly FicheIci[]
  origineOf(source: Source): Origine | null
  onAjouter(cible: Cible): void
  retirer(cible: Cible): (origine: Origine, source: Source) => void
}

export function Questions({ questions, immersion, fiches, origineOf, onAjouter, retirer }: Props) {
  const { db, moi, annuaire } = useCarnet()
  const [failed, setFailed] = useState(false)
  // The order of when the screen opened: a question that gets its answer does not jump away under the fingers.
  const [late] = useState(() => new Set(questions.filter(({ repondue }) => repondue).map(({ id }) => id)))
  if (questions.length === 0) return null
  const left = questions.filter(({ repondue }) => !repondue).length
  const sorted = [...questions].sort((a, b) => Number(late.has(a.id)) - Number(late.has(b.id)))
  const repondre = (question: Question) => {
    if (!annuaire) return
    setFailed(false)
    placeOf(db, moi, annuaire, immersion, question).then(
      ({ cle }) => requestAnimationFrame(() => document.getElementById(`r-${cle}`)?.querySelector('textarea')?.focus()),
      () => setFailed(true),
    )
  }
  return (
    <details class="vouliez" open={left > 0}>
      <summary>
        <h2>Vous vouliez savoir…</h2>
        <span class="detail" role="status">
          {left === 0 ? 'Tout a sa réponse' : left === 1 ? '1 question sans réponse' : `${left} questions sans réponse`}
        </span>
      </summary>
      {failed && (
        <p class="annonce" data-ton="alerte" role="alert">
          La réponse n’a pas pu être ouverte. Rien n’a été perdu : réessayez.
        </p>
      )}
      {sorted.map((question) => {
        const { ou } = question
        const registers = fiches.find(({ fiche }) => fiche.id === ou?.fiche)?.fiche.registers
        return (
          <div key={question.id} class="question">
            {ou && registers ? (
              <Reponse
                cible={ou}
                registers={registers}
                write={writerOf(db, ou)}
                origineOf={origineOf}
                onAjouter={() => onAjouter(ou)}
                retirer={retirer(ou)}
              />
            ) : (
              <>
                <p>
                  <strong>{question.texte}</strong>
                </p>
                <button type="button" class="geste" onClick={() => repondre(question)}>
                  Répondre
                </button>
              </>
            )}
          </div>
        )
      })}
    </details>
  )
}
