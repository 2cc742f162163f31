// What is due after an immersion, on each side. Pure.
import { reached } from '../domain/statut.ts'
import { dayPlus } from './jours.ts'
import type { FicheLue } from './monde.ts'
import { type Due, isHost, isVisitor, mine, of, ouvrir, personneDe, structureDe, text, today, type Vue, when } from './spro-vue.ts'

/** « Rappel à la date choisie, quinze jours au plus » */
const EVALUE = 15

/** R-SPRO-06: the hour kept for it in the préparation; null when none was chosen. */
export function heureDeRecul(preparation: FicheLue | undefined): string | null {
  const [date, heure] = [text(preparation, 'temps_recul_date'), text(preparation, 'temps_recul_heure')]
  return date && heure ? `${date}T${heure.slice(0, 5)}:00` : null
}

/** R-SPRO-06, for the visitor. */
export function prendreDuRecul(vue: Vue): Due | null {
  const { immersion } = vue
  const last = immersion.dates.at(-1)
  if (!isVisitor(vue) || !last || reached(immersion.statut, 'a_chaud')) return null
  const fiche = mine(vue, 'prise-de-recul')
  if (fiche?.etat) return null
  const heure = heureDeRecul(mine(vue, 'spro-3-preparation'))
  // On the day itself, once it has begun: in the morning there is nothing to step back from.
  if (!heure && (when(vue) === 'avant' || (when(vue) === 'pendant' && !reached(immersion.statut, 'en_cours')))) return null
  return {
    regle: 'R-SPRO-06',
    niveau: 'a_faire',
    titre: fiche ? 'Terminer la prise de recul' : 'Prendre du recul, tant que c’est frais',
    detail: immersion.titre,
    des: heure?.slice(0, 10) ?? last,
    ...(heure && !fiche ? { heure } : {}),
    lien: fiche ? `/fiches/${fiche.id}` : ouvrir('prise-de-recul', immersion),
  }
}

/** R-SPRO-07, for the visitor. */
export function evaluer(vue: Vue): Due | null {
  const { immersion } = vue
  const last = immersion.dates.at(-1)
  if (!isVisitor(vue) || !last || when(vue) !== 'apres' || reached(immersion.statut, 'evaluee')) return null
  const fiche = mine(vue, 'spro-4-evaluation')
  if (fiche?.etat) return null
  const end = dayPlus(last, EVALUE)
  const chosen = text(mine(vue, 'prise-de-recul'), 'date_evaluation')
  const late = today(vue) > end
  // A date that was chosen counts, fifteen days at most; without one, from the day after.
  const des = !chosen ? dayPlus(last, 1) : chosen < end ? chosen : end
  return {
    regle: 'R-SPRO-07',
    niveau: late ? 'avertissement' : 'a_faire',
    titre: late ? 'L’évaluation attend depuis plus de quinze jours' : fiche ? 'Terminer l’évaluation' : 'Évaluer l’expérience',
    detail: immersion.titre,
    des: fiche || late ? last : des,
    lien: fiche ? `/fiches/${fiche.id}` : ouvrir('spro-4-evaluation', immersion),
  }
}

/** R-SPRO-08, for the visitor: one of the two restitutions. */
export function restituer(vue: Vue, gabarit: 'restitution-structure-appartenance' | 'restitution-structure-accueillante'): Due | null {
  const { immersion, monde } = vue
  const evaluation = mine(vue, 'spro-4-evaluation')
  if (!isVisitor(vue) || when(vue) !== 'apres' || !(evaluation?.etat || reached(immersion.statut, 'evaluee'))) return null
  const fiche = of(vue.fiches, gabarit)
  if (fiche?.etat) return null
  const own = gabarit === 'restitution-structure-appartenance'
  return {
    regle: 'R-SPRO-08',
    niveau: 'a_faire',
    titre: own ? 'Restituer à votre équipe' : 'Restituer à la structure accueillante',
    detail: own ? immersion.titre : structureDe(monde, immersion.structure_accueil) || immersion.titre,
    // Where a restitution is composed: the same place from everywhere.
    lien: `/immersions/${immersion.id}/restitution?document=${gabarit}`,
  }
}

/** The host answers the restitution. */
export function repondre(vue: Vue): Due | null {
  const { immersion, fiches, monde } = vue
  const fiche = of(fiches, 'restitution-structure-accueillante')
  if (!isHost(vue) || !fiche?.etat || fiche.reponses.souhait_retour !== undefined) return null
  return {
    niveau: 'a_faire',
    titre: `Répondre à la restitution de ${personneDe(monde, fiche.auteur)}`,
    detail: immersion.titre,
    lien: `/fiches/${fiche.id}?champ=exactitude`,
  }
}

/** The manager reads what the visitor brings back. */
export function lireRestitution(vue: Vue): Due | null {
  const { immersion, fiches, monde, roles } = vue
  const fiche = of(fiches, 'restitution-structure-appartenance')
  if (!roles.has('responsable_appartenance') || isVisitor(vue) || !fiche?.etat || fiche.reponses.vu_responsable === true) return null
  return {
    niveau: 'a_faire',
    titre: `Lire la restitution de ${personneDe(monde, fiche.auteur)}`,
    detail: immersion.titre,
    lien: `/fiches/${fiche.id}?champ=vu_responsable`,
  }
}
