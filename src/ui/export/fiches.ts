// Fiches and immersions as tables: one sheet of questions and answers, one for each table. Only what this person reads;
// answers that fewer people read come only when asked for.
import type { Annuaire } from '../../domain/acces.ts'
import type { Immersion } from '../../domain/collections.ts'
import { path } from '../../domain/id.ts'
import type { Json } from '../../domain/json.ts'
import { type Registers, shownValue } from '../../domain/register.ts'
import { accesOf } from '../../forms/champ.ts'
import { isBlank } from '../../forms/condition.ts'
import type { Noms } from '../../forms/contexte.ts'
import { champOf, lignesOf } from '../../forms/champs/table-champ.ts'
import type { Champ, Gabarit } from '../../forms/gabarit.ts'
import { readReponse } from '../../forms/read-reponse.ts'
import { champsVisibles, reponsesOf } from '../../forms/reponses.ts'
import { noteLieeTexte } from '../guide.ts'
import { dispositifs, formeDe, lieuDe, statuts } from '../immersion.ts'
import { nomDe } from '../noms.ts'
import { type Feuille, jour, type Valeur } from './valeur.ts'

/** An answer as a cell: numbers, days and yes or no keep their kind. */
function valeurDe(champ: Champ, value: Json, noms: Noms): Valeur {
  if (isBlank(value)) return null
  if (champ.type === 'nombre' && typeof value === 'number') return value
  if (champ.type === 'date' && typeof value === 'string') return jour(value)
  if (champ.type === 'oui_non' && typeof value === 'boolean') return value
  if (champ.type === 'note_liee') return noteLieeTexte(value)
  return readReponse(champ, value, noms)
}

/** A table of a fiche. */
function feuilleDeTable(champ: Extract<Champ, { type: 'table' }>, registers: Registers, noms: Noms): Feuille {
  return {
    nom: champ.libelle,
    colonnes: champ.colonnes.map(({ libelle }) => libelle),
    lignes: lignesOf(champ.id, registers).map(({ cells }) =>
      champ.colonnes.map((colonne) => valeurDe(champOf(colonne, champ) as Champ, cells[colonne.id] ?? null, noms)),
    ),
  }
}

/** The answers of a fiche, then its tables. */
export function feuillesDeFiche(gabarit: Gabarit, registers: Registers, noms: Noms, reserves = false): Feuille[] {
  const visibles = champsVisibles(gabarit, reponsesOf(gabarit, registers))
  const shown = (champ: Champ): boolean => visibles.has(champ.id) && (reserves || !accesOf(champ))
  const champs = gabarit.sections.flatMap((section) =>
    section.champs.filter(shown).map((champ) => ({ section: section.titre, champ })),
  )
  const tables = champs.flatMap(({ champ }) => (champ.type === 'table' ? [feuilleDeTable(champ, registers, noms)] : []))
  const simple = champs.filter(({ champ }) => champ.type !== 'table')
  return [
    {
      nom: gabarit.titre_court,
      colonnes: ['Partie', 'Question', 'Réponse'],
      lignes: simple.map(({ section, champ }) => [
        section,
        champ.libelle,
        valeurDe(champ, shownValue(registers, path(champ.id)), noms),
      ]),
    },
    ...tables,
  ]
}

/** The immersions this person reads. */
export function feuilleDImmersions(immersions: readonly Immersion[], annuaire: Annuaire): Feuille {
  const nom = (id: string | null) => nomDe(annuaire.personnes, id)
  const structure = (id: string | null) => nomDe(annuaire.structures, id)
  return {
    nom: 'Immersions',
    colonnes: [
      'Titre',
      'Dispositif',
      'Modalité',
      'Statut',
      'Premier jour',
      'Dernier jour',
      'Début',
      'Fin',
      'Durée (heures)',
      'Structure d’appartenance',
      'Structure accueillante',
      'Lieu',
      'Accueilli',
      'Accueillant',
    ],
    lignes: immersions.map((one) => [
      one.titre,
      dispositifs.find(({ id }) => id === one.dispositif)?.libelle ?? one.dispositif,
      formeDe(one),
      statuts[one.statut] ?? one.statut,
      jour(one.dates[0] ?? null),
      jour(one.dates.at(-1) ?? null),
      one.heure_debut,
      one.heure_fin,
      one.duree_heures,
      structure(one.structure_appartenance),
      structure(one.structure_accueil),
      lieuDe(one, annuaire),
      one.dispositif === 'immersion_salarie' ? (one.salarie_repere ?? '') : one.accueilli.map(nom).join(', '),
      nom(one.accueillant),
    ]),
  }
}
