// Every path and rule that finds something due. A new one is a file beside this one and a line here.
import { app } from './app.ts'
import { bourse } from './bourse.ts'
import { echanges } from './echanges.ts'
import type { Source } from './echeance.ts'
import { groupeLocal } from './groupe-local.ts'
import { pose } from './pose.ts'
import { spro } from './spro.ts'

export const sources: readonly Source[] = [spro, bourse, pose, echanges, app, groupeLocal]
