// The words of the figures: options, structures, quarters.
import type { Annuaire } from '../../domain/acces.ts'
import type { Groupe } from '../../domain/collections.ts'
import type { Json } from '../../domain/json.ts'
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
    ? `pas encore de moyenne, il faut au moins cinq réponses${n === 0 ? '' : n === 1 ? ' et il y en a une' : ` et il y en a ${n}`}.`
    : `${enFrancais(valeur)} ${unite}, sur ${n} réponses.`

/** What was done against what was aimed at, as one says it: part of it, all of it, or how many more. */
export function objectifEnMots(fait: number, objectif: number): string {
  const plus = fait - objectif
  if (plus < 0) return `${Math.round((fait / objectif) * 100)} % de l’objectif`
  return plus === 0 ? 'Objectif atteint' : `Objectif dépassé : ${plus} de plus que prévu`
}

// Of which immersions: « 4 entre professionnels, 1 de salariés en insertion ».
const dispositifs: Record<string, { de: string; les: string }> = {
  immersion_pro: { de: 'entre professionnels', les: 'des immersions entre professionnels' },
  bourse_reciproque: { de: 'de la bourse d’échange', les: 'des immersions de la bourse d’échange' },
  immersion_salarie: { de: 'de salariés en insertion', les: 'des immersions de salariés en insertion' },
}

/** What a count is made of; '' when it is all of one kind. */
export const dontEnMots = (parts: readonly Part[]): string =>
  parts.length < 2 ? '' : parts.map(({ cle, nombre: n }) => `${n} ${dispositifs[cle]?.de ?? ''}`).join(', ')

/** What the figures may lack; '' when every immersion of the group is given to this person. */
export function porteeEnMots({ type }: Groupe, { manquants, complet }: Pick<Chiffres, 'manquants' | 'complet'>): string {
  if (complet) return ''
  // Whoever leads the group lacks only what others lead.
  if (manquants.includes(type === 'reseau_immersions' ? 'immersion_salarie' : 'immersion_pro')) return 'Ces chiffres portent sur les immersions que vous pouvez lire, pas sur toutes celles du groupe.'
  return `Il peut manquer ici ${manquants.map((one) => dispositifs[one]?.les ?? '').join(' et ')} : la coordination du groupe ne les reçoit pas toutes.`
}

/** What beginning one more fiche of a gabarit is called: its name alone is that of those that exist. */
export const nouvelles: Record<string, string> = {
  'programme-immersions-local': 'Nouveau programme',
  'restitution-annuelle': 'Nouvelle restitution annuelle',
  'synthese-groupe-local': 'Nouvelle synthèse',
  'indicateurs-territoire': 'Nouveaux indicateurs',
}

const jourMois = new Intl.DateTimeFormat('fr-FR', { day: 'numeric', month: 'long', timeZone: 'UTC' })
/** « 2026 », « du 1er janvier au 21 novembre 2026 ». */
function periodeEnMots(debut: string, fin: string): string {
  const [from, to] = [debut.slice(0, 4), fin.slice(0, 4)]
  if (debut.endsWith('-01-01') && fin === `${to}-12-31`) return from === to ? from : `${from}-${to}`
  const day = (jour: string, annee: boolean): string => `${jourMois.format(new Date(jour)).replace(/^1 /, '1er ')}${annee ? ` ${jour.slice(0, 4)}` : ''}`
  return `du ${day(debut, from !== to)} au ${day(fin, true)}`
}

/** A fiche of a group among others of its kind: its name, of which structure, of which year or days. */
export function ficheEnMots(nom: string, { annee, structure, periode_debut: debut, periode_fin: fin }: Readonly<Record<string, Json>>, { structures }: Annuaire): string {
  const when = typeof annee === 'number' ? String(annee) : typeof debut === 'string' && debut && typeof fin === 'string' && fin ? periodeEnMots(debut, fin) : ''
  const whose = typeof structure === 'string' ? nomDe(structures, structure) : ''
  return [[nom, whose].filter(Boolean).join(' – '), when].filter(Boolean).join(/^d/.test(when) ? ', ' : ' ')
}

/** The gabarits that the figures are read from. */
export const LUES: readonly string[] = [
  ...['programme-immersions-local', 'restitution-annuelle', 'synthese-groupe-local', 'reunion-trimestrielle-reseau', 'indicateurs-territoire'],
  ...['spro-3-preparation', 'spro-4-evaluation'],
]

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
export function feuillesDe(groupe: Groupe, chiffres: Chiffres, annuaire: Annuaire, periode: string): Feuille[] {
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
        ...chiffres.parDispositif.map(({ cle, nombre: n }) => [`Dont ${dispositifs[cle]?.de ?? cle}`, n]),
        ['Portée', porteeEnMots(groupe, chiffres) || 'Toutes les immersions du groupe'],
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
