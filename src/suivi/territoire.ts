// The figures of a group over a period, from what this person may read: what was done, where, how it went, what is needed.
// The same counts as the gabarit `indicateurs-territoire` (src/forms/calcul.ts); an average only from five answers on
// (R-VIS-03), needs without anybody's name. Pure.
import { followsAll } from '../domain/acces.ts'
import type { Groupe, Immersion } from '../domain/collections.ts'
import type { Json } from '../domain/json.ts'
import { plainWords } from '../domain/plain-words.ts'
import { MOYENNE_MIN, REALISEE } from '../forms/calcul.ts'
import { lignes, texte } from './lire.ts'
import type { FicheLue, Monde } from './monde.ts'
import { cleTrimestre, motsTrimestre, suivant, trimestre, trimestreDe } from './trimestre.ts'

export interface Periode {
  /** local days, both included */
  debut: string
  fin: string
}

/** How many, by a value: an option of a list, the id of a structure, a quarter. Largest first, quarters in order. */
export interface Part {
  cle: string
  nombre: number
}

export interface Besoin {
  besoin: string
  categorie: string | null
  /** how often it was said */
  occurrences: number
  etat: string | null
}

export interface Axe {
  axe: string
  structures: string
  /** where it was said last */
  etat: string | null
}

/** An average of answers, or how many there are when they are too few to be shown. */
export type Moyenne = { n: number; valeur: number } | { n: number; valeur: null }

export interface Chiffres {
  realisees: number
  parModalite: Part[]
  parAccueil: Part[]
  parOrigine: Part[]
  parSecteur: Part[]
  parTrimestre: Part[]
  /** of the year of the period’s end, whatever its beginning */
  annee: number
  realiseesAnnee: number
  objectif: number | null
  prevues: number
  refusees: number
  annulees: number
  restituees: number
  /** exchanges of the bourse, and those whose return took place or is planned */
  echanges: number
  avecRetour: number
  progression: Moyenne
  satisfaction: Moyenne
  /** levels of knowledge before and after, as counts by level; null below five answers */
  niveaux: { avant: Part[]; apres: Part[] } | null
  besoins: Besoin[]
  axes: Axe[]
  /** what was done, by dispositif: a fiche of one dispositif counts only its own */
  parDispositif: Part[]
  /** the dispositifs whose immersions are not all given to this person: the figures may lack some of them */
  manquants: string[]
  /** is every immersion of the group given to this person? */
  complet: boolean
}

const DISPOSITIFS = ['immersion_pro', 'bourse_reciproque', 'immersion_salarie'] as const
const RESTITUEE = ['restituee', 'close']
const SANS_SUITE = ['refusee', 'annulee', 'brouillon', 'a_retravailler']

/** What was written, without the spaces around it. */
const mots = (value: Json | undefined): string => texte(value).trim()

function comptes(cles: readonly (string | null)[]): Part[] {
  const counts = new Map<string, number>()
  for (const cle of cles) if (cle) counts.set(cle, (counts.get(cle) ?? 0) + 1)
  return [...counts].map(([cle, nombre]) => ({ cle, nombre })).sort((a, b) => b.nombre - a.nombre || a.cle.localeCompare(b.cle))
}

/** R-VIS-03. */
export function moyenne(valeurs: readonly number[]): Moyenne {
  const n = valeurs.length
  return { n, valeur: n < MOYENNE_MIN ? null : Math.round((valeurs.reduce((sum, one) => sum + one, 0) / n) * 10) / 10 }
}

/** The dispositifs that a group counts. */
const dispositifsDe = ({ type }: Groupe): readonly string[] => (type === 'reseau_immersions' ? ['immersion_salarie'] : DISPOSITIFS)

/** The immersions where a structure of the group takes part. */
export function immersionsDuGroupe(groupe: Groupe, immersions: readonly Immersion[]): Immersion[] {
  const member = (structure: string | null): boolean => structure !== null && groupe.structures.includes(structure)
  const wanted = dispositifsDe(groupe)
  return immersions.filter(
    (one) => wanted.includes(one.dispositif) && (member(one.structure_appartenance) || member(one.structure_accueil)),
  )
}

/** The modality of an immersion, or its type when it is an employee’s: as the list `modalites_et_types` has them. */
const formeDe = ({ modalite, type_immersion, dispositif }: Immersion): string | null =>
  dispositif === 'immersion_salarie' ? type_immersion : modalite

interface Niveau {
  avant: number
  apres: number
}

/** Levels before and after, one pair per person and immersion whose two fiches can be read. */
function niveauxDe(fiches: readonly FicheLue[]): Niveau[] {
  const pairs = new Map<string, Partial<Niveau>>()
  for (const { gabarit, immersion, auteur, reponses } of fiches) {
    const pair = pairs.get(`${immersion} ${auteur}`) ?? {}
    const [before, after] = [texte(reponses.niveau_global), texte(reponses.niveau_global_apres)]
    if (gabarit === 'spro-3-preparation' && before !== '') pair.avant = Number(before)
    if (gabarit === 'spro-4-evaluation' && after !== '') pair.apres = Number(after)
    pairs.set(`${immersion} ${auteur}`, pair)
  }
  return [...pairs.values()].filter(
    (pair): pair is Niveau => Number.isFinite(pair.avant ?? Number.NaN) && Number.isFinite(pair.apres ?? Number.NaN),
  )
}

/** In these fiches structures and groups say what they need. Never in what one person wrote of their own visit. */
const ANNUELLE = 'restitution-annuelle'
const DIT_BESOINS = ['synthese-groupe-local', ANNUELLE, 'reunion-trimestrielle-reseau']

const jourDe = ({ reponses, cree_le }: FicheLue): string => texte(reponses.date) || texte(reponses.periode_fin) || (cree_le ?? '').slice(0, 10)

function besoinsDe(fiches: readonly FicheLue[]): Besoin[] {
  const found = new Map<string, Besoin>()
  // A yearly restitution retains what the structures said: it says nothing once more, unless nobody had said it.
  const retains = ({ gabarit }: FicheLue): boolean => gabarit === ANNUELLE
  for (const fiche of [...fiches.filter((one) => !retains(one)), ...fiches.filter(retains)]) {
    for (const row of lignes(fiche.reponses.besoins)) {
      const besoin = mots(row.besoin)
      if (besoin === '') continue
      const one = found.get(plainWords(besoin)) ?? { besoin, categorie: null, occurrences: 0, etat: null }
      if (!retains(fiche)) one.occurrences += typeof row.occurrences === 'number' ? row.occurrences : 1
      else one.occurrences ||= 1
      one.categorie = texte(row.categorie) || one.categorie
      one.etat = texte(row.etat) || one.etat
      found.set(plainWords(besoin), one)
    }
  }
  return [...found.values()].sort((a, b) => b.occurrences - a.occurrences || a.besoin.localeCompare(b.besoin, 'fr'))
}

function axesDe(fiches: readonly FicheLue[]): Axe[] {
  const found = new Map<string, Axe>()
  for (const { reponses } of fiches) {
    for (const row of lignes(reponses.axes_travail)) {
      const axe = mots(row.axe)
      if (axe !== '') found.set(plainWords(axe), { axe, structures: mots(row.structures), etat: texte(row.etat) || (found.get(plainWords(axe))?.etat ?? null) })
    }
  }
  return [...found.values()]
}

/** The yearly target: the group’s own, else the one of the last programme that was decided for that year. */
function objectifDe(groupe: Groupe, fiches: readonly FicheLue[], annee: number): number | null {
  if (groupe.objectif_annuel !== null) return groupe.objectif_annuel
  const programmes = fiches.filter(
    ({ gabarit, etat, reponses }) =>
      gabarit === 'programme-immersions-local' && etat !== null && texte(reponses.periode_debut).startsWith(`${annee}-`),
  )
  const last = programmes.sort((a, b) => jourDe(a).localeCompare(jourDe(b))).at(-1)
  return typeof last?.reponses.objectif_annuel === 'number' ? last.reponses.objectif_annuel : null
}

/** The figures of a group over a period, both ends included. */
export function chiffresDe(groupe: Groupe, { debut, fin }: Periode, monde: Monde): Chiffres {
  const { annuaire, moi } = monde
  const me = annuaire.personnes.find(({ id }) => id === moi)
  const about = immersionsDuGroupe(groupe, monde.immersions)
  const first = ({ dates }: Immersion): string => dates[0] ?? ''
  const inPeriod = about.filter((one) => first(one) >= debut && first(one) <= fin)
  const done = inPeriod.filter(({ statut }) => REALISEE.includes(statut))
  const annee = Number(fin.slice(0, 4))
  const doneThisYear = about.filter((one) => REALISEE.includes(one.statut) && first(one).startsWith(`${annee}-`))
  const ids = new Set<string | null>(done.map(({ id }) => id))
  const structures = new Map((annuaire.structures ?? []).map((one) => [one.id, one]))
  const visits = monde.fiches.filter(({ immersion }) => ids.has(immersion))
  const niveaux = niveauxDe(visits)
  const satisfactions = visits.flatMap(({ gabarit, reponses }) => {
    const given = Number(texte(reponses.satisfaction) || Number.NaN)
    return gabarit === 'spro-4-evaluation' && Number.isFinite(given) ? [given] : []
  })
  const said = monde.fiches.filter((fiche) => {
    const of = fiche.rattachement?.id ?? ''
    const jour = jourDe(fiche)
    return DIT_BESOINS.includes(fiche.gabarit) && (of === groupe.id || groupe.structures.includes(of)) && jour >= debut && jour <= fin
  })
  // Refused before any date: when that was decided, else when it was asked for. One that says neither is never left out.
  const whenStopped = ({ dates, faits, statut, $cree_le }: Immersion): string =>
    dates[0] ?? (faits.findLast((fait) => fait.statut === statut)?.le ?? $cree_le ?? '').slice(0, 10)
  const stopped = (statut: string): number =>
    about.filter((one) => {
      const jour = whenStopped(one)
      return one.statut === statut && (jour === '' || (jour >= debut && jour <= fin))
    }).length
  const exchanges = done.filter(({ dispositif, immersion_aller }) => dispositif === 'bourse_reciproque' && immersion_aller === null)
  const manquants = dispositifsDe(groupe).filter((one) => !me || !followsAll(groupe, [one], me, annuaire))
  const planned = ({ statut }: Immersion): boolean => !SANS_SUITE.includes(statut)
  const hasReturn = ({ id, immersion_retour }: Immersion): boolean =>
    about.some((one) => (one.id === immersion_retour || one.immersion_aller === id) && planned(one))
  return {
    realisees: done.length,
    parModalite: comptes(done.map(formeDe)),
    parAccueil: comptes(done.map(({ structure_accueil }) => structure_accueil)),
    parOrigine: comptes(done.map(({ structure_appartenance }) => structure_appartenance)),
    parSecteur: comptes(done.map(({ structure_accueil }) => structures.get(structure_accueil ?? '')?.champ ?? null)),
    parTrimestre: trimestresDe(done.map(first), { debut, fin }, monde.maintenant.slice(0, 10)),
    parDispositif: comptes(done.map(({ dispositif }) => dispositif)),
    annee,
    realiseesAnnee: doneThisYear.length,
    objectif: objectifDe(groupe, monde.fiches, annee),
    prevues: inPeriod.filter((one) => planned(one) && !REALISEE.includes(one.statut)).length,
    refusees: stopped('refusee'),
    annulees: stopped('annulee'),
    restituees: done.filter(({ statut }) => RESTITUEE.includes(statut)).length,
    echanges: exchanges.length,
    avecRetour: exchanges.filter(hasReturn).length,
    progression: moyenne(niveaux.map(({ avant, apres }) => apres - avant)),
    satisfaction: moyenne(satisfactions),
    niveaux:
      niveaux.length < MOYENNE_MIN
        ? null
        : { avant: echelle(niveaux.map(({ avant }) => avant)), apres: echelle(niveaux.map(({ apres }) => apres)) },
    besoins: besoinsDe(said),
    axes: axesDe(said),
    manquants,
    complet: manquants.length === 0,
  }
}

/** Counts by quarter, in order; one without any stays between the others: it is the slack that one looks for. */
function trimestresDe(jours: readonly string[], { debut, fin }: Periode, today: string): Part[] {
  const found = new Map(comptes(jours.map((jour) => cleTrimestre(trimestreDe(jour)))).map(({ cle, nombre }) => [cle, nombre]))
  const last = [...jours, fin < today ? fin : today].sort().at(-1) ?? fin
  if (found.size > 0)
    for (let one = trimestreDe(debut); one.debut <= last; one = suivant(one)) found.set(cleTrimestre(one), found.get(cleTrimestre(one)) ?? 0)
  return [...found].map(([cle, nombre]) => ({ cle, nombre })).sort((a, b) => a.cle.localeCompare(b.cle))
}

/** Counts by level, in the order of the scale. */
const echelle = (niveaux: readonly number[]): Part[] => comptes(niveaux.map(String)).sort((a, b) => Number(a.cle) - Number(b.cle))

/** The periods one looks at: this year, the last one, the quarters of this year that began. */
export function periodesDe(today: string): (Periode & { id: string; libelle: string })[] {
  const annee = Number(today.slice(0, 4))
  const year = (of: number) => ({ id: String(of), libelle: `Année ${of}`, debut: `${of}-01-01`, fin: `${of}-12-31` })
  const quarters = [1, 2, 3, 4].flatMap((t) => {
    const { debut, fin } = trimestre(annee, t)
    return debut > today ? [] : [{ id: cleTrimestre({ annee, t }), libelle: motsTrimestre({ annee, t }), debut, fin }]
  })
  return [year(annee), year(annee - 1), ...quarters.reverse()]
}
