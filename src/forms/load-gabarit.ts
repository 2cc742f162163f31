// The gabarits themselves, loaded when one is opened, with the inputs its champs need. Lists of gabarits: catalogue.ts.
import anciens from 'virtual:gabarits/anciens'
import { isRecord } from '../domain/shape.ts'
import { loadCalculs } from './calculees.ts'
import { Completion } from './champs/court.tsx'
import { Vignette } from './champs/photo.tsx'
import { SignaturePosee } from './champs/signature.tsx'
import { typeOf } from './champs/index.ts'
import { champsOf, type Gabarit } from './gabarit.ts'
import { packOf } from './packs.ts'

/** Each gives its gabarits by id, those replaced since by `<id>.v<version>` (build/catalogue.ts). */
const packs = {
  preparation: () => import('virtual:gabarits/preparation'),
  note: () => import('virtual:gabarits/note'),
  pose: () => import('virtual:gabarits/pose'),
  kit: () => import('virtual:gabarits/kit'),
  groupes: () => import('virtual:gabarits/groupes'),
}

/** A gabarit that this app cannot show: unknown here (a newer app made the fiche), or a file it cannot read. */
export type GabaritLu = { ok: true; gabarit: Gabarit } | { ok: false; reason: 'unknown' | 'unreadable' }

/** Are the inputs of this gabarit on the device? Asked before it is shown, so that nothing moves while they arrive. */
export async function loadInputs(gabarit: Gabarit): Promise<void> {
  const loads = new Set<() => Promise<void>>()
  for (const champ of champsOf(gabarit)) {
    if (champ.type === 'nombre' && champ.calcul) loads.add(loadCalculs)
    for (const part of champ.type === 'table' ? champ.colonnes : [champ]) {
      const { Input } = typeOf(part as typeof champ) // a column has the type of a champ
      if ('load' in Input) loads.add(Input.load as () => Promise<void>)
      if (part.type === 'court' && part.referentiel) loads.add(Completion.load)
      if (part.type === 'signature') loads.add(SignaturePosee.load)
      if (part.type === 'photo') loads.add(Vignette.load)
    }
  }
  await Promise.all([...loads].map((load) => load()))
}

const read = new Map<string, Promise<GabaritLu>>()

/** The file of a version: the last one, or one that was replaced since. */
async function readFile(id: string, version: number): Promise<GabaritLu> {
  const { default: files } = await packs[packOf(id)]()
  const found = files[`${id}.v${version}`] ?? files[id]
  if (found === undefined) return { ok: false, reason: 'unknown' }
  // The build reads every file strictly (schema.ts): here only a file that is none is told apart.
  if (!isRecord(found) || !Array.isArray(found.sections)) return { ok: false, reason: 'unreadable' }
  if (found.version !== version) return { ok: false, reason: 'unknown' }
  const gabarit = found as unknown as Gabarit
  // An input that cannot be fetched now says so in its own place; the rest of the fiche is there.
  await loadInputs(gabarit).catch(() => undefined)
  return { ok: true, gabarit }
}

/** The gabarit with which a fiche was opened. A file that fails to load (cut network) is asked for again next time. */
export function findGabarit(id: string, version: number): Promise<GabaritLu> {
  const key = `${id}.v${version}`
  const held = read.get(key)
  if (held) return held
  const asked = readFile(id, version)
  read.set(key, asked)
  asked.catch(() => read.delete(key))
  return asked
}

/**
 * The gabarit with which a fiche was opened.
 * @throws when it is unknown or unreadable here; `findGabarit` says which
 */
export async function loadGabarit(id: string, version: number): Promise<Gabarit> {
  const found = await findGabarit(id, version)
  if (!found.ok) throw new Error(`gabarit ${id} v${version}: ${found.reason}`)
  return found.gabarit
}

/** Is this a version that was replaced by a later one? */
export const isFormer = ({ id, version }: Pick<Gabarit, 'id' | 'version'>): boolean => anciens.includes(`${id}.v${version}`)
