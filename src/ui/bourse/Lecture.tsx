// A fiche of the bourse read as a sheet of paper: its headings in order, numbered when the document numbers them.
import type { Json } from '../../domain/json.ts'
import type { Noms } from '../../forms/contexte.ts'
import { champsOf, type Gabarit } from '../../forms/gabarit.ts'
import { readReponse } from '../../forms/read-reponse.ts'

interface LectureProps {
  gabarit: Gabarit
  reponses: Readonly<Record<string, Json>>
  noms: Noms
  /** champs that are not said here */
  sauf?: readonly string[]
}

/** The answers of a fiche under their headings; those that were not given are left out. */
export function Lecture({ gabarit, reponses, noms, sauf = [] }: LectureProps) {
  return (
    <dl class="fiche-lue">
      {champsOf(gabarit).map((champ) => {
        const words = sauf.includes(champ.id) ? '' : readReponse(champ, reponses[champ.id] ?? null, noms)
        return words === '' ? null : (
          <div key={champ.id}>
            <dt>{champ.libelle}</dt>
            <dd>{words}</dd>
          </div>
        )
      })}
    </dl>
  )
}

const LAST = ['redigee_le', 'redigee_par']

/** The fourteen headings of the « fiche offre accueil », in the order and the words of the original document. */
export function QuatorzeRubriques({ gabarit, reponses, noms }: LectureProps) {
  const champs = champsOf(gabarit)
  const words = (id: string): string => {
    const champ = champs.find((one) => one.id === id)
    return champ ? readReponse(champ, reponses[id] ?? null, noms) : ''
  }
  const rubriques = champs
    .filter(({ id }) => !LAST.includes(id))
    .map(({ id, libelle }) => ({ libelle, texte: words(id) }))
  const [le, par] = LAST.map(words)
  rubriques.push({ libelle: 'Fiche rédigée', texte: [le && `le ${le}`, par && `par ${par}`].filter(Boolean).join(', ') })
  return (
    <ol class="rubriques">
      {rubriques.map(({ libelle, texte }) => (
        <li key={libelle}>
          <h2>{libelle}</h2>
          <p class={texte ? undefined : 'detail'}>{texte || 'Non renseigné'}</p>
        </li>
      ))}
    </ol>
  )
}
