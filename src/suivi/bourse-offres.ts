// The offers of the bourse as people look for them: by champ, place, period and profile. Pure. What an offer says in its
// own words (« toute l’année hors juillet et août ») is read as far as it can be; what cannot be told is said to be so.
import type { Structure } from '../domain/collections.ts'
import { OFFRE, type Publication, publicationOf } from '../domain/bourse.ts'
import { texte } from './lire.ts'
import type { FicheLue, Monde } from './monde.ts'

export interface Offre {
  id: string
  fiche: FicheLue
  /** the structure that offers, as the directory knows it */
  structure: Structure | null
  nom: string
  lieu: string
  champ: string | null
  commune: string | null
  /** months in which one may come, 1 to 12; null: its words do not tell */
  mois: readonly number[] | null
  profils: readonly Profil[]
  /** days; null: to be agreed */
  jours: number | null
  publication: Publication | null
}

export const profils = [
  { id: 'terrain', libelle: 'Professionnel de terrain', mots: /terrain|en exercice|professionnel/ },
  { id: 'agent_accueil', libelle: 'Agent d’accueil', mots: /accueil|secretai/ },
  { id: 'cadre', libelle: 'Cadre', mots: /cadre|direct(ion|eur|rice)|responsable|chef/ },
] as const
export type Profil = (typeof profils)[number]['id']

const JOURS: Record<string, number> = { une_demi_journee: 0.5, un_jour: 1, deux_jours: 2, trois_jours: 3 }
/** The days a choice of duration stands for; null: to be agreed. */
export const joursDe = (duree: unknown): number | null => (typeof duree === 'string' ? (JOURS[duree] ?? null) : null)

/** Without accents, case nor apostrophes; other marks stay: periods are read by them. */
export const plain = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[’']/g, ' ').toLowerCase()
/** An answer in words. */
export const ditDe = (fiche: FicheLue, champ: string): string => texte(fiche.reponses[champ])

/** The town of a postal address, after its postal code; null when there is none. */
export const communeOf = (adresse: string | null): string | null => /\b\d{5}\s+(.+?)\s*$/.exec(adresse ?? '')?.[1] ?? null

const MOIS = 'janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre'.split(' ')
/** The months as people write them. */
export const MOIS_LONGS = 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' ')
const SAISONS: Record<string, number[]> = { printemps: [3, 4, 5], ete: [7, 8], automne: [9, 10, 11], hiver: [12, 1, 2] }
const name = `(?:${MOIS.join('|')})`
const range = new RegExp(`\\b(${name})\\s+(?:a|au|jusqu a|jusqu en|-|–)\\s+(?:fin\\s+|mi-|debut\\s+)?(${name})\\b`, 'g')
const YEAR = MOIS.map((_, i) => i + 1)

function named(text: string): number[] {
  const found = new Set<number>()
  for (const [, from = '', to = ''] of text.matchAll(range)) {
    for (let at = MOIS.indexOf(from); ; at = (at + 1) % 12) {
      found.add(at + 1)
      if (at === MOIS.indexOf(to)) break
    }
  }
  for (const [word] of text.matchAll(new RegExp(`\\b${name}\\b`, 'g'))) found.add(MOIS.indexOf(word) + 1)
  for (const [season, months] of Object.entries(SAISONS))
    if (new RegExp(`\\b${season}\\b`).test(text)) for (const month of months) found.add(month)
  return [...found].sort((a, b) => a - b)
}

/** The months that « périodes possibles » names, exceptions taken away; null when it names none. */
export function moisDe(periodes: string): number[] | null {
  const words = plain(periodes)
  const [before = '', after = ''] = words.split(/\b(?:hors|sauf|excepte|a l exception|a eviter|pas en|evitez|eviter)\b/, 2)
  // « À éviter : août » names what is not possible after the word; the sentence ends the exception.
  const except = named(after.split(/[.;]/)[0] ?? '')
  const yes = named(before)
  if (yes.length > 0) return yes.filter((month) => !except.includes(month))
  const whole = /toute? (l )?annee|tous les mois|tout moment|toute periode/.test(words) || except.length > 0
  return whole ? YEAR.filter((month) => !except.includes(month)) : null
}

/** Every offer of the device, by name; `publication` says which are open to the network. */
export function offresDe({ fiches, annuaire }: Monde): Offre[] {
  return fiches
    .filter(({ gabarit }) => gabarit === OFFRE)
    .map((fiche) => {
      const structure = annuaire.structures?.find(({ id }) => id === fiche.rattachement?.id) ?? null
      const said = ditDe(fiche, 'nom_structure_accueil')
      const profil = plain(ditDe(fiche, 'profil_observateur'))
      return {
        id: fiche.id,
        fiche,
        structure,
        nom: structure?.nom ?? (annuaire.structures?.find(({ id }) => id === said)?.nom || said || 'Structure à préciser'),
        lieu: ditDe(fiche, 'etablissement_lieu'),
        champ: structure?.champ ?? null,
        commune: communeOf(structure?.adresse ?? null),
        mois: moisDe(ditDe(fiche, 'periodes_possibles')),
        profils: profils.filter(({ mots }) => mots.test(profil)).map(({ id }) => id),
        jours: joursDe(fiche.reponses.duree_accueil),
        publication: publicationOf(fiche.actes?.$publication),
      }
    })
    .sort((a, b) => a.nom.localeCompare(b.nom, 'fr') || a.lieu.localeCompare(b.lieu, 'fr'))
}

/** Does the network read it? */
export const isPubliee = ({ publication }: Offre): boolean => publication?.etat === 'publiee'

interface Criteres {
  texte?: string
  champ?: string | null
  commune?: string | null
  mois?: number | null
  profil?: Profil | null
}

/** The offers that fit; what an offer does not say leaves it in the list, with what is to be asked. */
export function chercherOffres(offres: readonly Offre[], criteres: Criteres): { offre: Offre; aVerifier: string[] }[] {
  const words = plain(criteres.texte ?? '').split(/\s+/).filter(Boolean)
  return offres.flatMap((offre) => {
    const { champ, commune, mois, profil } = criteres
    const all = plain([offre.nom, offre.structure?.presentation ?? '', ...Object.values(offre.fiche.reponses)].join(' '))
    if (!words.every((word) => all.includes(word))) return []
    if (champ && offre.champ !== champ) return []
    if (commune && offre.commune !== commune && !plain(offre.lieu).includes(plain(commune))) return []
    if (mois && offre.mois && !offre.mois.includes(mois)) return []
    if (profil && offre.profils.length > 0 && !offre.profils.includes(profil)) return []
    const aVerifier = [...(mois && !offre.mois ? ['période'] : []), ...(profil && offre.profils.length === 0 ? ['profil'] : [])]
    return [{ offre, aVerifier }]
  })
}
