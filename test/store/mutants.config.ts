// The tests with one mistake planted (MUTANT): for mutants.test.ts and for looking at one by hand.
import { mergeConfig } from 'vitest/config'
import base from '../../vite.config.ts'
import { plantedMutant } from './mutants.ts'

// No cache on the disk: what is planted here must not be found there, by another mistake or by nobody's.
export default mergeConfig(base, {
  plugins: [plantedMutant(process.env.MUTANT)],
  test: { fsModuleCache: false },
})
