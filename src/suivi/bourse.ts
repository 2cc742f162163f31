// What the bourse d’échange waits for from the person who holds the device: offers to read again, requests to agree to
// and to answer, the convention before leaving, the visit in return before its due date (R-BEP-01, 02 and 04).
import { rolesIn } from '../domain/acces.ts'
import { CONVENTION } from '../domain/bourse.ts'
import type { Immersion } from '../domain/collections.ts'
import { type Demande, demandesDe, peutEnvoyer, peutPublier } from './bourse-demandes.ts'
import { type Offre, offresDe } from './bourse-offres.ts'
import { eutLieu, isLongue, joursDeLImmersion, retoursDe } from './bourse-solde.ts'
import type { Echeance } from './echeance.ts'
import { dayPlus, monthsPlus } from './jours.ts'
import type { Monde } from './monde.ts'

/** Days before the due date of a return from which it is recalled. */
const AHEAD = 30

/** What is due in the bourse, for this person. */
export function bourse(monde: Monde): Echeance[] {
  const { immersions } = monde
  if (!monde.annuaire.groupes.some(({ type }) => type === 'bourse')) return []
  const offres = offresDe(monde)
  return [
    ...offres.flatMap((offre) => ofOffre(offre, monde)),
    ...demandesDe(monde, offres).flatMap((demande) => ofDemande(demande, monde)),
    ...immersions.filter(({ dispositif }) => dispositif === 'bourse_reciproque').flatMap((one) => ofImmersion(one, monde)),
    ...retours(monde),
  ]
}

function ofOffre(offre: Offre, monde: Monde): Echeance[] {
  const { id, fiche, publication, nom } = offre
  const lien = `/reseau/offre/${id}`
  const mine = fiche.auteur === monde.moi
  const one = (quoi: string, titre: string, more: Partial<Echeance> = {}): Echeance[] => [
    { id: `bourse ${quoi} ${id}`, regle: 'R-BEP-02', niveau: 'a_faire', titre, lien, ...more },
  ]
  switch (publication?.etat) {
    case 'proposee':
      return peutPublier(offre, 'publiee', monde) ? one('relire', `Relire l’offre d’accueil de ${nom}`) : []
    case 'renvoyee':
      return mine ? one('reprendre', 'Reprendre votre offre d’accueil', publication.motif ? { detail: publication.motif } : {}) : []
    case 'publiee': {
      const written = fiche.reponses.redigee_le
      if (!mine || typeof written !== 'string') return []
      return one('actualiser', 'Relire votre offre d’accueil, publiée depuis un an', {
        niveau: 'rappel',
        des: monthsPlus(written.slice(0, 10), 12),
      })
    }
    case undefined:
      return mine ? one('proposer', 'Proposer votre offre d’accueil au pilote', { niveau: 'rappel' }) : []
    case 'retiree':
      return []
  }
}

function ofDemande(demande: Demande, monde: Monde): Echeance[] {
  const { id, fiche, envoi, immersion } = demande
  const who = monde.annuaire.personnes.find((one) => one.id === fiche.auteur)?.nom ?? 'un partenaire'
  const mine = fiche.auteur === monde.moi
  const one = (quoi: string, titre: string, detail?: string | null): Echeance[] => [
    {
      id: `bourse ${quoi} ${id}`,
      regle: 'R-BEP-01',
      niveau: 'a_faire',
      titre,
      lien: `/reseau/demande/${id}`,
      ...(detail ? { detail } : {}),
      ...(immersion ? { immersion: immersion.id } : {}),
    },
  ]
  switch (envoi?.etat) {
    case undefined:
      return mine ? one('envoyer', 'Terminer et envoyer votre demande d’immersion') : []
    case 'renvoyee':
      return mine ? one('reprendre', 'Reprendre votre demande d’immersion', envoi.motif) : []
    case 'deposee':
      // The manager agrees; the author, who may send too, waits for them.
      return !mine && peutEnvoyer(demande, 'envoyee', monde) ? one('accord', `Donner votre accord à la demande de ${who}`) : []
    case 'envoyee':
      return !mine && peutEnvoyer(demande, 'acceptee', monde) ? one('repondre', `Répondre à la demande de ${who}`) : []
    default:
      return []
  }
}

const AGREED = ['acceptee', 'conventionnee', 'preparee', 'en_cours']

function ofImmersion(immersion: Immersion, monde: Monde): Echeance[] {
  const me = monde.annuaire.personnes.find(({ id }) => id === monde.moi)
  const today = monde.maintenant.slice(0, 10)
  if (!me || !AGREED.includes(immersion.statut) || eutLieu(immersion, today)) return []
  const roles = rolesIn(immersion, me, monde.annuaire)
  const signs = (['accueilli', 'responsable_appartenance', 'responsable_accueil'] as const).some((role) => roles.has(role))
  const found: Echeance[] = []
  const convention = monde.fiches.find(({ gabarit, immersion: of }) => gabarit === CONVENTION && of === immersion.id)
  if (signs && !isSignee(convention?.reponses) && convention?.etat?.etat !== 'signee') {
    found.push({
      id: `bourse convention ${immersion.id}`,
      regle: null,
      niveau: 'a_faire',
      titre: 'Signer la convention éthique avant de partir',
      detail: immersion.titre,
      lien: convention ? `/fiches/${convention.id}` : `/immersions/${immersion.id}`,
      immersion: immersion.id,
    })
  }
  if (isLongue(immersion) && (signs || roles.has('accueillant') || roles.has('pilote_bourse'))) {
    found.push({
      id: `R-BEP-04 ${immersion.id}`,
      regle: 'R-BEP-04',
      niveau: 'avertissement',
      titre: `Cette immersion dure ${joursDeLImmersion(immersion)} jours : la bourse en prévoit deux ou trois`,
      detail: immersion.titre,
      lien: `/immersions/${immersion.id}`,
      immersion: immersion.id,
    })
  }
  return found
}

/** Are the three signatures of the convention there? */
export const isSignee = (reponses: Record<string, unknown> | undefined): boolean =>
  ['signature_accueilli', 'signature_demandeuse', 'signature_accueil'].every((champ) => reponses?.[champ])

/** The visit in return, recalled to both structures and to the pilote until it has a date (R-BEP-01). */
function retours(monde: Monde): Echeance[] {
  const me = monde.annuaire.personnes.find(({ id }) => id === monde.moi)
  if (!me) return []
  const today = monde.maintenant.slice(0, 10)
  const nom = (id: string | null) => monde.annuaire.structures?.find((one) => one.id === id)?.nom ?? id ?? 'un membre du réseau'
  return retoursDe(monde).flatMap(({ aller, retour, doit, echeance, fait }): Echeance[] => {
    const roles = rolesIn(aller, me, monde.annuaire)
    const concerned = (['accueilli', 'accueillant', 'responsable_appartenance', 'responsable_accueil', 'pilote_bourse'] as const).some((role) => roles.has(role))
    if (!concerned || fait || !echeance || !eutLieu(aller, today)) return []
    if (retour && retour.dates.length > 0) return []
    const late = echeance < today
    return [
      {
        id: `bourse retour ${aller.id}`,
        regle: 'R-BEP-01',
        niveau: late ? 'avertissement' : 'rappel',
        titre: late ? `Accueil en retour chez ${nom(doit)} : l’échéance est passée` : `Accueil en retour chez ${nom(doit)} à organiser`,
        detail: aller.titre,
        des: dayPlus(echeance, -AHEAD),
        lien: retour ? `/immersions/${retour.id}` : `/immersions/${aller.id}`,
        immersion: aller.id,
      },
    ]
  })
}
