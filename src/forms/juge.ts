// What judges a fiche when it is validated, fetched the first time somebody asks.
import { type Manque, manques, type Vue } from './manques.ts'
import type { Gabarit } from './gabarit.ts'
import type { Reponses } from './reponses.ts'

export { manques } from './manques.ts'
export { changesAtValidation } from './validation.ts'

/** How long an answer takes to come back from the disk to the form, at most, ms; and how often it is looked for. */
const BACK = { within: 400, every: 50 }

/**
 * What is missing once what was just written is back in the form: « Valider » may be touched in the moment between.
 * @param now what the form shows at the time it is asked
 */
export async function manquesEnfin(gabarit: Gabarit, now: () => { reponses: Reponses; vue: Vue }): Promise<Manque[]> {
  for (let waited = 0; ; waited += BACK.every) {
    const { reponses, vue } = now()
    const found = manques(gabarit, reponses, vue)
    if (found.length === 0 || waited >= BACK.within) return found
    await new Promise((resolve) => setTimeout(resolve, BACK.every))
  }
}
