// Which gabarits there are, for lists: what each says of itself, without its questions (load-gabarit.ts has those).
import summaries from 'virtual:catalogue'
import type { Politique } from '../domain/politique.ts'
import type { Gabarit } from './schema.ts'

/** What lists say of a gabarit; made at build (build/catalogue.ts), from files that are read strictly there. */
export type GabaritResume = Pick<
  Gabarit,
  | 'id'
  | 'version'
  | 'titre'
  | 'titre_court'
  | 'famille'
  | 'phase'
  | 'portee'
  | 'dispositifs'
  | 'modalites'
  | 'rempli_par'
  | 'consulte_par'
  | 'visibilite'
  | 'repetable'
> & { politique: Pick<Politique, 'rempli_par' | 'acces'> }

/** The gabarits in use: the last version of each. */
export const catalogue: readonly GabaritResume[] = summaries as GabaritResume[]

/** The summary of a gabarit in use, or null. */
export const findResume = (id: string): GabaritResume | null => catalogue.find((resume) => resume.id === id) ?? null
