// The lists of a réseau as sheets of a workbook: what the list shows, no more. Obstacles and what is said of a company stay.
import type { Annuaire } from '../../domain/acces.ts'
import type { Echeance } from '../../suivi/echeance.ts'
import type { Entreprise } from '../../suivi/entreprises.ts'
import { accueilDe, joursOf, type Suivie, typeDe } from '../../suivi/immersion-salarie.ts'
import { type Feuille, jour } from '../export/index.ts'
import { nomDe, statuts, types } from '../immersion.ts'
import { relations } from './relations.ts'

/** Immersions of employees, by their repère; what each waits for. */
export function feuilleDesSuivies(found: readonly Suivie[], duesOf: ReadonlyMap<string, readonly Echeance[]>, annuaire: Annuaire): Feuille {
  return {
    nom: 'Immersions',
    colonnes: ['Salarié (repère)', 'Immersion', 'Type', 'SIAE', 'Entreprise', 'Début', 'Fin', 'Durée (heures)', 'État', 'À faire'],
    lignes: found.map((suivie) => {
      const { immersion } = suivie
      const days = joursOf(suivie)
      return [
        immersion.salarie_repere ?? '',
        immersion.titre,
        types.find(({ id }) => id === typeDe(suivie))?.libelle ?? '',
        nomDe(annuaire.structures, immersion.structure_appartenance),
        nomDe(annuaire.structures, accueilDe(suivie)),
        jour(days?.debut ?? null),
        jour(days?.fin ?? null),
        immersion.duree_heures,
        statuts[immersion.statut] ?? immersion.statut,
        (duesOf.get(immersion.id) ?? []).map(({ titre }) => titre).join(', '),
      ]
    }),
  }
}

/** Companies of the portfolio: where one stands with them, when to call again. */
export const feuilleDesEntreprises = (found: readonly Entreprise[]): Feuille => ({
  nom: 'Entreprises',
  colonnes: ['Entreprise', 'Adresse', 'Téléphone', 'Relation', 'Prochain contact', 'Objet', 'Immersions accueillies'],
  lignes: found.map(({ nom, structure, relation, prochain, objet, immersions }) => [
    nom,
    structure?.adresse ?? '',
    structure?.telephone ?? '',
    relations.find(({ id }) => id === relation)?.libelle ?? '',
    jour(prochain || null),
    objet,
    immersions.length,
  ]),
})
