// A server in a process of its own, to be killed: settings come from the environment, no limit of rates.
import { plantMutant } from '../sync/mutants.ts'

if (process.env.MUTANT) plantMutant(process.env.MUTANT)
const { startServer } = await import('../../server/main.ts')
const generous = { burst: 1_000_000, perMinute: 1_000_000 }
await startServer({
  dist: import.meta.dirname,
  welcome: false,
  rates: { enrol: generous, push: generous, pull: generous, photo: generous },
})
