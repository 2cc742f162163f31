// Counts by value, as a table whose last column draws them: read by eye, by a screen reader, and on paper.
import type { Part } from '../../suivi/territoire.ts'
import { objectifEnMots } from './mots.ts'

interface Props {
  titre: string
  /** what the first column holds */
  entete: string
  parts: readonly Part[]
  mots(cle: string): string
  /** said when there is nothing */
  vide?: string
}

export function Barres({ titre, entete, parts, mots, vide }: Props) {
  if (parts.length === 0) return vide ? <p class="detail">{vide}</p> : null
  const most = Math.max(...parts.map(({ nombre }) => nombre))
  return (
    <table class="barres">
      <caption>{titre}</caption>
      <thead>
        <tr>
          <th scope="col">{entete}</th>
          <th scope="col">Nombre</th>
          <td aria-hidden="true" />
        </tr>
      </thead>
      <tbody>
        {parts.map(({ cle, nombre }) => (
          <tr key={cle}>
            <th scope="row">{mots(cle)}</th>
            <td class="barres-nombre">{nombre}</td>
            <td class="barres-trait" aria-hidden="true">
              <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                <rect width={(nombre / most) * 100} height="10" rx="1.5" />
              </svg>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface AvantApresProps {
  avant: readonly Part[]
  apres: readonly Part[]
  /** the levels, in order */
  niveaux: readonly { id: string; libelle: string }[]
}

/** Levels of knowledge before and after, one line by level. */
export function AvantApres({ avant, apres, niveaux }: AvantApresProps) {
  const of = (parts: readonly Part[], cle: string): number => parts.find((one) => one.cle === cle)?.nombre ?? 0
  const most = Math.max(1, ...[...avant, ...apres].map(({ nombre }) => nombre))
  return (
    <table class="barres barres-deux">
      <caption>Niveau de connaissance avant et après</caption>
      <thead>
        <tr>
          <th scope="col">Niveau</th>
          <th scope="col">Avant</th>
          <th scope="col">Après</th>
          <td aria-hidden="true" />
        </tr>
      </thead>
      <tbody>
        {niveaux.map(({ id, libelle }) => (
          <tr key={id}>
            <th scope="row">{libelle}</th>
            <td class="barres-nombre">{of(avant, id)}</td>
            <td class="barres-nombre">{of(apres, id)}</td>
            <td class="barres-trait" aria-hidden="true">
              <svg viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true">
                <rect class="barres-avant" width={(of(avant, id) / most) * 100} height="8" rx="1.5" />
                <rect y="11" width={(of(apres, id) / most) * 100} height="8" rx="1.5" />
              </svg>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What was done against what was aimed at: 40 of 106. Nothing aimed at is no target. */
export function Jauge({ fait, objectif: vise, annee }: { fait: number; objectif: number | null; annee: number }) {
  const objectif = vise || null
  const part = objectif ? Math.min(1, fait / objectif) : 0
  return (
    <div class="jauge">
      <p>
        <strong>{fait}</strong> {fait > 1 ? 'immersions réalisées' : 'immersion réalisée'} en {annee}
        {objectif !== null && ` ${fait > objectif ? 'pour' : 'sur'} ${objectif} visées`}
      </p>
      {objectif !== null && (
        <>
          <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
            <rect class="jauge-fond" width="100" height="4" rx="2" />
            <rect width={part * 100} height="4" rx="2" />
          </svg>
          <p class="detail">{objectifEnMots(fait, objectif)}</p>
        </>
      )}
    </div>
  )
}
