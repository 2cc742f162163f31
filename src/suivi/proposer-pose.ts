// What a fiche of an employee's immersion begins with beyond the `prerempli` of its gabarit: what the immersion and the
// fiches before it already say, so that nobody types it again. Never what the employee says: their words and their « oui »
// are theirs to give. Pure.
import type { Personne, Structure } from '../domain/collections.ts'
import type { Json } from '../domain/json.ts'
import { isBlank } from '../forms/condition.ts'
import { libelleOf } from '../forms/referentiels.ts'
import { freinsOuverts, joursOf, POSE, semainesDe, type Suivie, tousLesFreins, typeDe } from './immersion-salarie.ts'
import { lignes, texte } from './lire.ts'

/** What is known around the immersion. */
export interface Ici {
  structures: readonly Structure[]
  personnes: readonly Pick<Personne, 'id' | 'nom' | 'fonction'>[]
  /** local day, `AAAA-MM-JJ` */
  today: string
  /** the week that the point is about, when who begins it said so */
  semaine?: number | undefined
}

/** Answers by champ; what is not known is left out. */
export function proposerPose(gabarit: string, suivie: Suivie, ici: Ici): Record<string, Json> {
  const known = answers(gabarit, suivie, ici)
  return Object.fromEntries(Object.entries(known).filter((entry): entry is [string, Json] => entry[1] !== undefined && !isBlank(entry[1])))
}

function answers(gabarit: string, suivie: Suivie, ici: Ici): Record<string, Json | undefined> {
  const { immersion, entretien } = suivie
  const jours = joursOf(suivie)
  switch (gabarit) {
    case POSE.entretien:
      return {
        salarie_repere: immersion.salarie_repere,
        siae: immersion.structure_appartenance,
        referent: immersion.referent,
        charge_projet: immersion.charge_projet,
        type_immersion: immersion.type_immersion,
      }
    case POSE.miseEnPlace:
      return miseEnPlace(suivie, ici)
    case POSE.grille:
      return { metier: texte(entretien?.reponses.metier_vise), code_rome: texte(entretien?.reponses.code_rome), date_evaluation: jours?.fin }
    case POSE.hebdo:
      return point(suivie, ici)
    case POSE.bilan:
      return bilan(suivie, ici)
    default:
      return {}
  }
}

/** How each type is evaluated (R-POSE-08), and the object it has in general, as the gabarit says beside the question. */
const PAR_TYPE: Record<string, { objet_pmsmp: string; modalites_evaluation: string[] }> = {
  decouverte: { objet_pmsmp: 'decouvrir', modalites_evaluation: ['questionnaire', 'bilan_tripartite'] },
  validation: { objet_pmsmp: 'confirmer', modalites_evaluation: ['grille', 'hebdomadaire', 'bilan_tripartite'] },
}

function miseEnPlace(suivie: Suivie, { structures, personnes }: Ici): Record<string, Json | undefined> {
  const { immersion, freins } = suivie
  const [debut, fin] = [immersion.dates[0], immersion.dates.at(-1)]
  const host = structures.find(({ id }) => id === immersion.structure_accueil)
  const tuteur = personnes.find(({ id }) => id === immersion.accueillant)
  return {
    structure_retenue: immersion.structure_accueil,
    date_debut: debut,
    date_fin: fin,
    nombre_heures: immersion.duree_heures,
    lieu: immersion.lieu || [host?.nom, host?.adresse].filter(Boolean).join(', '),
    tuteur: [tuteur?.nom, tuteur?.fonction].filter(Boolean).join(', '),
    ...PAR_TYPE[typeDe(suivie) ?? ''],
    freins_traites: freins ? etatDesFreins(suivie) : undefined,
  }
}

function etatDesFreins(suivie: Suivie): string | undefined {
  const { freins } = suivie
  if (freins?.reponses.accord_salarie !== true) return undefined
  if (['attendre', 'non'].includes(texte(freins.reponses.condition_demarrage))) return 'bloquants'
  return tousLesFreins(freins).length === 0 ? 'aucun' : freinsOuverts(suivie).length === 0 ? 'leves' : 'en_cours'
}

/** The week asked for, else the first one that waits; its day only when it is that of today. */
function point(suivie: Suivie, { today, semaine }: Ici): Record<string, Json | undefined> {
  const all = semainesDe(suivie, today)
  const found = all.find(({ n }) => n === semaine) ?? all.find(({ etat }) => etat === 'en_retard' || etat === 'cette_semaine')
  return { numero_semaine: found?.n, date: found && today >= found.debut && today <= found.fin ? today : undefined }
}

function bilan(suivie: Suivie, { today }: Ici): Record<string, Json | undefined> {
  const { satisfaction, grille } = suivie
  const weeks = semainesDe(suivie, today)
  const hours = weeks.map((week) => week.point?.reponses.heures_realisees)
  return {
    type_immersion: typeDe(suivie),
    // A week without its hours: the sum would be wrong.
    heures_realisees: hours.length > 0 && hours.every((one) => typeof one === 'number') ? hours.reduce((sum, one) => sum + one, 0) : undefined,
    projet: texte(satisfaction?.reponses.projet_valide),
    competences_bilan: lignes(grille?.reponses.tableau_competences)
      .filter((row) => texte(row.competence) !== '' && texte(row.niveau) !== '')
      .map((row) => `${texte(row.competence)} : ${libelleOf('niveaux_competence', texte(row.niveau)).toLowerCase()}.`)
      .join('\n'),
    parole_accueil: texte(grille?.reponses.avis_structure),
    freins_restants: freinsOuverts(suivie)
      .map(({ besoin, type }) => besoin || libelleOf('types_freins', type))
      .join('\n'),
  }
}
