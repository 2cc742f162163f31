// Which act gives which statut to an immersion: the steps of parcours.json, read against what a person did in a fiche.
// Only one's own acts: the device of who did it writes the trace, as the others may not read the fiche behind it.
import { DEMANDE, ENVOI, envoiOf } from '../domain/bourse.ts'
import type { Etat, Immersion } from '../domain/collections.ts'
import { hash64 } from '../domain/json.ts'
import { type Path, path } from '../domain/id.ts'
import { type Head, type Registers, shownHead, shownValue } from '../domain/register.ts'
import { type Fait, reached } from '../domain/statut.ts'
import { findParcours } from '../forms/parcours.ts'
import type { Etape } from '../forms/schema.ts'

/** A fiche as far as its acts go. */
interface FicheAgie {
  id: string
  data: { $gabarit: string; $auteur: string | null; $etat: Etat | null }
  registers: Registers
}

/** A convention binds once each party has signed, whoever holds the phone. */
export const SIGNATURES: Record<string, readonly string[]> = {
  'spro-2-convention': ['signature_appartenance', 'signature_accueil', 'signature_accueilli'],
  'beprip-convention-ethique': ['signature_accueilli', 'signature_demandeuse', 'signature_accueil'],
}

/** The answer by which somebody decides, and what each choice makes of the immersion. */
const DECISIONS: Record<string, { champ: string; motif: string; donne: Record<string, string> }> = {
  'spro-1-demande': {
    champ: 'avis',
    motif: 'avis_motif',
    donne: { favorable: 'acceptee', favorable_sous_conditions: 'acceptee', reporte: 'a_retravailler', defavorable: 'refusee' },
  },
  'pose-entretien-tripartite-initial': {
    champ: 'decision',
    motif: 'suite_proposee',
    donne: { acceptee: 'acceptee', a_retravailler: 'a_retravailler', refusee: 'refusee' },
  },
}

/** What the sending of a request of the bourse makes of the immersion; until it leaves its structure, nothing. */
const ENVOIS: Record<string, string> = {
  envoyee: 'demandee',
  acceptee: 'acceptee',
  refusee: 'refusee',
  renvoyee: 'a_retravailler',
  annulee: 'annulee',
}

/** In a step of several gabarits, the one that ends it. The others prepare it, or host it. */
const ENDS: Record<string, string> = { preparation: 'spro-3-preparation', recul_evaluation: 'spro-4-evaluation' }

/** What the host writes on the day for those who are there; the visitor may not have come yet. */
const ASSENTIMENT = 'accueil-assentiment'

const etapesOf = (dispositif: string): Etape[] =>
  (findParcours(dispositif)?.etapes ?? []).filter(
    // The synthèse is no fiche of an immersion, and the return of a bourse is another immersion: each has its own way.
    ({ id, statut_resultant }) => statut_resultant !== undefined && id !== 'synthese' && id !== 'retour',
  )
const isOnSite = ({ phase }: Etape): boolean => phase === 'pendant'

/** The local day and time of a moment, as documents keep it. */
export type LocalTime = (ms: number) => string

/** The act done by `moi` in a fiche of this immersion, and what it gave; null when there is none. */
export function acteDe(fiche: FicheAgie, immersion: Immersion, moi: string, localTime: LocalTime): Fait | null {
  const { $gabarit: gabarit, $etat: etat, $auteur: auteur } = fiche.data
  const etapes = etapesOf(immersion.dispositif).filter((etape) => !isOnSite(etape) && etape.gabarits.includes(gabarit))
  const made = (statut: string, le: string, motif?: string): Fait => ({
    statut,
    par: moi,
    le,
    fiche: fiche.id,
    ...(motif ? { motif } : {}),
  })
  const signed = SIGNATURES[gabarit]
  if (signed) {
    const last = lastSignature(fiche.registers, signed)
    // A party from outside the network signs through the server: its host, the author of the convention, says so.
    const par = last && (last.u === 'systeme' ? auteur : last.u)
    const statut = etapes[0]?.statut_resultant
    return last && par === moi && statut ? made(statut, signedAt(last) ?? localTime(last.t)) : null
  }
  if (gabarit === DEMANDE) {
    const envoi = envoiOf(shownValue(fiche.registers, ENVOI))
    const statut = envoi && ENVOIS[envoi.etat]
    return envoi?.le && envoi.par === moi && statut ? made(statut, envoi.le, envoi.motif ?? undefined) : null
  }
  if (!etat?.le || etat.par !== moi) return null
  const decision = DECISIONS[gabarit]
  if (decision) {
    const head = shownHead(fiche.registers, path(decision.champ))
    const statut = typeof head?.v === 'string' ? decision.donne[head.v] : undefined
    if (head && statut && (head.u === moi || gabarit !== 'spro-1-demande')) {
      const motif = statut === 'acceptee' ? null : shownValue(fiche.registers, path(decision.motif))
      return made(statut, etat.le, typeof motif === 'string' ? motif : undefined)
    }
    if (gabarit !== 'spro-1-demande') return null
  }
  const etape = etapes.length < 2 ? etapes[0] : stepAt(etapes, immersion, etat.le)
  if (!etape?.statut_resultant || (ENDS[etape.id] ?? gabarit) !== gabarit) return null
  return made(etape.statut_resultant, etat.le)
}

/** A gabarit of two steps: the grid is built before, and filled to the end afterwards. */
function stepAt(etapes: Etape[], { dates }: Immersion, le: string): Etape | undefined {
  const end = dates.at(-1)
  const over = end !== undefined && le.slice(0, 10) >= end
  return etapes.find(({ phase }) => (phase === 'avant') !== over)
}

function lastSignature(registers: Registers, champs: readonly string[]): Head | null {
  const heads = champs.map((champ) => shownHead(registers, path(champ)))
  if (heads.some((head) => !head || head.v === null)) return null
  return (heads as Head[]).sort((a, b) => ((signedAt(b) ?? '') < (signedAt(a) ?? '') ? -1 : 1))[0] ?? null // none is missing, just above
}

const signedAt = ({ v }: Head): string | null =>
  typeof v === 'object' && v !== null && !Array.isArray(v) && typeof v.signe_le === 'string' ? v.signe_le : null

/**
 * The presence of `moi` on site: the first thing written, on one of the days of the immersion, in what serves there.
 * @param roles those of `moi` in the immersion
 */
export function presenceDe(
  fiche: FicheAgie,
  immersion: Immersion,
  moi: string,
  roles: ReadonlySet<string>,
  localTime: LocalTime,
): Fait | null {
  const [from, to] = [immersion.dates[0], immersion.dates.at(-1)]
  const etape = etapesOf(immersion.dispositif).find(isOnSite)
  const pendant = (findParcours(immersion.dispositif)?.etapes ?? []).filter(isOnSite)
  if (!from || !to || !etape?.statut_resultant) return null
  // The host collects the assentiment, often before anybody comes: it does not say that the visitor did.
  const serves = pendant.some(
    ({ gabarits, acteurs }) =>
      fiche.data.$gabarit !== ASSENTIMENT && gabarits.includes(fiche.data.$gabarit) && acteurs.some((role) => roles.has(role)),
  )
  if (!serves) return null
  const times = (Object.keys(fiche.registers) as Path[])
    .flatMap((key) => fiche.registers[key] ?? [])
    .filter(({ u }) => u === moi)
    .map(({ t }) => localTime(t))
    .filter((le) => le.slice(0, 10) >= from && le.slice(0, 10) <= to)
    .sort()
  const [le] = times
  return le === undefined ? null : { statut: etape.statut_resultant, par: moi, le, fiche: fiche.id }
}

/**
 * The immersions that a synthèse closes: those its structure has restituted, of its period (R-SPRO-09). Only the
 * responsable who sent it says so.
 */
export function closesDe(fiche: FicheAgie, structure: string, immersions: readonly Immersion[], moi: string): { immersion: string; fait: Fait }[] {
  const { $etat: etat, $gabarit: gabarit } = fiche.data
  if (gabarit !== 'synthese-groupe-local' || !etat?.le || etat.par !== moi) return []
  const le = etat.le
  const day = (champ: string): string => {
    const value = shownValue(fiche.registers, path(champ))
    return typeof value === 'string' ? value : ''
  }
  const [from, to] = [day('periode_debut'), day('periode_fin')]
  if (!from || !to || shownValue(fiche.registers, path('validation')) !== true) return []
  return immersions
    .filter(
      ({ structure_appartenance, statut, dates, faits }) =>
        structure_appartenance === structure &&
        statut === 'restituee' &&
        (dates[0] ?? '') >= from &&
        (dates[0] ?? '9') <= to &&
        !faits.some((one) => one.statut === 'restituee' && one.le > le),
    )
    .map(({ id }) => ({ immersion: id, fait: { statut: 'close', par: moi, le, fiche: fiche.id } }))
}

const decided = ['refusee', 'a_retravailler', 'acceptee']

/** Is it written down already? A decision taken again is written again. */
export function isKnown(fait: Fait, { faits, statut }: Immersion): boolean {
  const same = faits.filter((one) => one.statut === fait.statut)
  if (same.some((one) => idOf(one) === idOf(fait))) return true
  if (fait.statut === 'annulee') return statut === 'annulee'
  if (fait.statut === 'reprise') return statut !== 'annulee'
  if (!decided.includes(fait.statut)) return same.length > 0 || (faits.length === 0 && reached(statut, fait.statut))
  const last = faits.filter((one) => decided.includes(one.statut)).at(-1)
  return last === undefined ? faits.length === 0 && (statut === fait.statut || reached(statut, 'acceptee')) : last.statut === fait.statut
}

/** The name of an act: the same act, seen from two devices, is one register with one value. */
export const idOf = ({ statut, par, le, fiche }: Fait): string => hash64(`${statut} ${par} ${le} ${fiche ?? ''}`)
/** Where a fact is kept in its immersion. */
export const pathOf = (fait: Fait): Path => path(`faits/${idOf(fait)}`)
