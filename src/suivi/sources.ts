// Every path and rule that finds something due. A new one is a file beside this one and a line here.
import { bourse } from './bourse.ts'
import type { Source } from './echeance.ts'
import { spro } from './spro.ts'

export const sources: readonly Source[] = [spro, bourse]
