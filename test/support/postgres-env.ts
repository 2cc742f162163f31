// Tells the tests, and the processes that they start, to use the PostgreSQL of this run.
import { inject } from 'vitest'

process.env.TEST_POSTGRES = inject('postgres')
