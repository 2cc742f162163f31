// The answers that take notes and other answers: any text of a fiche that this person fills. Pure.
import type { DocId, Path } from '../../domain/id.ts'
import { path } from '../../domain/id.ts'
import type { Acces, Role } from '../../domain/politique.ts'
import type { Registers } from '../../domain/register.ts'
import { accesOf } from '../../forms/champ.ts'
import { champOf, donnees, lignesOf } from '../../forms/champs/table-champ.ts'
import type { Champ, Gabarit } from '../../forms/gabarit.ts'
import { champsVisibles, reponsesOf } from '../../forms/reponses.ts'

export type Ecrit = 'note_liee' | 'texte'

interface Place {
  /** unique on a screen */
  cle: string
  fiche: DocId
  /** the complement the answer is in; null: the fiche itself */
  acces: Acces | null
  libelle: string
  aide?: string | undefined
  /** characters at most */
  max?: number | undefined
  /** nobody may be recognised in it (R-ETH-03) */
  alerte?: boolean | undefined
}
/** One text. */
export interface Texte extends Place {
  type: Ecrit
  path: Path
}
/** A table: what is poured becomes a new row, in its first column of words. */
export interface Tableau extends Place {
  type: 'table'
  champ: string
  colonne: string
  ecrit: Ecrit
  lignes: number
}
export type Cible = Texte | Tableau

export interface Rubrique {
  id: string
  titre: string
  cibles: Cible[]
}

const ecritOf = (part: { type: string; referentiel?: unknown }): Ecrit | null =>
  part.type === 'note_liee' ? 'note_liee' : part.type === 'long' || (part.type === 'court' && !part.referentiel) ? 'texte' : null

/** The answer that a champ is, or null when it holds no words. */
export function cibleOf(fiche: DocId, champ: Champ): Cible | null {
  const place = { cle: `${fiche}/${champ.id}`, fiche, acces: accesOf(champ), libelle: champ.libelle, aide: champ.aide, alerte: champ.alerte_anonymat }
  if (champ.type === 'table') {
    const colonne = champ.colonnes.find((each) => ecritOf(each) && !each.fige)
    const ecrit = colonne && ecritOf(colonne)
    return colonne && ecrit
      ? { ...place, type: 'table', champ: champ.id, colonne: colonne.id, ecrit, lignes: champ.lignes_max ?? Number.POSITIVE_INFINITY }
      : null
  }
  const ecrit = ecritOf(champ)
  const max = 'longueur_max' in champ ? champ.longueur_max : undefined
  return ecrit && { ...place, type: ecrit, path: path(champ.id), max }
}

/**
 * Where a row that came with its words (a theme, a question of a guide) is answered: the column of its words, that of the
 * answer. Null for a table whose rows are a person's own.
 */
export function lignesDonnees(champ: Champ): { label: Colonne; colonne: Colonne; ecrit: Ecrit } | null {
  if (champ.type !== 'table') return null
  const given = donnees(champ)
  const [label] = champ.colonnes
  const colonne = champ.colonnes.find((each) => ecritOf(each) && !given.includes(each.id))
  const ecrit = colonne && ecritOf(colonne)
  // A short word beside (who leads it) is no answer to the row: such a table takes new rows.
  const answers = colonne && (colonne.type !== 'court' || champ.lignes_initiales)
  return answers && label && ecrit && given.includes(label.id) ? { label, colonne, ecrit } : null
}
type Colonne = Extract<Champ, { type: 'table' }>['colonnes'][number]

/**
 * The answers that a champ is. A table whose rows come with their words (the themes of a grid, the questions of a guide)
 * takes what is poured in its rows, not as new ones.
 */
function ciblesOf(fiche: DocId, champ: Champ, registers: Registers): Cible[] {
  const given = lignesDonnees(champ)
  if (champ.type === 'table' && given) {
    const { label, colonne, ecrit } = given
    return lignesOf(champ.id, registers).flatMap(({ id, cells }) => {
      const words = cells[label.id]
      if (typeof words !== 'string' || words === '') return []
      const at = `${champ.id}/${id}/${colonne.id}` as Path
      const libelle = `${words} : ${champOf(colonne, champ).libelle.toLowerCase()}`
      return [{ cle: `${fiche}/${at}`, fiche, acces: accesOf(champ), libelle, type: ecrit, path: at, alerte: champ.alerte_anonymat }]
    })
  }
  const cible = cibleOf(fiche, champ)
  return cible ? [cible] : []
}

/** The answers of a fiche that this person fills, by section, in the order of the form. */
export function rubriquesOf(gabarit: Gabarit, fiche: DocId, registers: Registers, roles: readonly Role[]): Rubrique[] {
  const visibles = champsVisibles(gabarit, reponsesOf(gabarit, registers))
  const mine = (asked: readonly Role[] | undefined): boolean => !asked || asked.some((role) => roles.includes(role))
  return gabarit.sections
    .filter(({ rempli_par }) => mine(rempli_par))
    .map(({ id, titre, champs }) => ({
      id,
      titre,
      cibles: champs
        .filter((champ) => visibles.has(champ.id) && mine(champ.rempli_par))
        .flatMap((champ) => ciblesOf(fiche, champ, registers)),
    }))
    .filter(({ cibles }) => cibles.length > 0)
}
