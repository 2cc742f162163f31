// What a cycle of practice exchanges waits for: a vote, a situation for the next séance, a date, a report. Rules R-ECH.
import type { Groupe } from '../domain/collections.ts'
import type { Echeance } from './echeance.ts'
import { aFixerLe, ficheDeSeance, leJour, mesRoles, prochaineDe, rythmeDe, seancesDe } from './groupe.ts'
import { dayPlus } from './jours.ts'
import type { FicheLue, Monde } from './monde.ts'
import { aVoteIci, CHOIX_THEMES, isOuverte } from './themes.ts'

export const SITUATION = 'echange-situation-apportee'
export const COMPTE_RENDU = 'echange-seance'

/** Days before a séance from which participants are invited to bring a situation, and its animateur to prepare it. */
const APPORTER = 21
const PREPARER = 7
/** Days before the next meeting is due from which its animateur is reminded to choose a day. */
const FIXER = 30
/** Days after a séance during which its report is asked for. */
const RENDRE = 30

/** The situations brought for a séance, the first one first. */
export const situationsDe = (fiches: readonly FicheLue[], seance: string): FicheLue[] =>
  fiches
    .filter(({ gabarit, rattachement }) => gabarit === SITUATION && rattachement?.id === seance)
    .sort((a, b) => (a.cree_le ?? '').localeCompare(b.cree_le ?? ''))

/** What is due in the cycles of practice exchanges of this person. */
export function echanges(monde: Monde): Echeance[] {
  return monde.annuaire.groupes.filter(({ type }) => type === 'cycle_echanges').flatMap((groupe) => ofCycle(groupe, monde))
}

function ofCycle(groupe: Groupe, monde: Monde): Echeance[] {
  const { annuaire, moi, fiches } = monde
  const today = monde.maintenant.slice(0, 10)
  const roles = mesRoles(monde, groupe)
  const space = `/reseau/groupe/${groupe.id}`
  const next = prochaineDe(groupe.id, annuaire, today)
  const found: Echeance[] = []
  if (roles.has('participant_echanges')) {
    for (const fiche of fiches) {
      if (fiche.gabarit !== CHOIX_THEMES || fiche.rattachement?.id !== groupe.id || !isOuverte(fiche, today) || aVoteIci(fiche, moi)) continue
      const end = fiche.reponses.cloture
      found.push({
        id: `echanges voter ${fiche.id}`,
        regle: 'R-ECH-01',
        niveau: 'a_faire',
        titre: 'Choisir les thèmes des rencontres',
        detail: typeof end === 'string' && end !== '' ? `${groupe.nom}, jusqu’au ${leJour(end)}` : groupe.nom,
        lien: `${space}/themes`,
      })
    }
    if (next && today >= dayPlus(next.date, -APPORTER) && !situationsDe(fiches, next.id).some(({ auteur }) => auteur === moi))
      found.push({
        id: `echanges situation ${next.id}`,
        regle: 'R-ECH-02',
        niveau: 'rappel',
        titre: `Apporter une situation pour le ${leJour(next.date)}`,
        detail: `${groupe.nom}. Une étude de cas convient aussi pour démarrer`,
        des: dayPlus(next.date, -APPORTER),
        lien: `/reseau/seance/${next.id}`,
      })
  }
  if (!roles.has('animateur_echanges')) return found
  if (!rythmeDe(groupe))
    found.push({ id: `echanges rythme ${groupe.id}`, regle: 'R-ECH-03', niveau: 'rappel', titre: 'Choisir le rythme des rencontres', detail: groupe.nom, lien: space })
  const due = aFixerLe(groupe, annuaire, today)
  if (due && today >= dayPlus(due, -FIXER))
    found.push({
      id: `echanges fixer ${groupe.id}`,
      regle: 'R-ECH-03',
      niveau: 'rappel',
      titre: 'Fixer la prochaine rencontre',
      detail: `${groupe.nom}, attendue ${today > due ? 'depuis le' : 'vers le'} ${leJour(due)}`,
      des: due,
      lien: space,
    })
  if (next && today >= dayPlus(next.date, -PREPARER))
    found.push({ id: `echanges preparer ${next.id}`, regle: null, niveau: 'a_faire', titre: `Préparer la séance du ${leJour(next.date)}`, detail: groupe.nom, des: dayPlus(next.date, -PREPARER), lien: `/reseau/seance/${next.id}` })
  const last = seancesDe(groupe.id, annuaire).findLast(({ date }) => date < today)
  if (last && today <= dayPlus(last.date, RENDRE) && !ficheDeSeance(fiches, COMPTE_RENDU, last)?.etat)
    found.push({ id: `echanges rendre ${last.id}`, regle: null, niveau: 'a_faire', titre: `Terminer le compte rendu du ${leJour(last.date)}`, detail: groupe.nom, des: last.date, lien: `/reseau/seance/${last.id}` })
  return found
}
