// What a local group owes itself: a programme that is decided and says why, a yearly time of restitution. Pure.
import type { Groupe } from '../domain/collections.ts'
import type { Echeance, Source } from './echeance.ts'
import { dayMonth, dayPlus, monthsPlus } from './jours.ts'
import { texte } from './lire.ts'
import type { FicheLue, Monde } from './monde.ts'
import { immersionsDuGroupe } from './territoire.ts'

const PROGRAMME = 'programme-immersions-local'
const ANNUELLE = 'restitution-annuelle'
const INDICATEURS = 'indicateurs-territoire'

const fichesDu = (groupe: Groupe, fiches: readonly FicheLue[], gabarit: string): FicheLue[] =>
  fiches.filter((fiche) => fiche.gabarit === gabarit && fiche.rattachement?.id === groupe.id)

/** The last yearly restitution that was held, and the next one that is planned; null: none. */
export function restitutionsAnnuelles(groupe: Groupe, { fiches, maintenant }: Pick<Monde, 'fiches' | 'maintenant'>): { derniere: string | null; prochaine: string | null } {
  const today = maintenant.slice(0, 10)
  const held = [
    ...fichesDu(groupe, fiches, ANNUELLE).map(({ reponses }) => texte(reponses.date)),
    ...fichesDu(groupe, fiches, INDICATEURS).map(({ reponses }) => texte(reponses.date_restitution_annuelle)),
  ].filter((jour) => jour !== '')
  const planned = [
    ...held,
    ...fichesDu(groupe, fiches, ANNUELLE).map(({ reponses }) => texte(reponses.prochaine_date)),
    ...fichesDu(groupe, fiches, PROGRAMME).map(({ reponses }) => texte(reponses.restitution_annuelle_date)),
  ].filter((jour) => jour > today)
  return { derniere: held.filter((jour) => jour <= today).sort().at(-1) ?? null, prochaine: planned.sort()[0] ?? null }
}

export interface Programme {
  fiche: FicheLue
  /** decided and published by the coordination, with who and when */
  publie: { par: string | null; le: string | null } | null
  decision: 'oui' | 'differe' | 'non' | null
  motif: string
}

/** The programmes of the group, the last period first (R-SPRO-11). */
export function programmesDe(groupe: Groupe, { fiches }: Pick<Monde, 'fiches'>): Programme[] {
  return fichesDu(groupe, fiches, PROGRAMME)
    .map((fiche): Programme => {
      const given = texte(fiche.reponses.pertinence)
      const decision = given === 'oui' || given === 'differe' || given === 'non' ? given : null
      return { fiche, publie: fiche.etat && { par: fiche.etat.par, le: fiche.etat.le }, decision, motif: texte(fiche.reponses.motif) }
    })
    .sort((a, b) => texte(b.fiche.reponses.periode_debut).localeCompare(texte(a.fiche.reponses.periode_debut)))
}

/** R-SPRO-10, for whoever coordinates the group. */
function annuelle(groupe: Groupe, monde: Monde): Echeance[] {
  const today = monde.maintenant.slice(0, 10)
  const { derniere, prochaine } = restitutionsAnnuelles(groupe, monde)
  const first = immersionsDuGroupe(groupe, monde.immersions)
    .map(({ dates }) => dates[0] ?? '')
    .filter((jour) => jour !== '')
    .sort()[0]
  // A group that has just begun has a year to hold its first one.
  const since = derniere ?? first
  if (!since || monthsPlus(since, 12) > today) return []
  return [
    {
      id: `groupe:annuelle:${groupe.id}`,
      regle: 'R-SPRO-10',
      niveau: 'avertissement',
      titre: derniere ? 'Plus d’un an depuis la restitution annuelle' : 'Aucune restitution annuelle n’a encore été tenue',
      detail: prochaine ? `${groupe.nom} · prévue le ${dayMonth(prochaine)}` : groupe.nom,
      des: monthsPlus(since, 12),
      lien: `/ouvrir?gabarit=${ANNUELLE}&type=groupe&objet=${groupe.id}&autre`,
    },
  ]
}

/** Days before the yearly restitution when its fiche is proposed. */
const AVANT = 21

/** R-SPRO-10: the one that is planned is prepared before its day, not noticed after it. */
function preparation(groupe: Groupe, monde: Monde): Echeance[] {
  const { prochaine } = restitutionsAnnuelles(groupe, monde)
  if (!prochaine) return []
  const held = fichesDu(groupe, monde.fiches, ANNUELLE).find(({ reponses }) => texte(reponses.date) === prochaine)
  if (held?.etat) return []
  return [
    {
      id: `groupe:annuelle-a-preparer:${groupe.id}`,
      regle: 'R-SPRO-10',
      niveau: 'a_faire',
      titre: held ? 'Compléter la restitution annuelle' : 'Préparer la restitution annuelle',
      detail: `${groupe.nom} · prévue le ${dayMonth(prochaine)}`,
      des: dayPlus(prochaine, -AVANT),
      lien: held ? `/fiches/${held.id}` : `/ouvrir?gabarit=${ANNUELLE}&type=groupe&objet=${groupe.id}&autre`,
    },
  ]
}

/** A programme begun, then decided: the group reads it once it is published. */
function programme(groupe: Groupe, monde: Monde): Echeance[] {
  return programmesDe(groupe, monde)
    .filter(({ publie, fiche }) => publie === null && fiche.auteur === monde.moi)
    .map(({ fiche, decision }) => ({
      id: `groupe:programme:${fiche.id}`,
      regle: 'R-SPRO-11',
      niveau: 'a_faire' as const,
      titre: decision === null ? 'Décider du programme d’immersions' : 'Publier le programme d’immersions',
      detail: groupe.nom,
      lien: `/fiches/${fiche.id}`,
    }))
}

/** What is due in the local groups that this person coordinates. */
export const groupeLocal: Source = (monde) =>
  monde.annuaire.groupes
    .filter(({ type, coordination }) => type === 'groupe_local' && coordination === monde.moi)
    .flatMap((groupe) => {
      const late = annuelle(groupe, monde)
      return [...(late.length > 0 ? late : preparation(groupe, monde)), ...programme(groupe, monde)]
    })
