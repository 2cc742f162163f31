// The documents of the examples, and their directory as every device of the network has it on 22 November 2026.
import { documentsOf, readExemples } from '../../server/exemples.ts'
import { readDocument } from '../../src/domain/collections.ts'
import { path } from '../../src/domain/id.ts'
import { registersOf } from '../forms/support/exemples.ts'

export const all = documentsOf(readExemples())
const of = <K extends 'personne' | 'structure' | 'groupe' | 'seance'>(kind: K) =>
  all.filter(({ set }) => set[path('$type')] === kind).map(({ id, set }) => readDocument(kind, id, registersOf(set)))
export const annuaire = { personnes: of('personne'), structures: of('structure'), groupes: of('groupe'), seances: of('seance'), aujourdhui: '2026-11-22' }
