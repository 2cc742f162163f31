// The year of a local group, prepared from what it was: for its restitution, the immersions to be told, what the structures
// learned, what they need; for the programme that follows, what they asked for. Only what was sent up to the group, and
// counts; who comes and what is decided are left open. Pure.
import type { Groupe } from '../domain/collections.ts'
import type { Json } from '../domain/json.ts'
import { plainWords } from '../domain/plain-words.ts'
import { REALISEE } from '../forms/calcul.ts'
import { COMPTE_RENDU } from './echanges.ts'
import { programmesDe, restitutionsAnnuelles } from './groupe-local.ts'
import { lignes, texte } from './lire.ts'
import type { FicheLue, Monde } from './monde.ts'
import { chiffresDe, immersionsDuGroupe } from './territoire.ts'

/** Until this month a restitution looks at the year before. */
const DEBUT_D_ANNEE = 3
/** as many rows as the gabarit takes (`presentees`, `besoins`) */
const PRESENTEES = 20
const BESOINS = 12
/** `apprentissages_mutuels.longueur_max` */
const LONGUEUR = 2_000

/** The year that a restitution prepared on this day looks at. */
export const anneeDe = (today: string): number => Number(today.slice(0, 4)) - (Number(today.slice(5, 7)) <= DEBUT_D_ANNEE ? 1 : 0)

/** What the structures of the group sent up about this year, the oldest first. */
const synthesesDe = (groupe: Groupe, fiches: readonly FicheLue[], annee: number): FicheLue[] =>
  fiches
    .filter(({ gabarit, rattachement, reponses, cree_le }) => {
      const of = rattachement?.id ?? ''
      const jour = texte(reponses.periode_fin) || (cree_le ?? '')
      return gabarit === 'synthese-groupe-local' && (of === groupe.id || groupe.structures.includes(of)) && jour.startsWith(`${annee}-`)
    })
    .sort((a, b) => texte(a.reponses.periode_fin).localeCompare(texte(b.reponses.periode_fin)))

/**
 * The answers a restitution-annuelle begins with.
 * @param fonction of who prepares it, as a first word for « Animation »
 */
export function preparerAnnuelle(groupe: Groupe, monde: Monde, fonction: string | null): Record<string, Json> {
  const { annuaire, maintenant } = monde
  const annee = anneeDe(maintenant.slice(0, 10))
  const chiffres = chiffresDe(groupe, { debut: `${annee}-01-01`, fin: `${annee}-12-31` }, monde)
  const { prochaine } = restitutionsAnnuelles(groupe, monde)
  const first = ({ dates }: { dates: readonly string[] }): string => dates[0] ?? ''
  // By their titles, which everybody who reads the restitution can read; the same immersions as `nb_realisees` counts.
  const done = immersionsDuGroupe(groupe, monde.immersions)
    .filter((one) => one.dispositif === 'immersion_pro' && REALISEE.includes(one.statut) && first(one).startsWith(`${annee}-`))
    .sort((a, b) => first(a).localeCompare(first(b)))
  const fonctionDe = (id: string | undefined): string => annuaire.personnes.find((one) => one.id === id)?.fonction ?? ''
  const structureDe = (id: string): string => annuaire.structures?.find((one) => one.id === id)?.nom ?? ''
  const appris = synthesesDe(groupe, monde.fiches, annee).flatMap(({ reponses, rattachement }) => {
    const words = [texte(reponses.apports), texte(reponses.evolutions_aiguillage)].map((one) => one.trim()).filter(Boolean)
    const from = structureDe(texte(reponses.structure)) || structureDe(rattachement?.id ?? '')
    return words.length === 0 ? [] : [`${from ? `${from} : ` : ''}${words.join(' ')}`]
  })
  return {
    annee,
    ...(prochaine ? { date: prochaine } : {}),
    ...(fonction ? { animateurs: fonction } : {}),
    ...(done.length > 0
      ? { presentees: done.slice(-PRESENTEES).map((one) => ({ immersion: one.titre, presentee_par: fonctionDe(one.accueilli[0]) })) }
      : {}),
    ...(appris.length > 0 ? { apprentissages_mutuels: appris.join('\n').slice(0, LONGUEUR) } : {}),
    ...(chiffres.besoins.length > 0
      ? { besoins: chiffres.besoins.slice(0, BESOINS).map(({ besoin, categorie }) => ({ besoin, categorie: categorie ?? 'autre' })) }
      : {}),
  }
}

/** From this month on, a programme is the next year’s. */
const SUIVANTE = 10
/** as many rows as the gabarit takes (`besoins_formules`), and a short text */
const FORMULES = 30
const COURT = 240

/**
 * The answers a programme-immersions-local begins with: what was asked for (« recueillis auprès des professionnels, des
 * évaluations et des échanges de pratiques »). Whether it is pertinent, and what is offered, are the group’s (R-SPRO-11).
 */
export function preparerProgramme(groupe: Groupe, monde: Monde): Record<string, Json> {
  const today = monde.maintenant.slice(0, 10)
  const annee = anneeDe(today)
  const last = Number(texte(programmesDe(groupe, monde)[0]?.fiche.reponses.periode_fin).slice(0, 4))
  const next = Math.max(Number(today.slice(0, 4)) + (Number(today.slice(5, 7)) >= SUIVANTE ? 1 : 0), last ? last + 1 : 0)
  const asked = new Map<string, Record<string, Json>>()
  const add = (besoin: string, more: Record<string, Json>): void => {
    const said = besoin.trim().slice(0, COURT)
    if (said !== '' && !asked.has(plainWords(said))) asked.set(plainWords(said), { besoin: said, ...more })
  }
  for (const { reponses, rattachement } of synthesesDe(groupe, monde.fiches, annee)) {
    const from = texte(reponses.structure) || (rattachement?.type === 'structure' ? rattachement.id : '')
    for (const row of lignes(reponses.besoins)) add(texte(row.besoin), from ? { exprime_par: from } : {})
  }
  for (const { gabarit, reponses } of monde.fiches)
    if (gabarit === COMPTE_RENDU && texte(reponses.date).startsWith(`${annee}-`)) add(texte(reponses.immersions_souhaitees), { origine: 'echange_pratiques' })
  return {
    periode_debut: `${next}-01-01`,
    periode_fin: `${next}-12-31`,
    ...(groupe.objectif_annuel === null ? {} : { objectif_annuel: groupe.objectif_annuel }),
    ...(asked.size > 0 ? { besoins_formules: [...asked.values()].slice(0, FORMULES) } : {}),
  }
}
