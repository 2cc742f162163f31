// The immersion follows what was agreed in its entretien and its mise en place: once, when they are validated. What somebody
// changes in the immersion afterwards stays as they changed it.
import type { Immersion } from '../../domain/collections.ts'
import { type DocId, type OpId, type Path, path } from '../../domain/id.ts'
import type { Json } from '../../domain/json.ts'
import { headsOf } from '../../domain/register.ts'
import { type Database, findImmersion, listPersonnes, listStructures, setFields } from '../../store/index.ts'
import type { FicheSuivie } from '../../store/suivi.ts'
import { aReporter } from '../../suivi/controle-pose.ts'
import { suivieDe } from '../../suivi/immersion-salarie.ts'
import { lireFiche } from '../../suivi/monde.ts'
import { watchSave } from '../saves.ts'

/** Writes in the immersion what this validated fiche says and the immersion does not. */
export async function reporter(db: Database, fiche: FicheSuivie, immersion: Immersion): Promise<void> {
  if (immersion.dispositif !== 'immersion_salarie') return
  const [structures, personnes] = await Promise.all([listStructures(db), listPersonnes(db)])
  const fields = aReporter(
    suivieDe(immersion, [lireFiche(fiche)]),
    structures.map(({ data }) => data),
    personnes.map(({ data }) => data),
  )
  await ecrire(db, immersion.id as DocId, fields)
}

/** Writes these fields in place of what the immersion shows. */
export async function ecrire(db: Database, id: DocId, fields: ReturnType<typeof aReporter>): Promise<void> {
  const keys = Object.keys(fields)
  const view = keys.length > 0 ? await findImmersion(db, id) : null
  if (!view) return
  const seen = Object.fromEntries(keys.map((key) => [key, headsOf(view.registers, path(key))])) as Record<Path, OpId[]>
  await watchSave(`immersion ${id}`, setFields(db, id, fields as Record<string, Json>, seen))
}
