// The path of an immersion between professionals, and what the kit gives to that of the bourse: the next step of each
// person, by the role they hold there (parcours.json, acteurs). Pure.
import { rolesAt, rolesIn } from '../domain/acces.ts'
import { reached } from '../domain/statut.ts'
import type { Echeance, Source } from './echeance.ts'
import { dayPlus } from './jours.ts'
import type { FicheLue, Monde } from './monde.ts'
import { evaluer, lireRestitution, prendreDuRecul, repondre, restituer } from './spro-apres.ts'
import {
  choisirDate,
  convenir,
  donnerAvis,
  faireDemande,
  horsGroupe,
  preparer,
  preparerAccueil,
  recueillir,
  sansPreparation,
} from './spro-avant.ts'
import { isSpro, suitesDe } from './spro-regles.ts'
import { type Due, structureDe, type Vue } from './spro-vue.ts'

/** A follow-up is proposed for this long, days. */
const SUITE = 60

const OVER = ['close', 'annulee', 'refusee']

/** What the person holding the device has to do, immersion by immersion, then for their structure. */
export const spro: Source = (monde) => {
  const byImmersion = new Map<string, FicheLue[]>()
  for (const fiche of monde.fiches) {
    if (!fiche.immersion) continue
    const held = byImmersion.get(fiche.immersion)
    if (held) held.push(fiche)
    else byImmersion.set(fiche.immersion, [fiche])
  }
  const me = monde.annuaire.personnes.find(({ id }) => id === monde.moi)
  if (!me) return []
  const vues = monde.immersions.filter(isSpro).map((immersion) => ({
    immersion,
    fiches: byImmersion.get(immersion.id) ?? [],
    moi: monde.moi,
    roles: rolesIn(immersion, me, monde.annuaire),
    monde,
  }))
  return [
    ...vues.filter(({ immersion }) => !OVER.includes(immersion.statut)).flatMap(etapes),
    ...vues.flatMap(suites),
    ...syntheses(monde, me),
  ]
}

/** The steps of one immersion that are up to me. */
export function etapes(vue: Vue): Echeance[] {
  const { immersion } = vue
  const steps: [string, Due | null][] = [
    ['date', choisirDate(vue)],
    ['groupe', horsGroupe(vue)],
    ['demande', faireDemande(vue)],
    ['avis', donnerAvis(vue)],
    ['convention', convenir(vue)],
    ['sans-preparation', sansPreparation(vue)],
    ['preparation', preparer(vue)],
    ['accueil', preparerAccueil(vue)],
    ['assentiment', recueillir(vue)],
    ['recul', prendreDuRecul(vue)],
    ['evaluation', evaluer(vue)],
    ['restitution-structure-appartenance', restituer(vue, 'restitution-structure-appartenance')],
    ['restitution-structure-accueillante', restituer(vue, 'restitution-structure-accueillante')],
    ['reponse', repondre(vue)],
    ['lecture', lireRestitution(vue)],
  ]
  return steps.flatMap(([step, due]) =>
    due ? [{ regle: null, ...due, id: `spro/${step}/${immersion.id}`, immersion: immersion.id }] : [],
  )
}

const MODALITE: Record<string, string> = {
  collective: 'collective, équipe à équipe',
  observation: 'en observation',
  mise_en_situation: 'en mise en situation',
}

/** R-SPRO-04: a follow-up under another modalité. */
function suites({ immersion, monde, moi }: Vue): Echeance[] {
  const day = monde.maintenant.slice(0, 10)
  const last = immersion.dates.at(-1)
  if (!immersion.accueilli.includes(moi) || !last || dayPlus(last, SUITE) < day || !reached(immersion.statut, 'evaluee')) return []
  const [modalite] = suitesDe(immersion, monde.immersions, day)
  if (!modalite) return []
  return [
    {
      id: `spro/suite/${immersion.id}`,
      regle: 'R-SPRO-04',
      niveau: 'rappel',
      titre: 'Une suite sous une autre forme ?',
      detail: `${structureDe(monde, immersion.structure_accueil)}, cette fois ${MODALITE[modalite] ?? modalite}`,
      lien: `/immersions/nouvelle?suite=${immersion.id}&modalite=${modalite}`,
      immersion: immersion.id,
    },
  ]
}

/** Only the responsable sends the synthèse up (R-SPRO-09): one by structure, for what was restituted since. */
function syntheses({ annuaire, immersions, fiches, moi }: Monde, me: Parameters<typeof rolesAt>[0]): Echeance[] {
  const held = [me.structure, ...me.mandats.map(({ structure }) => structure)].filter((id) => id !== null)
  return [...new Set(held)].flatMap((structure) => {
    const roles = rolesAt(me, structure)
    if (!roles.includes('responsable_appartenance') && !roles.includes('responsable_accueil')) return []
    const waiting = immersions.filter((one) => isSpro(one) && one.structure_appartenance === structure && one.statut === 'restituee')
    const groupe = annuaire.groupes.find(({ type, structures }) => type === 'groupe_local' && structures.includes(structure))
    if (waiting.length === 0 || !groupe) return []
    const draft = fiches.find(
      ({ gabarit, auteur, etat, rattachement }) =>
        gabarit === 'synthese-groupe-local' && auteur === moi && etat === null && (rattachement?.type !== 'structure' || rattachement.id === structure),
    )
    return [
      {
        id: `spro/synthese/${structure}`,
        regle: 'R-SPRO-09',
        niveau: 'a_faire' as const,
        titre: draft ? 'Terminer la synthèse pour le groupe local' : 'Transmettre une synthèse au groupe local',
        detail: waiting.length > 1 ? `${waiting.length} immersions restituées` : 'Une immersion restituée',
        lien: draft ? `/fiches/${draft.id}` : `/ouvrir?gabarit=synthese-groupe-local&type=structure&objet=${structure}&autre`,
      },
    ]
  })
}
