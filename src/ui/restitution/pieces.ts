// The pieces a restitution is composed of: one's own answers and notes, and which of them are proposed where. Pure.
// Nothing here writes: a piece enters a document when its author ticks it (R-VIS-01). Answers that fewer people read
// than their fiche, and private notes, are no pieces at all.
import { path } from '../../domain/id.ts'
import type { Json } from '../../domain/json.ts'
import { type Registers, shownValue } from '../../domain/register.ts'
import { accesOf } from '../../forms/champ.ts'
import { lignesOf } from '../../forms/champs/table-champ.ts'
import type { Champ, Gabarit } from '../../forms/gabarit.ts'
import { champsVisibles, reponsesOf } from '../../forms/reponses.ts'
import { noteLieeTexte } from '../guide.ts'
import { isPourable, type Note } from '../note.ts'
import { cibleOf, lignesDonnees } from '../relecture/cible.ts'
import type { Morceau } from '../relecture/verser.ts'

export interface Piece extends Morceau {
  cle: string
  /** « spro-4-evaluation.missions », « note » */
  origine: string
  /** « Évaluation », « 10:24 » */
  ou: string
  /** the question it answers; empty for a note */
  question: string
  etiquettes: readonly string[]
}

interface Source {
  fiche: { id: string; registers: Registers }
  gabarit: Gabarit
}

function ofChamp({ fiche, gabarit }: Source, champ: Champ): Piece[] {
  const cible = cibleOf(fiche.id as never, champ)
  if (!cible || cible.acces !== null) return []
  const piece = (texte: string, at: string, cells?: Record<string, Json>, question = champ.libelle): Piece[] =>
    texte.trim() === ''
      ? []
      : [
          {
            cle: `${fiche.id}/${at}`,
            reponse: `${fiche.id}/${at}`,
            texte: texte.trim(),
            origine: `${gabarit.id}.${champ.id}`,
            ou: gabarit.titre_court,
            question,
            etiquettes: [],
            ...(cells ? { cells } : {}),
          },
        ]
  if (cible.type !== 'table') return piece(noteLieeTexte(shownValue(fiche.registers, path(champ.id))), champ.id)
  // A row that came with its words is a piece by what was answered to it, never by the words alone.
  const given = lignesDonnees(champ)
  return lignesOf(champ.id, fiche.registers).flatMap(({ id, cells }) =>
    given
      ? piece(noteLieeTexte(cells[given.colonne.id] ?? null), `${champ.id}/${id}`, cells, noteLieeTexte(cells[given.label.id] ?? null) || champ.libelle)
      : piece(noteLieeTexte(cells[cible.colonne] ?? null), `${champ.id}/${id}`, cells),
  )
}

/** The answers in words of these fiches, those that are shown. */
export const piecesOf = (sources: readonly Source[]): Piece[] =>
  sources.flatMap((source) => {
    const visibles = champsVisibles(source.gabarit, reponsesOf(source.gabarit, source.fiche.registers))
    return source.gabarit.sections.flatMap(({ champs }) =>
      champs.filter((champ) => visibles.has(champ.id) && !accesOf(champ)).flatMap((champ) => ofChamp(source, champ)),
    )
  })

/** The notes that their author made « à restituer » or shared, anonymity checked (R-NOTE-02, R-NOTE-03). */
export const piecesDeNotes = (notes: readonly Note[]): Piece[] =>
  notes
    .filter((note) => isPourable(note) && note.texte.trim() !== '')
    .map(({ id, texte, heure, etiquettes }) => ({
      cle: id,
      note: id,
      texte: texte.trim(),
      origine: 'note',
      ou: heure,
      question: '',
      etiquettes,
    }))

type Proposition = string | ((piece: Piece) => boolean)
const etiquette = (wanted: string): Proposition => (piece) => piece.etiquettes.includes(wanted)
const cell = (origine: string, colonne: string, valeur: string): Proposition => (piece) =>
  piece.origine === origine && piece.cells?.[colonne] === valeur
const pour = (destinataire: string): Proposition => cell('prise-de-recul.communicable', 'destinataire', destinataire)

// Where an answer is likely to be useful. Only proposed, never ticked; any piece may go anywhere.
const propositions: Record<string, Record<string, Proposition[]>> = {
  'restitution-structure-appartenance': {
    en_bref: ['spro-4-evaluation.missions', 'spro-4-evaluation.contexte', 'spro-4-evaluation.organisation'],
    decouvertes: [
      pour('equipe'),
      'spro-4-evaluation.decouvertes_etonnements',
      'prise-de-recul.points_decouverte',
      'prise-de-recul.decouvert',
      etiquette('decouverte'),
    ],
    etonnements: ['prise-de-recul.points_etonnement', etiquette('etonnement')],
    orienter: ['spro-4-evaluation.effet_aiguillage'],
    axes_discutes: ['spro-4-evaluation.tableau_axes'],
    elements_a_remonter: [pour('groupe_local'), 'spro-4-evaluation.besoins_approfondissement', 'spro-4-evaluation.constats'],
  },
  'restitution-structure-accueillante': {
    compris: [
      pour('accueillant'),
      'spro-4-evaluation.missions',
      'spro-4-evaluation.contexte',
      'spro-4-evaluation.organisation',
      'spro-4-evaluation.constats',
    ],
    apprecie: ['spro-4-evaluation.appreciation_libre', 'prise-de-recul.collecte'],
    etonne: ['prise-de-recul.points_etonnement', etiquette('etonnement'), etiquette('question')],
    effet_orientation: ['spro-4-evaluation.effet_aiguillage'],
    propositions_conjointes: [cell('spro-4-evaluation.tableau_axes', 'origine', 'conjoint')],
  },
  'synthese-groupe-local': {
    apports: [
      'restitution-structure-appartenance.elements_a_remonter',
      'restitution-structure-appartenance.en_bref',
      'spro-4-evaluation.constats',
    ],
    evolutions_aiguillage: ['spro-4-evaluation.effet_aiguillage'],
    besoins: ['spro-4-evaluation.besoins_approfondissement'],
    axes_travail: ['restitution-structure-appartenance.axes_discutes', 'spro-4-evaluation.tableau_axes'],
  },
}

/** The pieces proposed for an answer, in the order of the proposals. */
export function proposees(pieces: readonly Piece[], gabarit: string, champ: string): Piece[] {
  const wanted = propositions[gabarit]?.[champ] ?? []
  const found = wanted.flatMap((one) =>
    pieces.filter((piece) => (typeof one === 'string' ? piece.origine === one : one(piece))),
  )
  return [...new Set(found)]
}

/** A piece as it goes into an answer: into a table, with the cells both tables have and the options both know. */
export function pourCible(piece: Piece, champ: Champ): Morceau {
  const { texte, note, reponse, cells = {} } = piece
  const morceau: Morceau = { texte, ...(note ? { note } : {}), ...(reponse ? { reponse } : {}) }
  if (champ.type !== 'table') return morceau
  const fits = champ.colonnes.filter((colonne) => {
    const value = cells[colonne.id]
    if (typeof value !== 'string') return false
    if (colonne.type === 'choix') return colonne.liste !== undefined || (colonne.options ?? []).some(({ id }) => id === value)
    return colonne.type === 'court' || colonne.type === 'long' || colonne.type === 'date'
  })
  return { ...morceau, cells: Object.fromEntries(fits.map(({ id }) => [id, cells[id] ?? null])) }
}
