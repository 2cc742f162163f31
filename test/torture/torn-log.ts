// What a kill between the two writes of a LevelDB record leaves behind: a prefix without its record. The next start appends
// after it, the one after that finds a checksum mismatch and deletes the whole database (google/leveldb#1287).
import { appendFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'

const PREFIX = Uint8Array.from([0x12, 0x34, 0x56, 0x78, 0x80, 0x04, 0x01])

/** Leaves a torn record at the end of the log of this origin's databases. */
export async function tearLog(profile: string, url: string): Promise<void> {
  const { hostname, port } = new URL(url)
  const folder = join(profile, 'Default', 'IndexedDB', `http_${hostname}_${port}.indexeddb.leveldb`)
  const log = (await readdir(folder)).filter((file) => file.endsWith('.log')).sort().at(-1)
  if (!log) throw new Error('LevelDB has a log')
  await appendFile(join(folder, log), PREFIX)
}
