// The notes of a visit, printed in the order they were taken. Private ones only when their author ticks it.
import { useState } from 'preact/hooks'
import { useCarnet } from '../carnet.ts'
import { findEtiquette } from '../etiquettes.ts'
import { groupBy } from '../group.ts'
import { isPourable } from '../note.ts'
import { nomDe } from '../noms.ts'
import { ImmersionIntrouvable } from '../parts/Introuvable.tsx'
import { visibilites } from '../parts/Visibilite.tsx'
import { useDossier } from '../relecture/use-dossier.ts'
import { usePoints } from '../use-points.ts'
import { Feuille } from './Feuille.tsx'
import { jourEntier, joursEntiers } from './jours.ts'
import { PhotoEntiere } from './PhotoEntiere.tsx'
import { Option, Rappel } from './Rappel.tsx'

export function DesNotes({ id }: { id: string }) {
  const { annuaire } = useCarnet()
  const dossier = useDossier(id)
  const points = usePoints(dossier?.notes ?? [])
  const [privees, setPrivees] = useState(false)
  if (dossier === null)
    return <ImmersionIntrouvable />
  if (!dossier || !annuaire) return null
  const { immersion, notes } = dossier
  const hidden = notes.filter((note) => !isPourable(note)).length
  const shown = notes.filter((note) => privees || isPourable(note))
  return (
    <Feuille
      titre="Notes de terrain"
      objet={immersion.titre}
      structure={nomDe(annuaire.structures, immersion.structure_appartenance)}
      lignes={[joursEntiers(immersion.dates), `${shown.length} ${shown.length > 1 ? 'notes' : 'note'}`]}
      retour={`/sorties/${id}`}
      options={
        <div class="i-options">
          <Rappel fiches={[]} />
          {hidden > 0 && (
            <Option
              label={hidden > 1 ? `Imprimer aussi mes ${hidden} notes privées` : 'Imprimer aussi ma note privée'}
              checked={privees}
              onChange={setPrivees}
            />
          )}
        </div>
      }
    >
      {shown.length === 0 && <p class="i-rien">Aucune note à imprimer.</p>}
      {[...groupBy(shown, ({ date }) => date)].map(([day, of]) => (
        <section key={day} class="i-section">
          <h2>{jourEntier(day)}</h2>
          {of.map((note) => (
            <div key={note.id} class="i-note">
              <time>{note.heure}</time>
              <div>
                <p class="i-note-texte">{note.texte || '(mémo vocal ou photographie)'}</p>
                {note.photos.length > 0 && (
                  <div class="i-photos">
                    {note.photos.map(({ id: photo, fichier }) => (
                      <PhotoEntiere key={photo} fichier={fichier} legende="" />
                    ))}
                  </div>
                )}
                <p class="i-note-pied">
                  {[
                    ...note.etiquettes.map((one) => findEtiquette(one).libelle),
                    points(note) ?? '',
                    visibilites[note.visibilite].libelle,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </p>
              </div>
            </div>
          ))}
        </section>
      ))}
    </Feuille>
  )
}
