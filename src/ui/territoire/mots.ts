// The words of the figures: options, structures, quarters.
import type { Annuaire } from '../../domain/acces.ts'
import { libelleOf, valeursOf } from '../../forms/referentiels.ts'
import type { Chiffres, Moyenne, Part } from '../../suivi/territoire.ts'
import { motsTrimestre } from '../../suivi/trimestre.ts'
import type { Feuille } from '../export/index.ts'
import { nomDe } from '../noms.ts'

/** Words of options, as the lists have them. */
export const modalite = (cle: string): string => libelleOf('modalites_et_types', cle)
export const secteur = (cle: string): string => libelleOf('champs_intervention', cle)
export const categorie = (cle: string | null): string => (cle ? libelleOf('categories_besoins', cle) : '')
export const niveaux = (): readonly { id: string; libelle: string }[] => valeursOf('niveaux_connaissance')
export const structureOf =
  ({ structures = [] }: Annuaire) =>
  (cle: string): string =>
    nomDe(structures, cle) || cle
/** `2026-T1` → « 1er trimestre 2026 » */
export const trimestre = (cle: string): string => {
  const [annee, t] = cle.split('-T').map(Number)
  return motsTrimestre({ annee: annee ?? 0, t: t ?? 0 })
}

const nombre = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 1 })
const enFrancais = (value: number): string => nombre.format(value)

/** An average in words; below five answers, why there is none (R-VIS-03). */
export const moyenneEnMots = ({ n, valeur }: Moyenne, unite: string): string =>
  valeur === null
    ? `Pas de moyenne : ${n === 0 ? 'aucune réponse lisible' : n === 1 ? 'une seule réponse' : `${n} réponses seulement`}. Elle s’affiche à partir de cinq.`
    : `${enFrancais(valeur)} ${unite}, sur ${n} réponses`

/** « 40 % », or a dash when there is nothing to count. */
export const taux = (some: number, all: number): string => (all === 0 ? '–' : `${Math.round((some / all) * 100)} %`)

const etats: Record<string, string> = {
  repere: 'Repéré',
  en_cours: 'En cours',
  traite: 'Traité',
  propose: 'Proposé',
  retenu: 'Retenu',
  realise: 'Réalisé',
  abandonne: 'Abandonné',
}
/** Where a need or an axis stands. */
export const etatEnMots = (etat: string | null): string => (etat ? (etats[etat] ?? etat) : '')

/** The figures as sheets of a workbook: what is on screen, no more. */
export function feuillesDe(chiffres: Chiffres, annuaire: Annuaire, periode: string): Feuille[] {
  const structure = structureOf(annuaire)
  const part = (nom: string, entete: string, parts: readonly Part[], mots: (cle: string) => string): Feuille => ({
    nom,
    colonnes: [entete, 'Nombre'],
    lignes: parts.map(({ cle, nombre: n }) => [mots(cle), n]),
  })
  const { progression, satisfaction } = chiffres
  return [
    {
      nom: 'Ensemble',
      colonnes: ['Indicateur', 'Valeur'],
      lignes: [
        ['Période', periode],
        ['Immersions réalisées', chiffres.realisees],
        ['Immersions prévues ou en cours', chiffres.prevues],
        ['Immersions refusées', chiffres.refusees],
        ['Immersions annulées', chiffres.annulees],
        ['Immersions restituées', chiffres.restituees],
        [`Réalisées en ${chiffres.annee}`, chiffres.realiseesAnnee],
        ['Objectif annuel', chiffres.objectif],
        ['Échanges de la bourse', chiffres.echanges],
        ['Échanges avec accueil en retour réalisé ou programmé', chiffres.avecRetour],
        ['Progression moyenne du niveau de connaissance', progression.valeur],
        ['Appréciation moyenne (sur 4)', satisfaction.valeur],
        ['Portée', chiffres.complet ? 'Toutes les immersions du groupe' : 'Les immersions que vous pouvez lire'],
      ],
    },
    part('Modalités', 'Modalité', chiffres.parModalite, modalite),
    part('Accueil', 'Structure accueillante', chiffres.parAccueil, structure),
    part('Appartenance', 'Structure d’appartenance', chiffres.parOrigine, structure),
    part('Champs', 'Champ', chiffres.parSecteur, secteur),
    part('Trimestres', 'Trimestre', chiffres.parTrimestre, trimestre),
    {
      nom: 'Besoins',
      colonnes: ['Besoin', 'Catégorie', 'Occurrences', 'Suite'],
      lignes: chiffres.besoins.map((one) => [one.besoin, categorie(one.categorie), one.occurrences, etatEnMots(one.etat)]),
    },
    { nom: 'Axes de travail', colonnes: ['Axe', 'Structures', 'Suite'], lignes: chiffres.axes.map((one) => [one.axe, one.structures, etatEnMots(one.etat)]) },
  ]
}
