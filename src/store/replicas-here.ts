// The names this database writes under, so that « cet appareil » can be told from another of the same person.
import type { Database } from './database.ts'

/** The replica of this device, and those it was before it had to take another name. */
export async function replicasHere(db: Database): Promise<string[]> {
  const [replica, former] = await db.dexie.meta.bulkGet(['replica', 'former'])
  return [...(replica?.k === 'replica' ? [replica.value.replica] : []), ...(former?.k === 'former' ? former.replicas : [])]
}
