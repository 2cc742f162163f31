// Every path and rule that finds something due. A new one is a file beside this one and a line here.
import { bourse } from './bourse.ts'
import type { Source } from './echeance.ts'

export const sources: readonly Source[] = [bourse]
