// The entries of a network's annuaire (structures, people, groups, sessions) as administration reads and writes them.
import { type Collection, collectionOf, type DocumentOf, readDocument } from '../src/domain/collections.ts'
import { DocId, newDocId, type NetworkId, type Path, path } from '../src/domain/id.ts'
import type { Json } from '../src/domain/json.ts'
import type { Documents } from './documents.ts'

/** The kinds of document that everybody of a network reads. */
export type EntryKind = 'structure' | 'personne' | 'groupe' | 'seance'

/** The entries of the directory, as the commands and the access rules read and write them. */
export function createAnnuaire(documents: Documents, now: () => number) {
  async function find<Kind extends Collection>(
    network: NetworkId,
    kind: Kind,
    id: string,
  ): Promise<DocumentOf<Kind> | null> {
    const known = DocId.safeParse(id)
    const registers = known.success ? await documents.read(network, known.data) : null
    if (!registers || collectionOf(registers) !== kind) return null
    const found = readDocument(kind, id, registers)
    return found.$deleted === null ? found : null
  }
  async function write(network: NetworkId, id: DocId, fields: Record<string, Json>): Promise<void> {
    const set: Record<Path, Json> = {}
    for (const [key, value] of Object.entries(fields)) set[path(key)] = value
    await documents.put(network, 'systeme', [{ id, set }], now())
  }

  return {
    find,
    /** Writes fields of an entry, known or new. */
    write,
    /** A new entry. */
    async add(network: NetworkId, kind: EntryKind, fields: Record<string, Json>): Promise<DocId> {
      const id = newDocId()
      await write(network, id, { $type: kind, ...fields })
      return id
    },
    /** The name of a person, or nothing when the annuaire has none. */
    nameOf: async (network: NetworkId, personne: string): Promise<string> =>
      (await find(network, 'personne', personne))?.nom ?? '',
    isPersonne: async (network: NetworkId, id: string): Promise<boolean> =>
      (await find(network, 'personne', id)) !== null,

    /** What the network has of a kind, by name; what was taken away excepted. */
    async list<Kind extends EntryKind>(network: NetworkId, kind: Kind): Promise<DocumentOf<Kind>[]> {
      const found = (await documents.list(network, kind)).map(({ id, registers }) => readDocument(kind, id, registers))
      const title = (one: DocumentOf<Kind>): string => ('nom' in one ? one.nom : one.titre)
      return found.filter((one) => one.$deleted === null).sort((a, b) => title(a).localeCompare(title(b), 'fr'))
    },
  }
}
export type Annuaire = ReturnType<typeof createAnnuaire>
