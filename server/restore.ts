// After the database was put back from an older copy: a new epoch, so that devices offer again what they hold, and a
// counter and a replica that cannot meet those of the history that was lost.
import { newReplicaId } from '../src/domain/id.ts'
import { BLOCK } from '../src/domain/offer.ts'
import type { Work } from './work.ts'

/** Begins a new epoch for the network. */
export async function beginEpoch(work: Work): Promise<void> {
  await work.statements.restoreAdd.run({ network: work.network, epoch: work.epoch, seq: work.seq })
  work.epoch = newReplicaId()
  // The lost history gave numbers to operations of the server's own replica too.
  work.systeme = newReplicaId()
  work.directoryChanged()
  // A block of sequences of its own, later than all of this copy: the copy cannot know which ones were used since.
  const [random = 0] = crypto.getRandomValues(new Uint16Array(1))
  work.seq = (Math.floor(work.seq / BLOCK) + 1 + (random & 4095)) * BLOCK
}

/**
 * Null when a device of that epoch may go on under its name; else the sequence up to which it shares its history with
 * this database. One that never pulled knows no epoch: after a restore it takes a new name too, whether it pushes or
 * pulls first, for its numbers (or those of a copy of it) may name operations that other devices hold and will offer.
 */
export async function sharedWith(work: Work, epoch: string | null): Promise<number | null> {
  if (epoch === work.epoch) return null
  const restores = await work.statements.restores.all({ network: work.network })
  if (epoch === null && restores.length === 0) return null
  // An epoch unknown here began after the copy was taken: sure is only what came before every restore.
  const found = restores.filter((row) => row.epoch === epoch)
  return Math.min(...(found.length > 0 ? found : restores).map((row) => row.seq))
}
