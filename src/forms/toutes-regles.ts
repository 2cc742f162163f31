// Every rule that has checks, for gabarits read from their files rather than from the build.
import reglesData from './referentiels/regles.json'
import { knowRegles, type RegleControlee } from './regles.ts'

/** The rules that have checks. Read strictly at build (schema.ts). */
export const regles = reglesData as RegleControlee[]

knowRegles((gabarit) => regles.filter(({ controles }) => controles?.some((one) => one.gabarit === gabarit)))
