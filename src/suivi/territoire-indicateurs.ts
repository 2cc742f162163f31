// The indicators of a group, begun with the figures of a period as its page shows them: what is computed in the fiche stays
// computed, what may lack immersions says so, a judgement is left to whoever publishes. Pure.
import type { Groupe } from '../domain/collections.ts'
import type { Json } from '../domain/json.ts'
import { restitutionsAnnuelles } from './groupe-local.ts'
import { monthsPlus } from './jours.ts'
import type { Monde } from './monde.ts'
import { chiffresDe, type Moyenne, type Part, type Periode } from './territoire.ts'

/** As many rows as the tables of the gabarit take. */
const LIGNES = { par_modalite: 10, par_structure_accueil: 100, par_structure_origine: 100, par_secteur: 20, par_periode: 12, besoins: 30, axes_travail: 20 }

const part = (some: number, all: number): number | null => (all === 0 ? null : Math.round((some / all) * 100))

/**
 * The answers an `indicateurs-territoire` begins with.
 * @param portee what the figures may lack, in words; '' when they are whole
 * @param moyennes averages that only the server counts
 */
export function preparerIndicateurs(
  groupe: Groupe,
  { debut, fin }: Periode,
  monde: Monde,
  portee: string,
  moyennes: { progression: Moyenne | null; satisfaction: Moyenne | null } | null,
): Record<string, Json> {
  const today = monde.maintenant.slice(0, 10)
  const chiffres = chiffresDe(groupe, { debut, fin }, monde)
  const { derniere } = restitutionsAnnuelles(groupe, monde)
  const table = (colonne: string, parts: readonly Part[]): Json => parts.map(({ cle, nombre }) => ({ [colonne]: cle, nombre }))
  const known = (answers: Record<string, Json | undefined>): Record<string, Json> =>
    Object.fromEntries(Object.entries(answers).filter((one): one is [string, Json] => one[1] !== null && one[1] !== undefined && one[1] !== ''))
  const all = known({
    territoire: groupe.id,
    periode_debut: debut,
    periode_fin: fin < today ? fin : today,
    // Whole, they are computed in the fiche itself, again at each change.
    ...(chiffres.complet
      ? {}
      : {
          nb_total: chiffres.realisees,
          realise: chiffres.realiseesAnnee,
          taux_restitution: part(chiffres.restituees, chiffres.realisees),
          progression_connaissance: (moyennes?.progression ?? chiffres.progression).valeur,
        }),
    par_modalite: table('modalite', chiffres.parModalite),
    par_structure_accueil: table('structure', chiffres.parAccueil),
    par_structure_origine: table('structure', chiffres.parOrigine),
    par_secteur: table('secteur', chiffres.parSecteur),
    par_periode: table('trimestre', chiffres.parTrimestre),
    objectif_annuel: chiffres.objectif,
    nb_refusees: chiffres.refusees,
    commentaire: portee,
    taux_reciprocite: part(chiffres.avecRetour, chiffres.echanges),
    satisfaction_moyenne: (moyennes?.satisfaction ?? chiffres.satisfaction).valeur,
    besoins: chiffres.besoins.map(({ besoin, categorie, occurrences, etat }) => known({ besoin, categorie: categorie ?? 'autre', occurrences, etat })),
    axes_travail: chiffres.axes.map(({ axe, structures, etat }) => known({ axe, structures, etat })),
    restitution_annuelle_faite: derniere !== null && monthsPlus(derniere, 12) > today,
    date_restitution_annuelle: derniere,
  })
  for (const [champ, most] of Object.entries(LIGNES)) {
    const rows = all[champ]
    if (Array.isArray(rows)) all[champ] = rows.slice(0, most)
  }
  return all
}
