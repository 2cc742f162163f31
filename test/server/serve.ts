// A server in a process of its own, so that it can be signalled and killed. Settings come from the environment.
import { startServer } from '../../server/main.ts'
import { generousRates } from './world.ts'

await startServer({ dist: import.meta.dirname, ...(process.env.GENEROUS ? { rates: generousRates } : {}) })
