// The quarterly meeting of a réseau d’immersions: is one held, and what it is prepared with. Everything is counted, nobody
// is told apart: no repère, no employee's words, and what is counted by kind only from five on (R-VIS-03). Pure.
import type { Groupe } from '../domain/collections.ts'
import type { Json } from '../domain/json.ts'
import { plainWords } from '../domain/plain-words.ts'
import { MOYENNE_MIN } from '../forms/calcul.ts'
import type { Echeance } from './echeance.ts'
import { duReseau } from './entreprises.ts'
import { joursOf, POSE, type Suivie, suivies, tousLesFreins, typeDe } from './immersion-salarie.ts'
import { dayMonth } from './jours.ts'
import { lignes, texte } from './lire.ts'
import type { FicheLue, Monde } from './monde.ts'
import { cleTrimestre, motsTrimestre, precedent, type Trimestre, trimestreDe } from './trimestre.ts'

const meetings = ({ fiches }: Pick<Monde, 'fiches'>, groupe: Groupe): FicheLue[] =>
  fiches.filter(({ gabarit, rattachement }) => gabarit === POSE.reunion && rattachement?.id === groupe.id)

const isAbout = ({ reponses }: FicheLue, of: Trimestre): boolean => reponses.trimestre === `t${of.t}` && reponses.annee === of.annee

/** The meeting that follows this quarter, begun or held. */
export const reunionSur = (monde: Pick<Monde, 'fiches'>, groupe: Groupe, of: Trimestre): FicheLue | undefined =>
  meetings(monde, groupe).find((fiche) => isAbout(fiche, of))

/** The meetings held in the quarter, or about it, begun or recorded. */
const reunionsDu = (monde: Pick<Monde, 'fiches'>, groupe: Groupe, of: Trimestre): FicheLue[] =>
  meetings(monde, groupe).filter((fiche) => {
    const jour = texte(fiche.reponses.date)
    return (jour >= of.debut && jour <= of.fin) || isAbout(fiche, of)
  })

/**
 * R-POSE-10: no meeting in this quarter, or none in the last one, which had immersions. One that was prepared is recorded
 * once it is validated: until then it is reminded, itself.
 */
export function reunionsDues(groupe: Groupe, monde: Monde): Echeance[] {
  const today = monde.maintenant.slice(0, 10)
  const now = trimestreDe(today)
  const all = suivies(monde.immersions, monde.fiches).filter(({ immersion }) => duReseau(immersion, groupe))
  const lien = `/reseau/groupe/${groupe.id}/reunion`
  const found: Echeance[] = []
  const past = precedent(now)
  const id = (of: Trimestre): string => `pose:reunion:${groupe.id}:${cleTrimestre(of)}`
  const isRecorded = (of: Trimestre): boolean => reunionsDu(monde, groupe, of).some(({ etat }) => etat !== null)
  const begun = (of: Trimestre): Echeance | null => {
    const fiche = reunionsDu(monde, groupe, of).find((one) => !found.some(({ lien }) => lien === `/fiches/${one.id}`))
    if (!fiche) return null
    const jour = texte(fiche.reponses.date)
    const held = jour !== '' && jour <= today
    const titre = held ? 'Valider le compte rendu de la réunion du réseau' : 'Tenir la réunion du réseau, préparée'
    const detail = jour === '' ? `À tenir avant le ${dayMonth(of.fin)}` : `${held ? 'Tenue' : 'Prévue'} le ${dayMonth(jour)}`
    return { id: id(of), regle: 'R-POSE-10', niveau: 'rappel', titre, detail, ...(jour ? { des: jour } : {}), lien: `/fiches/${fiche.id}` }
  }
  if (!isRecorded(past) && all.some((one) => isIn(one, past)))
    found.push(
      begun(past) ?? {
        id: id(past),
        regle: 'R-POSE-10',
        niveau: 'avertissement',
        titre: `Aucune réunion du réseau au ${motsTrimestre(past)}`,
        detail: groupe.nom,
        des: past.debut,
        lien: `${lien}?annee=${past.annee}&trimestre=${past.t}`,
      },
    )
  if (!isRecorded(now)) {
    const planned = meetings(monde, groupe)
      .map(({ reponses }) => texte(reponses.prochaine_reunion))
      .filter((day) => day >= today && day <= now.fin)
      .sort()[0]
    found.push(
      begun(now) ?? {
        id: id(now),
        regle: 'R-POSE-10',
        niveau: 'rappel',
        titre: 'Préparer la réunion du trimestre',
        detail: planned ? `Prévue le ${dayMonth(planned)}` : `À tenir avant le ${dayMonth(now.fin)}`,
        ...(planned ? { des: planned } : {}),
        lien: `${lien}?annee=${now.annee}&trimestre=${now.t}`,
      },
    )
  }
  return found
}

function isIn(suivie: Suivie, { debut, fin }: Trimestre): boolean {
  const jours = joursOf(suivie)
  return jours !== null && !['refusee', 'annulee'].includes(suivie.immersion.statut) && jours.debut <= fin && jours.fin >= debut
}

/** The day a refusal was decided: the entretien's, else when it was written. */
const refusedOn = ({ immersion, entretien }: Suivie): string =>
  texte(entretien?.reponses.date) ||
  (immersion.faits.findLast(({ statut }) => statut === 'refusee')?.le ?? immersion.$cree_le ?? '').slice(0, 10)

const isRefused = ({ immersion, entretien }: Suivie): boolean =>
  immersion.statut === 'refusee' || (entretien?.etat != null && entretien.reponses.decision === 'refusee')

/** How many of each, the most frequent first. */
export type Compte = { id: string; nombre: number }[]
function compte(ids: Iterable<string>): Compte {
  const counts = new Map<string, number>()
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1)
  return [...counts].map(([id, nombre]) => ({ id, nombre })).sort((a, b) => b.nombre - a.nombre || (a.id < b.id ? -1 : 1))
}

export interface Besoin {
  besoin: string
  categorie: string
  occurrences: number
}

export interface Bilan {
  trimestre: Trimestre
  /** immersions with a day in the quarter */
  immersions: number
  parType: Compte
  parStatut: Compte
  refus: number
  /** null: fewer than five refusals, whose reasons are not told apart */
  motifs: Compte | null
  freins: { total: number; leves: number; types: Compte | null }
  besoins: Besoin[]
  /** needs whose words named an employee, left out */
  ecartes: number
}

/** What the quarter was, from what this person may read; counts only. */
export function bilanDu(monde: Monde, groupe: Groupe, of: Trimestre): Bilan {
  const all = suivies(monde.immersions, monde.fiches).filter(({ immersion }) => duReseau(immersion, groupe))
  const inQuarter = all.filter((one) => isIn(one, of))
  const refused = all.filter((one) => isRefused(one) && refusedOn(one) >= of.debut && refusedOn(one) <= of.fin)
  const motifs = refused.flatMap(({ entretien }) => {
    const said = entretien?.reponses.motif_refus
    return Array.isArray(said) ? said.filter((id) => typeof id === 'string') : []
  })
  const freins = inQuarter.flatMap((one) => (one.freins ? tousLesFreins(one.freins) : []))
  const kinds = compte(freins.map(({ type }) => type).filter(Boolean)).filter(({ nombre }) => nombre >= MOYENNE_MIN)
  const { besoins, ecartes } = besoinsDe(inQuarter, all)
  return {
    trimestre: of,
    immersions: inQuarter.length,
    parType: compte(inQuarter.map((one) => typeDe(one) ?? 'a_choisir')),
    parStatut: compte(inQuarter.map(({ immersion }) => immersion.statut)),
    refus: refused.length,
    motifs: refused.length >= MOYENNE_MIN ? compte(motifs) : null,
    freins: { total: freins.length, leves: freins.filter(({ etat }) => etat === 'leve').length, types: kinds.length > 0 ? kinds : null },
    besoins,
    ecartes,
  }
}

/** Needs written to be told to the territory, put together by their words; one that names an employee is left out. */
function besoinsDe(some: readonly Suivie[], all: readonly Suivie[]): { besoins: Besoin[]; ecartes: number } {
  const reperes = all.map(({ immersion }) => plainWords(immersion.salarie_repere ?? '')).filter(Boolean)
  const names = (text: string): boolean => reperes.some((repere) => ` ${plainWords(text)} `.includes(` ${repere} `))
  const found = new Map<string, Besoin & { from: Set<string> }>()
  let ecartes = 0
  const add = (suivie: Suivie, besoin: string, categorie: string): void => {
    const key = plainWords(besoin)
    if (key === '') return
    if (names(besoin)) {
      ecartes += 1
      return
    }
    const held = found.get(key) ?? { besoin: besoin.trim(), categorie, occurrences: 0, from: new Set<string>() }
    held.from.add(suivie.immersion.id)
    held.occurrences = held.from.size
    if (held.categorie === '') held.categorie = categorie
    found.set(key, held)
  }
  for (const suivie of some) {
    add(suivie, texte(suivie.freins?.reponses.besoin_territoire), '')
    for (const row of lignes(suivie.bilan?.reponses.besoins_territoire)) add(suivie, texte(row.besoin), texte(row.categorie))
  }
  const besoins = [...found.values()].map(({ besoin, categorie, occurrences }) => ({ besoin, categorie: categorie || 'autre', occurrences }))
  return { besoins: besoins.sort((a, b) => b.occurrences - a.occurrences), ecartes }
}

/** The words of a list of the referentiels. */
export type Libelle = (liste: string, id: string) => string

/**
 * The answers a reunion-trimestrielle-reseau begins with.
 * @param libelle words of `types_immersion_salarie`, `statuts_immersion`, `types_freins`, `motif_refus`
 */
export function preparer(bilan: Bilan, groupe: Groupe, libelle: Libelle): Record<string, Json> {
  const told = (liste: string, counts: Compte): string =>
    counts.map(({ id, nombre }) => `${libelle(liste, id).toLowerCase()} ${nombre}`).join(', ')
  const { immersions, refus, motifs, freins } = bilan
  const lines = [
    `Immersions du trimestre : ${immersions}${immersions > 0 ? ` (${told('types_immersion_salarie', bilan.parType)})` : ''}.`,
    ...(immersions > 0 ? [`Où elles en sont : ${told('statuts_immersion', bilan.parStatut)}.`] : []),
    `Immersions refusées : ${refus}${motifs ? ` (${told('motif_refus', motifs)})` : ''}.`,
    `Freins repérés : ${freins.total}, dont levés : ${freins.leves}${freins.types ? ` (les plus fréquents : ${told('types_freins', freins.types)})` : ''}.`,
  ]
  return {
    trimestre: `t${bilan.trimestre.t}`,
    annee: bilan.trimestre.annee,
    ...(groupe.objectif_annuel === null ? {} : { objectif_annuel: groupe.objectif_annuel }),
    commentaire_suivi: lines.join('\n'),
    besoins: bilan.besoins.slice(0, 12).map(({ besoin, categorie, occurrences }) => ({ besoin, categorie, occurrences })),
  }
}
