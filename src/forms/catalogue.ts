// Which gabarits there are, and the gabarits themselves, loaded when one is opened.
import summaries from 'virtual:catalogue'
import * as z from 'zod/mini'
import { Acces, Role } from '../domain/politique.ts'
import { entete, Gabarit } from './gabarit.ts'

export const GabaritResume = z.object({
  ...entete,
  politique: z.object({ rempli_par: z.array(Role), acces: z.record(z.string(), Acces) }),
  fichier: z.string(),
})
export type GabaritResume = z.infer<typeof GabaritResume>

const all: readonly GabaritResume[] = z.array(GabaritResume).parse(summaries)
const isFormer = (resume: GabaritResume) => resume.fichier.includes('/anciens/')

/** The gabarits in use: the last version of each. */
export const catalogue: readonly GabaritResume[] = all.filter((resume) => !isFormer(resume))

/** The summary of a gabarit in use, or null. */
export const findResume = (id: string): GabaritResume | null => catalogue.find((resume) => resume.id === id) ?? null

const files = import.meta.glob<{ default: unknown }>('./gabarits/**/*.json')

/** A gabarit that this app cannot show: unknown here (a newer app made the fiche), or a file it cannot read. */
export type GabaritLu = { ok: true; gabarit: Gabarit } | { ok: false; reason: 'unknown' | 'unreadable' }

const read = new Map<string, Promise<GabaritLu>>()

async function readFile(fichier: string): Promise<GabaritLu> {
  const load = files[fichier]
  if (!load) return { ok: false, reason: 'unknown' }
  const parsed = Gabarit.safeParse((await load()).default)
  return parsed.success ? { ok: true, gabarit: parsed.data } : { ok: false, reason: 'unreadable' }
}

/** The gabarit with which a fiche was opened. A file that fails to load (cut network) is asked for again next time. */
export function findGabarit(id: string, version: number): Promise<GabaritLu> {
  const resume = all.find((each) => each.id === id && each.version === version)
  if (!resume) return Promise.resolve({ ok: false, reason: 'unknown' })
  const { fichier } = resume
  const held = read.get(fichier)
  if (held) return held
  const asked = readFile(fichier)
  read.set(fichier, asked)
  asked.catch(() => read.delete(fichier))
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
