// The requests of the bourse: where each stands, what forbids sending it (R-BEP-01, R-BEP-03), what this person may do
// with it, and the offers that fit it, with why. Pure.
import { type FicheEntete, mayWriteActe, rolesAt } from '../domain/acces.ts'
import { DEMANDE, ENVOI, type Envoi, envoiOf, type EtatEnvoi, type EtatPublication, OFFRE, PUBLICATION } from '../domain/bourse.ts'
import type { Immersion } from '../domain/collections.ts'
import type { Politique } from '../domain/politique.ts'
import { libelleOf } from '../forms/referentiels.ts'
import { eutLieu } from './bourse-solde.ts'
import type { FicheLue, Monde } from './monde.ts'
import { communeOf, ditDe, isPubliee, joursDe, MOIS_LONGS, type Offre, plain, profils } from './bourse-offres.ts'

export interface Demande {
  id: string
  fiche: FicheLue
  immersion: Immersion | null
  /** the structure that asks */
  structure: string | null
  offreVisee: Offre | null
  offreRetour: Offre | null
  envoi: Envoi | null
}

/** Every request of the device, the last made first. */
export function demandesDe({ fiches, immersions }: Monde, offres: readonly Offre[]): Demande[] {
  const offre = (id: string) => offres.find((one) => one.id === id) ?? null
  return fiches
    .filter(({ gabarit }) => gabarit === DEMANDE)
    .map((fiche) => {
      const immersion = immersions.find(({ id }) => id === fiche.immersion) ?? null
      return {
        id: fiche.id,
        fiche,
        immersion,
        structure: immersion?.structure_appartenance ?? (ditDe(fiche, 'structure') || null),
        offreVisee: offre(ditDe(fiche, 'offre_visee')),
        offreRetour: offre(ditDe(fiche, 'offre_retour')),
        envoi: envoiOf(fiche.actes?.$envoi),
      }
    })
    .sort((a, b) => (b.fiche.cree_le ?? '').localeCompare(a.fiche.cree_le ?? ''))
}

interface Obstacle {
  regle: 'R-BEP-01' | 'R-BEP-03'
  /** why, and what to do: whole sentences */
  mots: string
  /** the answer to change; null: an offer is to be written first */
  champ: string | null
}

/** What forbids sending this request today; the draft is kept whatever it lacks. */
export function obstaclesDe(demande: Demande, offres: readonly Offre[]): Obstacle[] {
  const found: Obstacle[] = []
  if (demande.fiche.reponses.statut === 'stagiaire') {
    found.push({
      regle: 'R-BEP-03',
      champ: 'statut',
      mots: 'La bourse s’adresse à des professionnels en exercice : un stagiaire en formation initiale n’a pas encore de structure qui puisse accueillir en retour. Votre brouillon est gardé ; parlez-en à votre tuteur, qui peut faire la demande pour lui-même.',
    })
  }
  const own = offres.filter((offre) => isPubliee(offre) && offre.fiche.rattachement?.id === demande.structure)
  const named = ditDe(demande.fiche, 'offre_retour')
  if (own.length === 0) {
    found.push({
      regle: 'R-BEP-01',
      champ: null,
      mots: 'Votre structure n’a pas encore d’offre d’accueil publiée. Qui demande une immersion offre la même possibilité en retour : rédigez une offre et proposez-la au pilote. Votre demande est gardée en attendant.',
    })
  } else if (!own.some(({ id }) => id === named)) {
    found.push({
      regle: 'R-BEP-01',
      champ: 'offre_retour',
      mots: named
        ? 'L’offre désignée en retour n’est pas une offre publiée de votre structure. Choisissez-en une qui le soit.'
        : 'Désignez l’offre d’accueil que votre structure propose en retour.',
    })
  }
  return found
}

/** The access entry of a fiche of the bourse: what acts need of it. */
function enteteDe(fiche: FicheLue, immersion: Immersion | null): FicheEntete {
  const none: FicheEntete['choix'] = { visibilite: [], anonymat_verifie: [], accord_partage: [], partage: [] }
  const { gabarit, version, auteur, rattachement } = fiche
  const politique: Politique = {
    gabarit,
    version,
    famille: 'beprip',
    visibilite: 'reseau_restreint',
    consulte_par: [],
    rempli_par: [],
    acces: {},
  }
  return { auteur, immersion, rattachement, politique, choix: none }
}

const may = (fiche: FicheLue, immersion: Immersion | null, acte: string, etat: string, monde: Monde): boolean => {
  const me = monde.annuaire.personnes.find(({ id }) => id === monde.moi)
  return !!me && mayWriteActe(enteteDe(fiche, immersion), acte, { etat, par: me.id }, me, monde.annuaire) === true
}

/** May I bring the offer to this state? */
export const peutPublier = ({ fiche }: Offre, etat: EtatPublication, monde: Monde): boolean =>
  fiche.gabarit === OFFRE && may(fiche, null, PUBLICATION, etat, monde)

// From where to where an act leads; what was answered or cancelled is not sent a second time.
const AFTER: Record<EtatEnvoi, readonly (EtatEnvoi | null)[]> = {
  deposee: [null, 'renvoyee'],
  envoyee: [null, 'renvoyee', 'deposee'],
  renvoyee: ['deposee', 'envoyee'],
  acceptee: ['envoyee'],
  refusee: ['deposee', 'envoyee'],
  annulee: ['deposee', 'envoyee', 'acceptee'],
}

/** May I do this act now? An open request is accepted once it has a host. */
export function peutEnvoyer(demande: Demande, etat: EtatEnvoi, monde: Monde): boolean {
  const { fiche, immersion, envoi } = demande
  if (!AFTER[etat].includes(envoi?.etat ?? null)) return false
  if (etat === 'acceptee' && !immersion?.structure_accueil) return false
  if (etat === 'annulee' && immersion && eutLieu(immersion, monde.maintenant.slice(0, 10))) return false
  return may(fiche, immersion, ENVOI, etat, monde)
}

/** Is there, in the directory, somebody to agree for this structure? */
export const responsablesDe = (structure: string | null, { annuaire }: Monde) =>
  annuaire.personnes.filter((personne) =>
    rolesAt(personne, structure).some((role) => role === 'responsable_appartenance' || role === 'responsable_accueil'),
  )

export interface Avis {
  sur: 'Champ' | 'Période' | 'Durée' | 'Profil' | 'Lieu' | 'Travail'
  /** null: cannot be told from what is written */
  oui: boolean | null
  mots: string
}
interface Correspondance {
  offre: Offre
  avis: Avis[]
}

const EMPTY = 'avant apres entre moment comment quand quels quelle notre votre leurs cette celui comme aussi autre place travail vivre voudrais pouvoir faire'.split(' ')
const wordsOf = (text: string): string[] => [...new Set(plain(text).match(/[a-z]{5,}/g) ?? [])].filter((word) => !EMPTY.includes(word))

/** The published offers of others, those that fit best first: as many reasons for, less those against. No hidden weight. */
export function correspondancesDe(demande: Demande, offres: readonly Offre[], monde: Monde): Correspondance[] {
  const mine = monde.annuaire.structures?.find(({ id }) => id === demande.structure)
  const home = communeOf(mine?.adresse ?? null)
  const score = ({ avis }: Correspondance): number =>
    avis.reduce((sum, { oui }) => sum + (oui === null ? 0 : oui ? 1 : -1), 0)
  return offres
    .filter((offre) => isPubliee(offre) && offre.fiche.rattachement?.id !== demande.structure)
    .map((offre): Correspondance => ({ offre, avis: avisSur(offre, demande.fiche, home) }))
    .sort((a, b) => score(b) - score(a) || a.offre.nom.localeCompare(b.offre.nom, 'fr'))
}

function avisSur(offre: Offre, fiche: FicheLue, home: string | null): Avis[] {
  const avis: Avis[] = []
  const sought = wordsOf(ditDe(fiche, 'structure_ou_champ_recherche'))
  if (sought.length > 0) {
    const said = plain([offre.nom, offre.champ ? libelleOf('champs_intervention', offre.champ) : ''].join(' '))
    const oui = sought.some((word) => said.includes(word))
    avis.push({ sur: 'Champ', oui, mots: offre.champ ? libelleOf('champs_intervention', offre.champ) : 'Champ non précisé' })
  }
  const months = monthsOf(fiche)
  if (months.length > 0) {
    const common = offre.mois ? months.filter((month) => offre.mois?.includes(month)) : null
    avis.push({
      sur: 'Période',
      oui: common && common.length > 0,
      mots: !common ? `À vérifier : « ${ditDe(offre.fiche, 'periodes_possibles')} »` : common.length > 0 ? `Possible en ${common.map((month) => MOIS_LONGS[month - 1]).join(', ')}` : 'Pas aux mois que vous proposez',
    })
  }
  const wish = joursDe(fiche.reponses.duree)
  if (wish !== null) {
    avis.push({
      sur: 'Durée',
      oui: offre.jours === null ? null : offre.jours >= wish,
      mots: offre.jours === null ? 'Durée à convenir' : offre.jours >= wish ? 'La durée que vous souhaitez' : 'Plus courte que votre souhait',
    })
  }
  const profil = profils.find(({ id }) => id === fiche.reponses.statut)
  if (profil) {
    const oui = offre.profils.length === 0 ? null : offre.profils.includes(profil.id)
    avis.push({ sur: 'Profil', oui, mots: oui ? 'S’adresse à votre profil' : oui === null ? 'Profil non précisé' : 'Nomme d’autres profils que le vôtre' })
  }
  const shared = wordsOf(ditDe(fiche, 'realite_a_decouvrir')).filter((word) =>
    wordsOf(['missions_observables', 'contenus_proposes', 'profils_poste_observables'].map((champ) => ditDe(offre.fiche, champ)).join(' ')).includes(word),
  )
  if (shared.length > 0) avis.push({ sur: 'Travail', oui: true, mots: `Vos mots s’y trouvent : ${shared.slice(0, 4).join(', ')}` })
  if (offre.commune) avis.push({ sur: 'Lieu', oui: offre.commune === home ? true : null, mots: offre.commune === home ? 'Dans votre commune' : `À ${offre.commune}` })
  return avis
}

/** The months of the periods proposed in a request. */
function monthsOf({ reponses }: FicheLue): number[] {
  const found = new Set<number>()
  for (const row of Array.isArray(reponses.periodes) ? reponses.periodes : []) {
    const { du, au } = (row ?? {}) as { du?: unknown; au?: unknown }
    if (typeof du !== 'string') continue
    const [from, to] = [du.slice(0, 7), (typeof au === 'string' && au >= du ? au : du).slice(0, 7)]
    for (let [year, month] = from.split('-').map(Number) as [number, number]; found.size < 12; month++) {
      if (month > 12) [year, month] = [year + 1, 1]
      const here = `${year}-${String(month).padStart(2, '0')}`
      if (here > to) break
      found.add(month)
    }
  }
  return [...found]
}
