// Keeps watch once the first screen is there: what this person did gives its statut to the immersion, and the hour kept
// for the prise de recul is told (rappel.tsx). Writes only traces of one's own acts.
import { type Annuaire, rolesIn } from '../../domain/acces.ts'
import type { Immersion } from '../../domain/collections.ts'
import type { DocId } from '../../domain/id.ts'
import type { Fait } from '../../domain/statut.ts'
import {
  type Database,
  findImmersion,
  listGroupes,
  listImmersions,
  listPersonnes,
  live,
} from '../../store/index.ts'
import { type FicheSuivie, fichesSuivies, type Touche, touchees } from '../../store/suivi.ts'
import { acteDe, closesDe, isKnown, presenceDe } from '../../suivi/actes.ts'
import { dayOf, localTime } from '../dates.ts'
import { isOver } from '../immersion.ts'
import { reporter } from '../insertion/reporter.ts'
import { ecrireFait } from './faits.ts'
import { rappeler } from './rappel.tsx'

/** Between two looks at what changed, ms: an act is no key. */
const REST = 1_500
/** What was written before a kill is looked at again this far back, ms. */
const BACK = 2 * 86_400_000

const at = (ms: number): string => localTime(new Date(ms))

/** Begins to watch; for as long as the page lives. */
export function veiller(db: Database): void {
  let since = Date.now() - BACK
  let work: Promise<unknown> = rattraper(db).catch(() => undefined)
  // A save that fails is shown by its chip and tried again at the next start: nothing else waits for it.
  live(() => touchees(db, since), REST).subscribe(
    (touche) => {
      since = Math.max(since, touche.jusque)
      work = work.then(() => suivre(db, touche)).catch(() => undefined)
    },
    () => undefined,
  )
  rappeler(db)
}

/** The acts that a kill kept from being told: those in the immersions that are not over. */
async function rattraper(db: Database): Promise<void> {
  const open = (await listImmersions(db)).filter(({ data }) => !isOver(data)).map(({ id }) => id)
  await suivre(db, { jusque: 0, fiches: await fichesSuivies(db, { immersions: open }), notes: [] })
}

async function annuaireOf(db: Database): Promise<Annuaire> {
  const [personnes, groupes] = await Promise.all([listPersonnes(db), listGroupes(db)])
  return {
    personnes: personnes.map(({ data }) => data),
    groupes: groupes.map(({ data }) => data),
    seances: [],
    aujourdhui: dayOf(new Date()),
  }
}

async function suivre(db: Database, { fiches, notes }: Touche): Promise<void> {
  let known: Annuaire | undefined
  const annuaire = async (): Promise<Annuaire> => (known ??= await annuaireOf(db))
  const immersionOf = async (id: string): Promise<Immersion | null> => (await findImmersion(db, id as DocId))?.data ?? null
  const rolesOf = async (immersion: Immersion) => {
    const directory = await annuaire()
    const me = directory.personnes.find(({ id }) => id === db.personne)
    return me ? rolesIn(immersion, me, directory) : new Set<string>()
  }
  for (const fiche of fiches) {
    const { $immersion } = fiche.data
    if ($immersion) {
      const immersion = await immersionOf($immersion)
      if (!immersion) continue
      const acte = acteDe(fiche, immersion, db.personne, at)
      if (acte && !isKnown(acte, immersion)) {
        await reporter(db, fiche, immersion)
        await ecrireFait(db, immersion, acte)
      }
      const here = isUnderWay(immersion) && presenceDe(fiche, immersion, db.personne, await rolesOf(immersion), at)
      if (here) await ecrireFait(db, (await immersionOf($immersion)) ?? immersion, here)
    } else await fermer(db, fiche, annuaire)
  }
  for (const note of notes) {
    if (note.auteur !== db.personne) continue
    const immersion = await immersionOf(note.immersion)
    if (!immersion || !isUnderWay(immersion) || !(await rolesOf(immersion)).has('accueilli')) continue
    await ecrireFait(db, immersion, { statut: 'en_cours', par: db.personne, le: at(note.at) } satisfies Fait)
  }
}

/** Today is one of its days, and it has not begun. */
function isUnderWay({ dates, faits, statut }: Immersion): boolean {
  const today = dayOf(new Date())
  const [from, to] = [dates[0], dates.at(-1)]
  const begun = faits.some((fait) => fait.statut === 'en_cours') || statut === 'annulee'
  return from !== undefined && to !== undefined && from <= today && today <= to && !begun
}

/** R-SPRO-09: a synthèse sent by the responsable closes the immersions it tells of. */
async function fermer(db: Database, fiche: FicheSuivie, annuaire: () => Promise<Annuaire>): Promise<void> {
  if (fiche.data.$gabarit !== 'synthese-groupe-local' || fiche.data.$etat?.par !== db.personne) return
  const me = (await annuaire()).personnes.find(({ id }) => id === db.personne)
  const of = fiche.data.$rattachement
  const structure = of?.type === 'structure' ? of.id : me?.structure
  if (!structure) return
  const all = (await listImmersions(db)).map(({ data }) => data)
  for (const { immersion, fait } of closesDe(fiche, structure, all, db.personne)) {
    const one = all.find(({ id }) => id === immersion)
    if (one) await ecrireFait(db, one, fait)
  }
}
