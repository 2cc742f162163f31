// What is due before an immersion and while it lasts, on each side. Pure.
import type { Role } from '../domain/politique.ts'
import type { Immersion } from '../domain/collections.ts'
import { reached } from '../domain/statut.ts'
import { dayPlus } from './jours.ts'
import { demande, type Due, isHost, isVisitor, mine, of, ouvrir, personneDe, structureDe, text, today, type Vue, when } from './spro-vue.ts'
import { isHorsGroupe, isSansPreparation } from './spro-regles.ts'

/** Days before the visit when its préparation is due, and the host's. */
const PREPARE = 14
const PREPARE_ACCUEIL = 7

export function choisirDate(vue: Vue): Due | null {
  const { immersion, moi } = vue
  if (when(vue) !== 'sans-date' || !(isVisitor(vue) || immersion.$auteur === moi)) return null
  return { niveau: 'a_faire', titre: 'Choisir une date', detail: immersion.titre, lien: `/immersions/${immersion.id}/modifier` }
}

export function horsGroupe(vue: Vue): Due | null {
  const { immersion, monde, moi, roles } = vue
  const concerns = isVisitor(vue) || immersion.$auteur === moi || roles.has('responsable_appartenance')
  if (!concerns || !['avant', 'sans-date'].includes(when(vue)) || !isHorsGroupe(immersion, monde.annuaire)) return null
  return {
    regle: 'R-SPRO-01',
    niveau: 'avertissement',
    titre: 'Ces deux structures ne sont pas du même groupe local',
    detail: `${immersion.titre}. Vérifiez avec votre responsable ; rien n’est bloqué.`,
    lien: `/immersions/${immersion.id}`,
  }
}

export function faireDemande(vue: Vue): Due | null {
  const { immersion, fiches, monde } = vue
  if (immersion.dispositif !== 'immersion_pro' || !isVisitor(vue) || reached(immersion.statut, 'acceptee')) return null
  if (when(vue) === 'apres') return null
  const fiche = of(fiches, 'spro-1-demande')
  if (immersion.statut === 'a_retravailler' && fiche) {
    return { niveau: 'a_faire', titre: 'Retravailler la demande', detail: text(fiche, 'avis_motif') ?? immersion.titre, lien: `/fiches/${fiche.id}` }
  }
  if (immersion.statut !== 'brouillon') return null
  if (fiche) return fiche.etat ? null : { niveau: 'a_faire', titre: 'Terminer la demande', detail: immersion.titre, lien: `/fiches/${fiche.id}` }
  return demande(monde, immersion.structure_appartenance, 'demande')
    ? { niveau: 'a_faire', titre: 'Faire la demande d’immersion', detail: immersion.titre, lien: ouvrir('spro-1-demande', immersion) }
    : null
}

export function donnerAvis(vue: Vue): Due | null {
  const { immersion, fiches, monde, roles } = vue
  const fiche = of(fiches, 'spro-1-demande')
  if (!fiche || immersion.statut !== 'demandee' || !roles.has('responsable_appartenance') || when(vue) === 'apres') return null
  return {
    niveau: 'a_faire',
    titre: text(fiche, 'avis') ? 'Valider votre avis sur la demande' : 'Donner votre avis sur la demande',
    detail: [personneDe(monde, fiche.auteur), immersion.titre].filter(Boolean).join(' · '),
    lien: `/fiches/${fiche.id}?champ=avis`,
  }
}

const SIGNS: [Role, string][] = [
  ['responsable_appartenance', 'signature_appartenance'],
  ['responsable_accueil', 'signature_accueil'],
  ['accueilli', 'signature_accueilli'],
]
/** R-ETH-01: what must be said yes to before anybody signs. */
const ETHIQUE = ['confidentialite', 'discretion', 'information_personnes']

export function convenir(vue: Vue): Due | null {
  const { immersion, fiches, monde, roles } = vue
  if (immersion.dispositif !== 'immersion_pro' || reached(immersion.statut, 'conventionnee') || when(vue) === 'apres') return null
  const [from, to] = [immersion.structure_appartenance, immersion.structure_accueil]
  if (['refusee', 'a_retravailler'].includes(immersion.statut)) return null
  if (demande(monde, from, 'demande') && !reached(immersion.statut, 'acceptee')) return null
  const fiche = of(fiches, 'spro-2-convention')
  const manages = roles.has('responsable_appartenance') || roles.has('responsable_accueil')
  if (!fiche) {
    if (!manages || !(demande(monde, from, 'convention') || demande(monde, to, 'convention'))) return null
    return { niveau: 'a_faire', titre: 'Établir la convention', detail: immersion.titre, lien: ouvrir('spro-2-convention', immersion) }
  }
  const champ = SIGNS.find(([role, signature]) => roles.has(role) && fiche.reponses[signature] === undefined)?.[1]
  if (!champ) return null
  const agreed = ETHIQUE.every((engagement) => fiche.reponses[engagement] === true)
  if (!agreed && !manages) return null
  return {
    niveau: 'a_faire',
    titre: agreed ? 'Signer la convention' : 'Compléter la convention',
    detail: immersion.titre,
    lien: agreed ? `/fiches/${fiche.id}/signer?champ=${champ}` : `/fiches/${fiche.id}?champ=confidentialite`,
  }
}

export function preparer(vue: Vue): Due | null {
  const { immersion, monde } = vue
  const [first] = immersion.dates
  if (!isVisitor(vue) || reached(immersion.statut, 'a_chaud') || when(vue) === 'apres') return null
  const fiche = mine(vue, 'spro-3-preparation')
  const des = first ? { des: dayPlus(first, -PREPARE) } : {}
  const detail = structureDe(monde, immersion.structure_accueil) || immersion.titre
  // On the day, what is missing is said by the warning.
  if (!fiche && when(vue) === 'pendant') return null
  if (!fiche) return { niveau: 'a_faire', titre: 'Préparer l’immersion', detail, ...des, lien: ouvrir('spro-3-preparation', immersion) }
  // A préparation that was begun serves as it is; it comes back when the day is near.
  if (fiche.etat || reached(immersion.statut, 'preparee') || !first) return null
  return { niveau: 'a_faire', titre: 'Terminer la préparation', detail, des: dayPlus(first, -2), lien: `/fiches/${fiche.id}` }
}

export function sansPreparation(vue: Vue): Due | null {
  const { immersion } = vue
  if (!isVisitor(vue) || when(vue) !== 'pendant') return null
  if (!isSansPreparation(immersion, of(vue.fiches, 'spro-3-preparation') !== undefined, today(vue))) return null
  return {
    regle: 'R-SPRO-05',
    niveau: 'avertissement',
    titre: 'Cette immersion commence sans préparation',
    detail: 'Deux minutes suffisent : un objectif, une question. Rien ne vous empêche de commencer.',
    lien: ouvrir('spro-3-preparation', immersion),
  }
}

/** The checklist of a modalité. */
export const checklistDe = ({ modalite }: Immersion): string | null =>
  modalite ? `accueil-checklist-${modalite.replaceAll('_', '-')}` : null

export function preparerAccueil(vue: Vue): Due | null {
  const { immersion, fiches, monde } = vue
  const gabarit = checklistDe(immersion)
  const [first] = immersion.dates
  if (!isHost(vue) || !gabarit || !first || when(vue) === 'apres') return null
  const fiche = of(fiches, gabarit)
  if (fiche?.etat) return null
  const qui = immersion.accueilli.map((id) => personneDe(monde, id)).join(', ')
  return {
    niveau: 'a_faire',
    titre: when(vue) === 'pendant' ? 'Accueillir aujourd’hui' : fiche ? 'Terminer la préparation de l’accueil' : 'Préparer l’accueil',
    detail: qui || immersion.titre,
    des: dayPlus(first, fiche ? -2 : -PREPARE_ACCUEIL),
    lien: `/immersions/${immersion.id}/accueil`,
  }
}

export function recueillir(vue: Vue): Due | null {
  const { immersion, fiches } = vue
  if (!isHost(vue) || when(vue) !== 'pendant' || immersion.modalite === 'collective') return null
  const fiche = of(fiches, 'accueil-assentiment')
  if (fiche?.etat) return null
  return {
    regle: 'R-ETH-02',
    niveau: 'a_faire',
    titre: 'Recueillir l’assentiment des personnes présentes',
    detail: 'Dire qui vient, pourquoi, et qu’on peut refuser.',
    lien: fiche ? `/fiches/${fiche.id}` : ouvrir('accueil-assentiment', immersion),
  }
}
