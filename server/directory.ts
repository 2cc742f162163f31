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

/**
 * Keeps the directory of each network, under the name of its state: a name of its own in the network's row after each
 * change, whoever made it, so that no process shows a directory that another one changed, nor one that was undone.
 */
export function createDirectories(statements: Statements, today: () => string) {
  const kept = new Map<NetworkId, { state: string; directory: Directory }>()

  const readAll = async <Kind extends Collection>(network: NetworkId, kind: Kind): Promise<DocumentOf<Kind>[]> => {
    const rows = await statements.docsOf.all({ network, kind })
    return rows
      .map((row) => ({ id: row.id, registers: unpack(JSON.parse(row.state) as Packed) })) // written by pack
      .filter(({ registers }) => collectionOf(registers) === kind)
      .map(({ id, registers }) => readDocument(kind, id, registers))
  }

  return {
    forget: (): void => kept.clear(),
    /** The directory of a network in this state. */
    async of(network: NetworkId, state: string): Promise<Directory> {
      const found = kept.get(network)
      const aujourdhui = today()
      if (found?.state === state && found.directory.annuaire.aujourdhui === aujourdhui) return found.directory
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
      kept.set(network, { state, directory })
      return directory
    },
  }
}
export type Directories = ReturnType<typeof createDirectories>
