// What is due in the immersions of employees, to the chargé de projet, the référent of the SIAE, the tuteur. Pure.
import { reseauxDe } from '../domain/acces-entreprise.ts'
import { rolesIn } from '../domain/acces.ts'
import { reached } from '../domain/statut.ts'
import { isBlank } from '../forms/condition.ts'
import type { Echeance, Source } from './echeance.ts'
import { suivisDus } from './entreprises.ts'
import { avantBilan, type Frein, freinsOuverts, joursOf, POSE, semainesDe, type Suivie, suivies, typeDe } from './immersion-salarie.ts'
import { lignes, texte } from './lire.ts'
import type { FicheLue, Monde } from './monde.ts'
import { reunionsDues } from './reunion.ts'

const fermee = ['refusee', 'annulee', 'close']

export const pose: Source = (monde) => {
  const me = monde.annuaire.personnes.find(({ id }) => id === monde.moi)
  if (!me) return []
  const found: Echeance[] = []
  for (const suivie of suivies(monde.immersions, monde.fiches)) {
    if (fermee.includes(suivie.immersion.statut)) continue
    const roles = rolesIn(suivie.immersion, me, monde.annuaire)
    found.push(...duesDe(suivie, (...wanted) => wanted.some((role) => roles.has(role)), monde))
  }
  for (const reseau of reseauxDe(me, monde.annuaire)) {
    found.push(...reunionsDues(reseau, monde), ...suivisDus(reseau, monde))
  }
  return found
}

type Je = (...roles: ('charge_projet' | 'referent_siae' | 'tuteur_accueil' | 'salarie_insertion')[]) => boolean

const open = (gabarit: string, suivie: Suivie, fiche: FicheLue | null): string =>
  fiche ? `/fiches/${fiche.id}` : `/ouvrir?gabarit=${gabarit}&immersion=${suivie.immersion.id}`

/** What one immersion asks of this person now. `je`: does the person hold one of these roles in it? */
function duesDe(suivie: Suivie, je: Je, { maintenant }: Pick<Monde, 'maintenant'>): Echeance[] {
  const { immersion, entretien, miseEnPlace, freins, grille, satisfaction, bilan } = suivie
  const today = maintenant.slice(0, 10)
  const detail = [immersion.salarie_repere, immersion.titre].filter(Boolean).join(' · ')
  const due = (step: string, regle: string | null, niveau: Echeance['niveau'], titre: string, lien: string, des?: string): Echeance => ({
    id: `pose:${step}:${immersion.id}`,
    regle,
    niveau,
    titre,
    detail,
    lien,
    immersion: immersion.id,
    ...(des ? { des } : {}),
  })
  const found: Echeance[] = []
  const rest = freinsOuverts(suivie)
  if (rest.length > 0 && je('charge_projet', 'referent_siae')) found.push(...remind(rest, due, open(POSE.freins, suivie, freins)))

  const decided = entretien?.etat ? texte(entretien.reponses.decision) : ''
  // The tuteur is given the statut, not the entretien.
  if (decided !== 'acceptee' && !reached(immersion.statut, 'acceptee')) {
    const words = decided === 'a_retravailler' ? 'Reprendre le projet avec le salarié' : 'Tenir l’entretien initial'
    if (je('charge_projet', 'referent_siae'))
      found.push(due('entretien', 'R-POSE-01', 'a_faire', words, open(POSE.entretien, suivie, entretien), texte(entretien?.reponses.date)))
    return found
  }
  // A fiche that was opened and left is not done.
  if (je('charge_projet', 'referent_siae') && isBlank(freins?.reponses.accord_salarie))
    found.push(due('freins', 'R-POSE-07', 'a_faire', 'Repérer les freins avec le salarié', open(POSE.freins, suivie, freins)))
  if (je('charge_projet') && !miseEnPlace?.etat && !reached(immersion.statut, 'conventionnee'))
    found.push(due('mise-en-place', null, 'a_faire', 'Trouver le terrain et préparer le dossier', open(POSE.miseEnPlace, suivie, miseEnPlace)))
  const jours = joursOf(suivie)
  const validation = typeDe(suivie) === 'validation'
  const built = lignes(grille?.reponses.tableau_competences).some(({ competence }) => !isBlank(competence))
  if (je('charge_projet', 'tuteur_accueil') && validation && !built && miseEnPlace)
    found.push(due('grille', 'R-POSE-08', 'a_faire', 'Construire la grille d’évaluation', open(POSE.grille, suivie, grille)))
  if (!jours || today < jours.debut) return found
  if (je('charge_projet') && miseEnPlace && isBlank(miseEnPlace.reponses.compte_rendu_demarrage) && today <= jours.fin)
    found.push(due('demarrage', null, 'rappel', 'Noter comment le démarrage s’est passé', `/fiches/${miseEnPlace.id}?champ=compte_rendu_demarrage`, jours.debut))
  if (je('charge_projet', 'tuteur_accueil')) {
    for (const { n, debut, etat, point } of semainesDe(suivie, today)) {
      if (etat !== 'en_retard' && etat !== 'cette_semaine') continue
      const late = etat === 'en_retard'
      const words = late ? `Point de la semaine ${n} en retard` : `Faire le point de la semaine ${n}`
      found.push(due(`point-${n}`, 'R-POSE-08', late ? 'avertissement' : 'a_faire', words, point ? open(POSE.hebdo, suivie, point) : `${open(POSE.hebdo, suivie, null)}&autre&semaine=${n}`, debut))
    }
  }
  if (today < jours.fin) return found
  const lacks = reached(immersion.statut, 'evaluee') ? [] : avantBilan(suivie)
  if (lacks.length > 0) {
    if (validation ? je('charge_projet', 'tuteur_accueil') : je('charge_projet', 'referent_siae', 'salarie_insertion')) {
      const words = validation ? 'Recueillir les avis et les signatures de la grille' : 'Faire remplir le questionnaire par le salarié'
      const to = validation ? open(POSE.grille, suivie, grille) : open(POSE.satisfaction, suivie, satisfaction)
      found.push(due('evaluation', 'R-POSE-09', 'a_faire', words, to, jours.fin))
    }
  } else if (!bilan?.etat && je('charge_projet', 'referent_siae'))
    found.push(due('bilan', 'R-POSE-09', 'a_faire', 'Tenir le bilan tripartite', open(POSE.bilan, suivie, bilan), jours.fin))
  return found
}

/** R-POSE-07: one reminder for all the obstacles of an immersion; it is due when the first of them is. */
function remind(rest: Frein[], due: (step: string, regle: string, niveau: 'rappel', titre: string, lien: string, des?: string) => Echeance, lien: string): Echeance[] {
  const words = rest.length === 1 ? '1 frein à lever' : `${rest.length} freins à lever`
  const [first] = rest.map(({ echeance }) => echeance).filter(Boolean).sort()
  return [due('leves', 'R-POSE-07', 'rappel', words, lien, first)]
}
