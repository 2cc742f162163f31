// Copies of attachments in the browser: a folder of OPFS for each database. The journal's worker writes them, for only a
// worker can flush; the page lists, reads and removes. Comes with the first attachment.
import type { CopyPlace } from './copies.ts'
import type { JournalAsk } from './journal-format.ts'

/** The folder of the copies of a database. */
export const copiesFolder = async (database: string): Promise<FileSystemDirectoryHandle> =>
  (await (await navigator.storage.getDirectory()).getDirectoryHandle('pieces', { create: true })).getDirectoryHandle(database, { create: true })

const orNull = async <T>(found: Promise<T>): Promise<T | null> => {
  try {
    return await found
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return null
    throw error
  }
}

/** @param ask has the worker write; rejects when it could not */
export function opfsCopies(database: string, ask: (request: JournalAsk) => Promise<void>): CopyPlace {
  const read = async (name: string): Promise<File | null> => {
    const file = await orNull((await copiesFolder(database)).getFileHandle(name))
    return file && orNull(file.getFile())
  }
  return {
    async list() {
      const names: string[] = []
      for await (const name of (await copiesFolder(database)).keys()) names.push(name)
      const found = await Promise.all(names.map(async (name) => [name, await read(name)] as const))
      return new Map(found.flatMap(([name, file]) => (file ? [[name, file.size] as const] : [])))
    },
    read,
    write: (name, type, bytes) => ask({ do: 'copy', name, type, bytes }),
    add: (name, head, part) => ask({ do: 'part', name, head, part }),
    async remove(name) {
      await orNull((await copiesFolder(database)).removeEntry(name))
    },
  }
}
