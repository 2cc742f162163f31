// Orienting somebody (« aiguillage en deux clics »): which structure answers a need, and the card to hand over. Pure.
// A card holds what the structure says of itself, never a word about the person oriented.
import type { Structure } from '../domain/collections.ts'
import { path } from '../domain/id.ts'
import { type Registers, shownValue } from '../domain/register.ts'
import { libelleOf } from '../forms/referentiels.ts'
import { ditDe, type Offre, plain } from './bourse-offres.ts'
import { lignes, texte } from './lire.ts'
import type { Monde } from './monde.ts'

/** How a structure wants people to be sent to it, in its own words. */
export interface Consignes {
  contact: string
  conditions: string
  pieces: string
  delai: string
}
export interface Carte {
  structure: Structure
  consignes: Consignes
}

/** The card of a structure, from its document. */
export function lireCarte({ data, registers }: { data: Structure; registers: Registers }): Carte {
  const words = (champ: string): string => texte(shownValue(registers, path(champ)))
  return {
    structure: data,
    consignes: {
      contact: words('orienter_contact'),
      conditions: words('orienter_conditions'),
      pieces: words('orienter_pieces'),
      delai: words('orienter_delai'),
    },
  }
}

// The words of the examples’ publics; another one reads as it is written.
const PUBLICS: Record<string, string> = {
  'demandeurs-emploi': 'demandeurs d’emploi',
  etudiants: 'étudiants',
  'beneficiaires-des-minimas-sociaux': 'bénéficiaires des minima sociaux',
}
/** A public as it is kept, in words: a tag is spelled out, what a person typed (« 16-25 ans ») is left as it is. */
export const publicEnMots = (one: string): string => PUBLICS[one] ?? (/^[a-z-]+$/.test(one) ? one.replaceAll('-', ' ') : one)
/** Whom a structure is for, in words. */
export const publicsDe = ({ publics }: Structure): string[] => publics.map(publicEnMots)

/** What colleagues brought back from a visit there: the « fiche réflexe » of their restitutions, as far as one may read it. */
export interface Reflexe {
  fiche: string
  auteur: string | null
  le: string | null
  lignes: { situation: string; qui: string; comment: string }[]
  nePasOrienter: string
}

/** By structure. An évaluation that its author shared counts too: what it changes in the way of orienting. */
export function reflexesDe({ fiches, immersions }: Pick<Monde, 'fiches' | 'immersions'>): Map<string, Reflexe[]> {
  const found = new Map<string, Reflexe[]>()
  for (const fiche of fiches) {
    const to = immersions.find(({ id }) => id === fiche.immersion)?.structure_accueil
    if (!to) continue
    const rows = fiche.gabarit === 'restitution-structure-appartenance' ? fiche.reponses.orienter : undefined
    const seen = lignes(rows)
      .map((row) => ({ situation: texte(row.situation), qui: texte(row.qui_contacter), comment: texte(row.comment) }))
      .filter(({ situation, qui }) => situation || qui)
    const changed = fiche.gabarit === 'spro-4-evaluation' ? ditDe(fiche, 'effet_aiguillage') : ''
    if (changed) seen.push({ situation: changed, qui: '', comment: '' })
    const nePasOrienter = ditDe(fiche, 'ne_pas_orienter')
    if (seen.length === 0 && !nePasOrienter) continue
    const reflexe = { fiche: fiche.id, auteur: fiche.auteur, le: fiche.cree_le, lignes: seen, nePasOrienter }
    found.set(to, [...(found.get(to) ?? []), reflexe])
  }
  for (const list of found.values()) list.sort((a, b) => (b.le ?? '').localeCompare(a.le ?? ''))
  return found
}

/** A word without its usual ending, so that « familles » finds « famille », « ados » « adolescents ». */
const stem = (word: string): string => (word.length > 4 ? word.replace(/(?:e?s|e|x)$/, '') : word.length === 4 ? word.replace(/s$/, '') : word)
const EMPTY = new Set('de du des le la les un une et ou pour avec dans sur par qui que son sa ses mon ma mes au aux en'.split(' '))

interface Trouvee {
  carte: Carte
  /** where the need was found, first of all: « Publics », and the words there */
  pourquoi: { ou: string; mots: string } | null
}

/** The structures that answer a need, those that name most of its words first. Nothing asked: all, by name. */
export function chercherStructures(
  besoin: string,
  cartes: readonly Carte[],
  reflexes: ReadonlyMap<string, readonly Reflexe[]>,
  offres: readonly Offre[],
): Trouvee[] {
  const words = [...new Set(plain(besoin).split(/[^a-z0-9]+/).filter((word) => word && !EMPTY.has(word)).map(stem))]
  const byNom = (a: Trouvee, b: Trouvee) => a.carte.structure.nom.localeCompare(b.carte.structure.nom, 'fr')
  if (words.length === 0) return cartes.map((carte) => ({ carte, pourquoi: null })).sort(byNom)
  const scored = cartes.flatMap((carte) => {
    const lieux = lieuxDe(carte, reflexes.get(carte.structure.id) ?? [], offres).map((lieu) => ({ ...lieu, plain: plain(lieu.mots) }))
    const held = words.filter((word) => lieux.some((lieu) => lieu.plain.includes(word)))
    if (held.length === 0) return []
    const best = lieux
      .map((lieu) => ({ lieu, count: held.filter((word) => lieu.plain.includes(word)).length }))
      .reduce((a, b) => (b.count > a.count ? b : a))
    const { ou, mots } = best.lieu
    return [{ trouvee: { carte, pourquoi: ou === 'Nom' ? null : { ou, mots: extrait(mots, words) } }, score: held.length }]
  })
  return scored.sort((a, b) => b.score - a.score || byNom(a.trouvee, b.trouvee)).map(({ trouvee }) => trouvee)
}

/** Longer than that, only the part of a text where the words are is told. */
const COURT = 90

/** The part of a text that says these words, with « … » where it was cut. */
function extrait(text: string, words: readonly string[]): string {
  if (text.length <= COURT) return text
  const parts = text.split(/(?<=[.,;:])\s+/)
  const held = (part: string): number => words.filter((word) => plain(part).includes(word)).length
  const at = parts.reduce((best, part, i) => (held(part) > held(parts[best] ?? '') ? i : best), 0)
  let [from, to] = [at, at + 1]
  const said = (): string => parts.slice(from, to).join(' ')
  // A word alone says nothing: what stands around it comes too.
  while (said().length < COURT / 3) [from, to] = [Math.max(0, from - 1), Math.min(parts.length, to + 1)]
  return `${from > 0 ? '… ' : ''}${said().replace(/[.,;:\s]+$/, '')}${to < parts.length ? ' …' : ''}`
}

function lieuxDe({ structure, consignes }: Carte, reflexes: readonly Reflexe[], offres: readonly Offre[]): { ou: string; mots: string }[] {
  const own = offres.filter((offre) => offre.fiche.rattachement?.id === structure.id)
  return [
    { ou: 'Pour qui', mots: publicsDe(structure).join(', ') },
    { ou: 'Ce qu’elle fait', mots: structure.presentation ?? '' },
    { ou: 'Champ', mots: structure.champ ? libelleOf('champs_intervention', structure.champ) : '' },
    { ou: 'Comment orienter', mots: Object.values(consignes).filter(Boolean).join(' · ') },
    ...reflexes.flatMap(({ lignes }) => lignes.map(({ situation }) => ({ ou: 'Vu sur place', mots: situation }))),
    { ou: 'Horaires', mots: structure.horaires ?? '' },
    { ou: 'Où', mots: structure.adresse ?? '' },
    ...own.map((offre) => ({ ou: 'À voir sur place', mots: ditDe(offre.fiche, 'missions_observables') })),
    // The last: a row that says its name says nothing more by it.
    { ou: 'Nom', mots: [structure.nom, structure.type ? libelleOf('types_structure', structure.type) : ''].join(' ') },
  ].filter(({ mots }) => mots.trim() !== '')
}

/** The card to hand over: its lines, each with its name. What the structure does not say is left out. */
export function lignesDeCarte({ structure, consignes }: Carte): { nom: string; mots: string }[] {
  return [
    { nom: 'Pour qui', mots: publicsDe(structure).join(', ') },
    { nom: 'Ce qu’on y fait', mots: structure.presentation ?? '' },
    { nom: 'Demander', mots: consignes.contact },
    { nom: 'Conditions', mots: consignes.conditions },
    { nom: 'À apporter', mots: consignes.pieces },
    { nom: 'Délai', mots: consignes.delai },
    { nom: 'Quand', mots: structure.horaires ?? '' },
    { nom: 'Où', mots: structure.adresse ?? '' },
    { nom: 'Téléphone', mots: structure.telephone ?? '' },
    { nom: 'Courriel', mots: structure.courriel ?? '' },
  ].filter(({ mots }) => mots !== '')
}

/** The same as plain text, to be copied or shared. */
export const texteDeCarte = (carte: Carte): string =>
  [carte.structure.nom, ...lignesDeCarte(carte).map(({ nom, mots }) => `${nom}\u00a0: ${mots}`)].join('\n')
