// The directory of a network as the policy wants it: people, groups and seances, read once and kept until one changes.
import type { Annuaire } from '../src/domain/acces.ts'
import {
  type Collection,
  collectionOf,
  type DocumentOf,
  type Personne,
  readDocument,
} from '../src/domain/collections.ts'
import type { NetworkId } from '../src/domain/id.ts'
import { noRegisters, type Packed, unpack } from '../src/domain/register.ts'
import type { Statements } from './statements.ts'

/** The kinds that everybody in the network reads, and that administration writes. */
export const DIRECTORY: readonly string[] = ['structure', 'personne', 'groupe', 'seance'] satisfies Collection[]

export interface Directory {
  annuaire: Annuaire
  /** the person as the policy sees them; nobody when they left the network, nothing but an id when they are not in it */
  reader(id: string): Personne | null
}

/** Keeps the directory of each network; `forget` it when something in it changed. */
export function createDirectories(statements: Statements, today: () => string, version: () => number) {
  const kept = new Map<NetworkId, Directory>()
  let seen = version()

  const readAll = async <Kind extends Collection>(network: NetworkId, kind: Kind): Promise<DocumentOf<Kind>[]> => {
    const rows = await statements.docsOf.all({ network, kind })
    return rows
      .map((row) => ({ id: row.id, registers: unpack(JSON.parse(row.state) as Packed) })) // written by pack
      .filter(({ registers }) => collectionOf(registers) === kind)
      .map(({ id, registers }) => readDocument(kind, id, registers))
  }

  return {
    forget: (network?: NetworkId): void => (network ? void kept.delete(network) : kept.clear()),
    async of(network: NetworkId): Promise<Directory> {
      // Another process (administration by command line) may have written to the same file.
      const now = version()
      if (now !== seen) kept.clear()
      seen = now
      const found = kept.get(network)
      const aujourdhui = today()
      if (found?.annuaire.aujourdhui === aujourdhui) return found
      const everyone = await readAll(network, 'personne')
      const personnes = everyone.filter((personne) => personne.$deleted === null)
      const byId = new Map(personnes.map((personne) => [personne.id, personne]))
      const gone = new Set(everyone.filter((personne) => personne.$deleted !== null).map((personne) => personne.id))
      const directory: Directory = {
        annuaire: {
          personnes,
          groupes: await readAll(network, 'groupe'),
          seances: await readAll(network, 'seance'),
          aujourdhui,
        },
        reader: (id) => byId.get(id) ?? (gone.has(id) ? null : readDocument('personne', id, noRegisters())),
      }
      kept.set(network, directory)
      return directory
    },
  }
}
export type Directories = ReturnType<typeof createDirectories>
