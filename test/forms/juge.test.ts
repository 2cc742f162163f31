// « Valider » touched while the last answer is still on its way back from the disk.
import { expect, test } from 'vitest'
import { manquesEnfin } from '../../src/forms/juge.ts'
import { exemple, gabarit } from './support/exemples.ts'

const preparation = gabarit('spro-1-demande')
const whole = exemple('fic-001').reponses
const [missing] = Object.keys(whole).filter((champ) => preparation.sections.some((section) => section.champs.some((one) => one.id === champ && one.obligatoire && one.type !== 'table')))

test('an answer that comes back a moment later is not said to be missing', async () => {
  const { [missing!]: gone, ...without } = whole
  expect(gone).toBeDefined()
  let reponses = without
  setTimeout(() => {
    reponses = whole
  }, 120)
  const found = await manquesEnfin(preparation, () => ({ reponses, vue: {} }))
  expect(found.map(({ champ }) => champ)).not.toContain(missing)
})

test('an answer that never comes is missing', async () => {
  const { [missing!]: _, ...without } = whole
  const found = await manquesEnfin(preparation, () => ({ reponses: without, vue: {} }))
  expect(found.map(({ champ }) => champ)).toContain(missing)
})
