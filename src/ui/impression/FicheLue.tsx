// A fiche as a page: its sections and answers in words, tables whole, levels drawn, photographs, signatures. What a reader
// is shown before a restitution is shared, and what is printed. Answers that fewer people read come only when asked for.
import type { ComponentChildren } from 'preact'
import { path } from '../../domain/id.ts'
import { type Registers, shownValue } from '../../domain/register.ts'
import { accesOf } from '../../forms/champ.ts'
import { isBlank } from '../../forms/condition.ts'
import type { Noms } from '../../forms/contexte.ts'
import { photo } from '../../forms/champs/photo.tsx'
import { isSignature } from '../../forms/champs/signature-lue.ts'
import { motifDe } from '../../forms/champs/signature-saisie.tsx'
import { champOf, lignesOf } from '../../forms/champs/table-champ.ts'
import { readTrace } from '../../forms/champs/trace.ts'
import type { Champ, Gabarit } from '../../forms/gabarit.ts'
import { readReponse } from '../../forms/read-reponse.ts'
import type { Regard, Vis } from '../../forms/regard.ts'
import { champsVisibles, reponsesOf } from '../../forms/reponses.ts'
import { signaturesOf } from '../../forms/signatures.ts'
import { noteLieeTexte } from '../guide.ts'
import { Echelle } from './Echelle.tsx'
import { PhotoEntiere } from './PhotoEntiere.tsx'

interface Props {
  gabarit: Gabarit
  registers: Registers
  noms: Noms
  /** answers of the préparation, shown above those of the évaluation */
  regard?: Regard | null
  /** the answers that fewer people read too */
  reserves?: boolean
  /** questions without an answer too */
  vides?: boolean
  /** headings start there: the page may hold several fiches */
  niveau?: 2 | 3
}

/** Has this fiche answers, readable here, that fewer people read than the fiche? */
export const hasReserves = (gabarit: Gabarit, registers: Registers): boolean =>
  gabarit.sections.some(({ champs }) => champs.some((champ) => accesOf(champ) && isGiven(champ, registers)))

const isGiven = (champ: Champ, registers: Registers): boolean =>
  champ.type === 'table' ? lignesOf(champ.id, registers).length > 0 : !isBlank(shownValue(registers, path(champ.id)))

export function FicheLue({ gabarit, registers, noms, regard, reserves = false, vides = false, niveau = 2 }: Props) {
  const visibles = champsVisibles(gabarit, reponsesOf(gabarit, registers))
  const shown = (champ: Champ): boolean =>
    visibles.has(champ.id) && (reserves || !accesOf(champ)) && (vides || isGiven(champ, registers))
  const Titre = niveau === 2 ? 'h2' : 'h3'
  const Question = niveau === 2 ? 'h3' : 'h4'
  const sections = gabarit.sections.map((section) => ({ ...section, champs: section.champs.filter(shown) }))
  const filled = sections.filter(({ champs }) => champs.length > 0)
  if (filled.length === 0) return <p class="i-rien">Aucune réponse.</p>
  return (
    <>
      {filled.map(({ id, titre, champs }) => (
        <section key={id} class="i-section">
          <Titre>{titre}</Titre>
          {champs.map((champ) => (
            <div key={champ.id} class={champ.type === 'table' ? 'i-champ i-champ-table' : 'i-champ'}>
              <Question>
                {champ.libelle}
                {accesOf(champ) && <span class="i-reserve"> (réponse réservée)</span>}
              </Question>
              <Valeur champ={champ} registers={registers} noms={noms} vis={regard?.[champ.id]} />
              {champ.type === 'signature' && <Annulee champ={champ.id} gabarit={gabarit} registers={registers} />}
            </div>
          ))}
        </section>
      ))}
    </>
  )
}

/** A signature that no longer holds says so on paper too. */
function Annulee({ champ, gabarit, registers }: { champ: string; gabarit: Gabarit; registers: Registers }) {
  const vue = signaturesOf(gabarit, registers).find((one) => one.champ.id === champ)
  const motif = vue ? motifDe(vue) : null
  return (
    motif && (
      <p>
        <strong>{motif}</strong>
      </p>
    )
  )
}

interface ValeurProps {
  champ: Champ
  registers: Registers
  noms: Noms
  vis: Vis | undefined
}

function Valeur({ champ, registers, noms, vis }: ValeurProps) {
  if (champ.type === 'table') return <TableLue champ={champ} registers={registers} noms={noms} vis={vis} />
  const value = shownValue(registers, path(champ.id))
  const avant = vis && vis.champ.type !== 'table' ? vis : null
  if (champ.type === 'niveau')
    return (
      <Echelle
        champ={champ}
        value={typeof value === 'string' ? value : null}
        avant={avant?.champ.type === 'niveau' && avant.champ.liste === champ.liste ? avant.reponse : null}
      />
    )
  if (champ.type === 'signature' && isSignature(value)) {
    const trace = readTrace(value.trace)
    return (
      <div class="i-signature">
        <p>{readReponse(champ, value as never, noms)}</p>
        {trace && (
          <svg viewBox={trace.viewBox} role="img" aria-label={`Signature de ${value.nom}`}>
            <path d={trace.path} />
          </svg>
        )}
      </div>
    )
  }
  if (champ.type === 'photo') {
    const photos = photo.reponse.safeParse(value)
    if (photos.success)
      return (
        <div class="i-photos">
          {photos.data.map(({ id, fichier, legende }) => (
            <PhotoEntiere key={id} fichier={fichier} legende={legende} />
          ))}
        </div>
      )
  }
  // The notes behind an answer are its author's: the words that were chosen stand alone.
  const words = champ.type === 'note_liee' ? noteLieeTexte(value) : readReponse(champ, value, noms)
  return (
    <>
      {avant && <Avant>{readReponse(avant.champ, avant.reponse, noms)}</Avant>}
      <p class="i-mots">{words || <span class="i-rien">Sans réponse</span>}</p>
    </>
  )
}

const Avant = ({ children }: { children: ComponentChildren }) =>
  children ? (
    <p class="i-avant">
      <span>Avant</span> {children}
    </p>
  ) : null

function TableLue({ champ, registers, noms, vis }: ValeurProps & { champ: Extract<Champ, { type: 'table' }> }) {
  const rows = lignesOf(champ.id, registers)
  if (rows.length === 0) return <p class="i-rien">Aucune ligne</p>
  // A column that nothing fills takes the place of the others.
  const colonnes = champ.colonnes.filter((colonne) => rows.some(({ cells }) => !isBlank(cells[colonne.id])))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls sideways on a phone, by the keyboard too
    <div class="i-defile" tabIndex={0} role="group" aria-label={champ.libelle}>
      <table class="i-table" data-large={colonnes.length > 4 ? 'oui' : undefined}>
        <thead>
          <tr>
            {colonnes.map((colonne) => (
              <th key={colonne.id} scope="col">
                {colonne.libelle}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, cells }) => (
            <tr key={id}>
              {colonnes.map((colonne) => {
                const part = champOf(colonne, champ)
                const value = cells[colonne.id] ?? null
                const before = beforeOf(vis, cells, colonne.id)
                return (
                  <td key={colonne.id}>
                    {before && <Avant>{readReponse(before.champ, before.value, noms)}</Avant>}
                    {part.type === 'note_liee' ? noteLieeTexte(value) : readReponse(part as Champ, value, noms)}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The cell before the visit that goes with this one: same row by the words of its key, paired column. */
function beforeOf(vis: Vis | undefined, cells: Record<string, unknown>, colonne: string) {
  if (vis?.champ.type !== 'table' || !vis.cle || !Array.isArray(vis.reponse)) return null
  const { champ, cle } = vis
  const there = champ.colonnes.find(({ id }) => id === vis.colonnes?.[colonne])
  const row = vis.reponse.find(
    (one) =>
      typeof one === 'object' && one !== null && !Array.isArray(one) && !isBlank(one[cle]) && one[cle] === cells[cle],
  )
  if (!there || typeof row !== 'object' || row === null || Array.isArray(row) || isBlank(row[there.id])) return null
  return { champ: champOf(there, champ) as Champ, value: row[there.id] ?? null }
}
