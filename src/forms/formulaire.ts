// What the champs of one form share, without passing through every level: names, clock, and the door to the store.
import { createContext } from 'preact'
import type { Json } from '../domain/json.ts'
import type { Path } from '../domain/id.ts'
import type { Registers } from '../domain/register.ts'
import type { Acces } from '../domain/politique.ts'
import type { Save, SaisieContexte } from './contexte.ts'
import type { Control } from './saisie.ts'
import type { Gabarit, Table } from './schema.ts'

interface Contenu {
  gabarit: Gabarit
  registers: Registers
}

export interface Partage {
  contexte: SaisieContexte
  save: Save
  /** the one writer of a register, kept while the form is open so that nothing typed is lost when a row is folded */
  controlOf(path: Path, acces: Acces | null, registers: Registers): Control
  /** rows that another fiche would give this table, and that it does not hold yet */
  reprise(champ: Table, rows: readonly Record<string, Json>[]): Record<string, Json>[]
  /** what a signature covers, as it is now */
  contenu(): Contenu
}

const outside = (): never => {
  throw new Error('a champ lives in a FicheForm')
}

export const Formulaire = createContext<Partage>({
  get contexte(): SaisieContexte {
    return outside()
  },
  save: outside,
  controlOf: outside,
  contenu: outside,
  reprise: outside,
})
