// Where the proposed answers of a new fiche come from: the profile, the immersion, the fiches filled before it.
import type { Annuaire } from '../domain/acces.ts'
import type { Immersion } from '../domain/collections.ts'
import type { Json } from '../domain/json.ts'
import { findGabarit } from '../forms/load-gabarit.ts'
import { champsOf, type Gabarit } from '../forms/gabarit.ts'
import type { SourcesPrefill } from '../forms/prefill.ts'
import { type Reponses, reponsesOf } from '../forms/reponses.ts'
import { type Database, fichesOf, listImmersions, type Session } from '../store/index.ts'

/** The gabarits whose answers this one starts from. */
const originsOf = (gabarit: Gabarit): Set<string> =>
  new Set(champsOf(gabarit).flatMap(({ prerempli }) => (prerempli ? [prerempli.split('.')[0] ?? ''] : [])))

/** The sources for a fiche of this gabarit in this immersion, read from the device. */
export async function sourcesOf(
  db: Database,
  moi: Session,
  annuaire: Annuaire,
  immersion: Immersion | null,
  gabarit: Gabarit,
): Promise<SourcesPrefill> {
  const me = annuaire.personnes.find(({ id }) => id === moi.personne)
  const groupe = annuaire.groupes.find(
    (one) => one.type === 'groupe_local' && me?.structure && one.structures.includes(me.structure),
  )
  const fiches: Record<string, Reponses> = {}
  const origins = originsOf(gabarit)
  if (immersion) {
    // The oldest last: when there are several, the one changed last counts.
    for (const fiche of (await fichesOf(db, { immersion: immersion.id })).reverse()) {
      if (!origins.has(fiche.data.$gabarit)) continue
      const found = await findGabarit(fiche.data.$gabarit, fiche.data.$gabarit_version)
      if (found.ok) fiches[found.gabarit.id] = reponsesOf(found.gabarit, fiche.registers)
    }
  }
  return {
    profil: {
      personne: moi.personne,
      nom: moi.nom,
      fonction: me?.fonction ?? null,
      structure: me?.structure ?? null,
      groupe_local: groupe?.id ?? null,
      contact: me?.courriel ?? me?.telephone ?? null,
    },
    immersion,
    periode: origins.has('immersions') ? await periodeOf(db, me?.structure ?? null) : [],
    maintenant: new Date(),
    fiches,
    personnes: annuaire.personnes.map(({ id, nom }) => ({ id, libelle: nom })),
    structures: (annuaire.structures ?? []).map(({ id, nom }) => ({ id, libelle: nom })),
  }
}

/** What the structure lived and has not told its group yet: the rows of a synthèse. */
async function periodeOf(db: Database, structure: string | null): Promise<Record<string, Json>[]> {
  const done = ['a_chaud', 'evaluee', 'restituee']
  return (await listImmersions(db))
    .map(({ data }) => data)
    .filter((one) => structure !== null && one.structure_appartenance === structure && done.includes(one.statut))
    .sort((a, b) => ((a.dates[0] ?? '') < (b.dates[0] ?? '') ? -1 : 1))
    .map((one) => ({
      structure_accueil: one.structure_accueil,
      modalite: one.modalite,
      date: one.dates[0] ?? null,
      participants: one.accueilli.length + (one.participants_supplementaires ?? 0),
      restituee: one.statut === 'restituee',
    }))
}
