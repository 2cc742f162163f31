// The side of the answers: what the préparation wanted to know, then the fiche that takes the notes, before beside after.
import { findResume } from '../../forms/catalogue.ts'
import { useCarnet } from '../carnet.ts'
import type { Note } from '../note.ts'
import type { Cible, Rubrique } from './cible.ts'
import { writerOf } from './commandes.ts'
import { aCommencer } from './destinations.ts'
import { Questions } from './Questions.tsx'
import type { Question } from './questions.ts'
import { type Origine, Reponse } from './Reponse.tsx'
import { useAvant } from './use-avant.ts'
import type { DossierLu, FicheIci } from './use-dossier.ts'

interface Props {
  dossier: DossierLu
  destinations: readonly FicheIci[]
  ici: FicheIci | null
  rubriques: readonly Rubrique[]
  questions: readonly Question[]
  onFiche(fiche: string): void
  onAjouter(cible: Cible): void
  onRetirer(cible: Cible, note: Note): void
}

export function Reponses({ dossier, destinations, ici, rubriques, questions, onFiche, onAjouter, onRetirer }: Props) {
  const { db, takeNote } = useCarnet()
  const { immersion, notes, fiches } = dossier
  const avant = useAvant(fiches, ici)
  const origineOf = ({ note }: { note?: string; reponse?: string }): Origine | null => {
    const found = notes.find((one) => one.id === note)
    if (!found) return null
    const ouvrir = () => takeNote({ immersion: found.immersion as Note['id'] | null, note: found.id })
    return { cle: found.id, ou: found.heure, texte: found.texte, ouvrir }
  }
  const retirer = (cible: Cible) => (_: Origine, { note }: { note?: string }) => {
    const found = notes.find((one) => one.id === note)
    if (found) onRetirer(cible, found)
  }
  const begin = aCommencer(fiches).flatMap((id) => findResume(id) ?? [])
  return (
    <>
      <Questions
        questions={questions}
        immersion={immersion}
        fiches={fiches}
        origineOf={origineOf}
        onAjouter={onAjouter}
        retirer={retirer}
      />
      {destinations.length > 1 && ici && (
        <label class="champ-simple">
          <span class="detail">Verser mes notes dans</span>
          <select class="saisie" value={ici.fiche.id} onChange={(event) => onFiche(event.currentTarget.value)}>
            {destinations.map(({ fiche, gabarit }) => (
              <option key={fiche.id} value={fiche.id}>
                {gabarit.titre_court}
              </option>
            ))}
          </select>
        </label>
      )}
      {ici ? (
        <>
          <p class="detail">
            Les réponses qui accueillent vos notes. <a href={`/fiches/${ici.fiche.id}`}>Ouvrir la fiche entière</a>
          </p>
          {rubriques.map((rubrique) => (
            <div key={`${ici.fiche.id}/${rubrique.id}`} class="bloc">
              <h2>{rubrique.titre}</h2>
              {rubrique.cibles.map((cible) => (
                <Reponse
                  key={cible.cle}
                  cible={cible}
                  registers={ici.fiche.registers}
                  write={writerOf(db, cible)}
                  origineOf={origineOf}
                  avant={cible.type === 'table' ? undefined : avant[cible.path]}
                  onAjouter={() => onAjouter(cible)}
                  retirer={retirer(cible)}
                />
              ))}
            </div>
          ))}
        </>
      ) : (
        <p>Aucune fiche n’accueille encore vos notes : commencez-en une.</p>
      )}
      {begin.length > 0 && immersion.dispositif !== 'immersion_salarie' && (
        <ul class="rangs">
          {begin.map(({ id, titre_court }) => (
            <li key={id}>
              <a class="rang" href={`/ouvrir?gabarit=${id}&immersion=${immersion.id}`}>
                <span class="rang-corps">
                  <span class="rang-titre">Commencer : {titre_court}</span>
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
