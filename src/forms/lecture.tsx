// Reading a fiche: every answer in words, none hidden. Also for a fiche whose gabarit this app does not know.
import type { ComponentChildren } from 'preact'
import { useContext } from 'preact/hooks'
import { type Path, path } from '../domain/id.ts'
import type { Json } from '../domain/json.ts'
import { type Registers, shownValue } from '../domain/register.ts'
import { readJson } from './champs/lecture.ts'
import { photo, Vignette } from './champs/photo.tsx'
import { signature, SignaturePosee } from './champs/signature.tsx'
import { champOf, lignesOf, type Table } from './champs/table-champ.ts'
import { Formulaire } from './formulaire.ts'
import type { Champ } from './gabarit.ts'
import { isBlank } from './condition.ts'
import { HorsTable } from './hors-table.tsx'
import { AvantTexte, type Vis } from './regard.ts'
import { readReponse } from './read-reponse.ts'

export interface LectureProps {
  id: string
  champ: Champ
  part: Registers
  mentions: ComponentChildren
  vis: Vis | undefined
}

export function Lecture({ id, champ, part, mentions, vis }: LectureProps) {
  const { contexte } = useContext(Formulaire)
  return (
    <div class="f-champ" id={`${id}-champ`}>
      <h4 class="f-nom" id={id} tabIndex={-1}>
        {champ.libelle}
      </h4>
      {mentions}
      {isParole(champ) ? <p class="f-mention">Les mots du salarié</p> : null}
      {vis && vis.champ.type !== 'table' ? <AvantTexte texte={readReponse(vis.champ, vis.reponse, contexte)} /> : null}
      <Reponse champ={champ} part={part} />
    </div>
  )
}

/** What only the employee fills: read as their own words (La Pose). */
const isParole = ({ rempli_par, type }: Champ): boolean =>
  type === 'long' && rempli_par?.length === 1 && rempli_par[0] === 'salarie_insertion'

function Reponse({ champ, part }: { champ: Champ; part: Registers }) {
  const { contexte } = useContext(Formulaire)
  if (champ.type === 'table') {
    return (
      <>
        <TableLue champ={champ} part={part} />
        <HorsTable champ={champ} part={part} />
      </>
    )
  }
  const value = shownValue(part, path(champ.id))
  if (isBlank(value)) return <p class="f-aide">Sans réponse</p>
  if (champ.type === 'signature') {
    const signed = signature.reponse.safeParse(value)
    if (signed.success && signed.data) return <SignaturePosee signature={signed.data} champ={champ.id} />
  }
  if (champ.type === 'photo') {
    const photos = photo.reponse.safeParse(value)
    if (photos.success) {
      return (
        <div class="f-photos">
          {photos.data.map((each) => (
            <figure key={each.id}>
              <Vignette photo={each} />
              <figcaption>{each.legende}</figcaption>
            </figure>
          ))}
        </div>
      )
    }
  }
  return <p class="f-lu">{readReponse(champ, value, contexte)}</p>
}

function TableLue({ champ, part }: { champ: Table; part: Registers }) {
  const { contexte } = useContext(Formulaire)
  const rows = lignesOf(champ.id, part)
  if (rows.length === 0) return <p class="f-aide">Aucune ligne</p>
  return (
    <div class="f-tableau-lu">
      <table>
        <caption class="f-cache">{champ.libelle}</caption>
        <thead>
          <tr>
            {champ.colonnes.map((colonne) => (
              <th key={colonne.id} scope="col">
                {colonne.libelle}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, cells }) => (
            <tr key={id}>
              {champ.colonnes.map((colonne) => (
                <td key={colonne.id} data-colonne={colonne.libelle}>
                  {readReponse(champOf(colonne, champ), cells[colonne.id] ?? null, contexte)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Answers as they are stored, path by path: for what no champ of the gabarit shows. */
export function ReponsesBrutes({ reponses }: { reponses: readonly { nom: string; value: Json }[] }) {
  return (
    <dl class="f-brut">
      {reponses.map(({ nom, value }) => (
        <div key={nom}>
          <dt>{nom}</dt>
          <dd>{readJson(value)}</dd>
        </div>
      ))}
    </dl>
  )
}

/** A fiche whose gabarit this app cannot show: every answer by its path, nothing hidden, nothing to change. */
export function FicheBrute({ registers, reason }: { registers: Registers; reason: 'unknown' | 'unreadable' }) {
  const reponses = (Object.keys(registers) as Path[])
    .filter((key) => !key.startsWith('$') || key === '$voix')
    .map((key) => ({ nom: key === '$voix' ? 'Mémos vocaux' : key, value: shownValue(registers, key) }))
    .filter(({ value }) => !isBlank(value))
  return (
    <section class="f-fiche" aria-label="Réponses de la fiche">
      <p class="f-attention">
        {reason === 'unknown'
          ? 'Cette fiche vient d’une version plus récente de l’application. Ses réponses sont toutes là, en lecture seule ; mettez l’application à jour pour la remplir.'
          : 'Le modèle de cette fiche est illisible ici. Ses réponses sont toutes là, en lecture seule.'}
      </p>
      <ReponsesBrutes reponses={reponses} />
    </section>
  )
}
