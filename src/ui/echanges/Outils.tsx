// Tools shared in a séance: documents, links, a photo of what was on the wall. Each is a row of the fiche of the séance;
// a photo is kept in the row beside the columns of the gabarit.
import { useState } from 'preact/hooks'
import { cellPath, type Path } from '../../domain/id.ts'
import type { Json } from '../../domain/json.ts'
import { isRecord } from '../../domain/shape.ts'
import { lignesOf } from '../../forms/champs/table-champ.ts'
import type { FicheView } from '../../store/index.ts'
import { useCarnet } from '../carnet.ts'
import { nomDe } from '../noms.ts'
import { Icon } from '../parts/Icon.tsx'
import { Photo } from '../parts/Photo.tsx'
import { watchSave } from '../saves.ts'
import { ecrire, nouvelleLigne } from './ecrire.ts'
import { Ajout } from './saisie.tsx'

const TYPES = [
  { id: 'outil', libelle: 'Outil d’aiguillage' },
  { id: 'documentation', libelle: 'Ressource documentaire' },
  { id: 'exposition', libelle: 'Exposition métiers' },
  { id: 'semaine_thematique', libelle: 'Semaine thématique' },
  { id: 'autre', libelle: 'Autre' },
]

/** The file of a cell of photos: its first one. */
const fichierDe = (cell: Json | undefined): string | null => {
  const [first] = Array.isArray(cell) ? cell : []
  return isRecord(first) && typeof first.fichier === 'string' ? first.fichier : null
}

/** A text whose addresses may be touched. */
export function Liens({ texte }: { texte: string }) {
  return (
    <>
      {texte.split(/(https?:\/\/[^\s<>«»]+[^\s<>«».,;:!?)])/).map((part, i) =>
        i % 2 === 1 ? (
          <a key={part} href={part} target="_blank" rel="noreferrer noopener">
            {part.replace(/^https?:\/\/(www\.)?/, '')}
          </a>
        ) : (
          part
        ),
      )}
    </>
  )
}

/** `suite`: under the title of another list. */
export function Outils({ fiche, ecrit, suite }: { fiche: FicheView; ecrit: boolean; suite?: boolean }) {
  const { db, annuaire } = useCarnet()
  const [failed, setFailed] = useState(false)
  const rows = lignesOf('ressources_mutualisees', fiche.registers)
  if (!ecrit && rows.length === 0) return null
  const photo = async (row: string, file: File) => {
    setFailed(false)
    const { holdPhoto } = await import('../../store/photos.ts')
    const { fichier } = await watchSave('photo', holdPhoto(db, file))
    const set: Record<Path, Json> = { [cellPath('ressources_mutualisees', row, 'photo')]: [{ id: fichier.slice(0, 12), legende: '', fichier }] }
    await ecrire(db, fiche, set)
  }
  return (
    <section class="bloc">
      {!suite && <h2>Outils partagés</h2>}
      <ul class="rangs">
        {rows.map(({ id, cells }) => {
          const fichier = fichierDe(cells.photo)
          const nom = String(cells.ressource ?? '')
          return (
            <li key={id} class="theme">
              <span>
                <Liens texte={nom} />
              </span>
              <span class="detail">
                {[TYPES.find((one) => one.id === cells.type)?.libelle, nomDe(annuaire?.structures, typeof cells.structure === 'string' ? cells.structure : null)].filter(Boolean).join(' · ')}
              </span>
              {fichier && (
                <div class="vignettes">
                  <Photo fichier={fichier} legende={nom} ouvre />
                </div>
              )}
              {ecrit && !fichier && (
                <label class="geste fichier">
                  <Icon name="photo" taille={1.25} />
                  Photo
                  <input
                    type="file"
                    accept="image/*"
                    aria-label={`Ajouter une photo : ${nom}`}
                    onChange={(event) => {
                      const [file] = event.currentTarget.files ?? []
                      if (file) void photo(id, file).catch(() => setFailed(true))
                    }}
                  />
                </label>
              )}
            </li>
          )
        })}
      </ul>
      {failed && (
        <p class="annonce" data-ton="alerte" role="alert">
          Cette photo n’a pas pu être gardée. Choisissez-en une autre, ou réessayez.
        </p>
      )}
      {ecrit && (
        <Ajout
          libelle="Partager un outil, un document, un lien"
          aide="Collez une adresse pour en faire un lien."
          bouton="Partager"
          choix="Ce que c’est"
          options={TYPES}
          onAjout={(ressource, type) => ecrire(db, fiche, nouvelleLigne(fiche.registers, 'ressources_mutualisees', { ressource, type }))}
        />
      )}
    </section>
  )
}
