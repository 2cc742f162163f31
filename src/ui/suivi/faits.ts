// Writes the trace of an act on its immersion: by the device of who did it, once (src/suivi/actes.ts says what it is).
import type { Immersion } from '../../domain/collections.ts'
import type { DocId } from '../../domain/id.ts'
import type { Json } from '../../domain/json.ts'
import type { Fait } from '../../domain/statut.ts'
import { type Database, localTime, setFields } from '../../store/index.ts'
import { isKnown, pathOf } from '../../suivi/actes.ts'
import { watchSave } from '../saves.ts'

/** Writes an act, unless it is known. */
export async function ecrireFait(db: Database, immersion: Immersion, fait: Fait): Promise<void> {
  if (isKnown(fait, immersion)) return
  await watchSave(`fait ${immersion.id}`, setFields(db, immersion.id as DocId, { [pathOf(fait)]: fait as unknown as Json }, {}))
}

/** An act that has no fiche, done now: begun on site, cancelled with its reason, taken up again, noted by hand. */
export const noterFait = (db: Database, immersion: Immersion, statut: string, motif?: string): Promise<void> =>
  ecrireFait(db, immersion, { statut, par: db.personne, le: localTime(), ...(motif ? { motif } : {}) })
