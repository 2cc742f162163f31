// What a level rests on: notes of the carnet with their photos, joined to a skill by who took them. Only the link goes into
// the grid: a private note stays its author's (R-NOTE-02), the others are told that there is one.
import { useMemo, useState } from 'preact/hooks'
import type { OpId, Path } from '../../domain/id.ts'
import { plainWords } from '../../domain/plain-words.ts'
import { headsOf, shownValue } from '../../domain/register.ts'
import { lignesOf } from '../../forms/champs/table-champ.ts'
import { type FicheView, notesOf, saveReponse } from '../../store/index.ts'
import { dayMonth } from '../../suivi/jours.ts'
import { texte } from '../../suivi/lire.ts'
import { useCarnet } from '../carnet.ts'
import { byHour, type Note, noteOf } from '../note.ts'
import { Icon } from '../parts/Icon.tsx'
import { Photo } from '../parts/Photo.tsx'
import { Sheet } from '../parts/Sheet.tsx'
import { watchSave } from '../saves.ts'
import { inTurn, useAsked } from '../touches.ts'
import { useLive } from '../use-live.ts'

const idsIn = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [])

export function Preuves({ grille, competence }: { grille: FicheView; competence: string }) {
  const { db } = useCarnet()
  const immersion = grille.data.$immersion
  const views = useLive(() => notesOf(db, immersion), [db, immersion])
  const notes = useMemo(() => (views ?? []).map(noteOf).sort(byHour), [views])
  const [choosing, setChoosing] = useState(false)
  const row = lignesOf('tableau_competences', grille.registers).find(({ cells }) => plainWords(texte(cells.competence)) === plainWords(competence))
  if (!row || !views) return null
  const at = `$preuves/${row.id}` as Path // a row id is what a path allows
  const joined = idsIn(shownValue(grille.registers, at))
  const put = (ids: string[]): Promise<OpId> =>
    watchSave(
      `${grille.id} ${at}`,
      inTurn(grille.id, { [at]: headsOf(grille.registers, at) }, (seen) => saveReponse(db, grille.id, null, { [at]: ids }, seen)),
    )
  const mine = notes.filter(({ id }) => joined.includes(id))
  const others = joined.length - mine.length
  const frozen = grille.data.$etat?.etat === 'signee'
  return (
    <div class="bloc">
      {mine.map((note) => (
        <figure key={note.id} class="insertion-preuve">
          <blockquote>{note.texte || 'Note sans texte'}</blockquote>
          {note.photos.map(({ id, fichier }) => (
            <Photo key={id} fichier={fichier} ouvre />
          ))}
        </figure>
      ))}
      {others > 0 && (
        <p class="detail">
          {others > 1 ? `${others} notes jointes, lisibles par leur auteur.` : 'Une note jointe, lisible par son auteur.'}
        </p>
      )}
      {!frozen && notes.length > 0 && (
        <button type="button" class="lien au-bord" onClick={() => setChoosing(true)}>
          {mine.length > 0 ? 'Changer les preuves' : 'Joindre une note comme preuve'}
        </button>
      )}
      {choosing && <Choisir notes={notes} joined={joined} put={put} competence={competence} onClose={() => setChoosing(false)} />}
    </div>
  )
}

interface ChoisirProps {
  notes: readonly Note[]
  joined: readonly string[]
  put(ids: string[]): Promise<unknown>
  competence: string
  onClose(): void
}

function Choisir({ notes, joined, put, competence, onClose }: ChoisirProps) {
  // Two boxes touched at once are both in: the second begins with what the first asked for.
  const [shown, ask] = useAsked(joined.join(' '), (ids) => put(ids.split(' ').filter(Boolean)))
  const chosen = shown.split(' ').filter(Boolean)
  return (
    <Sheet titre="Joindre des notes" onClose={onClose}>
      <p>« {competence} » : choisissez ce qui le montre. Vos notes restent à vous.</p>
      <ul class="rangs">
        {notes.map(({ id, texte: mots, date, heure, photos }) => (
          <li key={id}>
            <label class="choix">
              <input
                type="checkbox"
                checked={chosen.includes(id)}
                onChange={(e) => ask((e.currentTarget.checked ? [...chosen, id] : chosen.filter((one) => one !== id)).join(' '))}
              />
              <span class="rang-corps">
                <span class="rang-titre">{mots.slice(0, 120) || 'Note sans texte'}</span>
                <span class="rang-detail">
                  {dayMonth(date)} {heure}
                  {photos.length > 0 && ' · photo'}
                </span>
              </span>
            </label>
          </li>
        ))}
      </ul>
      <button type="button" class="acte" onClick={onClose}>
        <Icon name="coche" />
        Terminé
      </button>
    </Sheet>
  )
}
