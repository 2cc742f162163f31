// Opens the database of a person: makes it, or rebuilds it from the rescue journal, and keeps the connection alive.
import { newReplicaId, type PersonneId } from '../domain/id.ts'
import { type CarnetDexie, type Database, databaseName, defineDatabase, SCHEMA_EPOCH } from './database.ts'
import { SaveError, toSaveError } from './errors.ts'
import { createJournal, type JournalFile } from './journal.ts'
import { opfsJournal } from './journal-opfs.ts'
import { refreshLive } from './live.ts'
import type { ReplicaMeta } from './port.ts'
import type { Recovery } from './recovered.ts'
import { watchConnection, within } from './revive.ts'
import { hasMarker, putMarker, rememberedSession } from './session-places.ts'
import { replicaStore } from './transact.ts'
import { type Found, isCurrent, keepAnnouncement, missing } from './whole.ts'

export interface OpenOptions {
  /** where the rescue journal is kept; null: nowhere. Without it: a worker over OPFS */
  journal?: JournalFile | null
}

/** Longer than this, another tab holds the database without letting go, ms. */
const PATIENCE = 10_000

/**
 * The store of a person on this device. `recovered` says what was brought back when the browser had lost it.
 * @throws SaveError when the database cannot be opened: closed or disk; outdated-tab when a newer app wrote it
 */
export async function openStore(
  personne: PersonneId,
  options: OpenOptions = {},
): Promise<{ db: Database; recovered: Recovery | null }> {
  const name = databaseName(personne)
  const dexie = defineDatabase(name)
  const file = options.journal === undefined ? opfsJournal(name) : options.journal
  // A journal that cannot be read is a journal that is not there: the database comes first.
  const [session, content, known] = await Promise.all([
    rememberedSession(),
    file?.read().catch(() => null) ?? null,
    hasMarker(personne),
    within(PATIENCE, dexie.open()).catch((error) => {
      throw toSaveError(error)
    }),
  ])
  const enrolled = session ?? content?.session ?? null
  const journal = createJournal(file, enrolled, () => outboxOf(dexie))
  const db = createHandle(name, personne, dexie, journal, file)

  const fresh = freshMeta(personne)
  const before = await dexie.transaction('r', dexie.meta, dexie.out, () => find(dexie))
  const late = before === null ? await import('./recovery.ts') : null
  const planted =
    late !== null &&
    (await dexie.transaction('rw', dexie.meta, dexie.out, dexie.docs, async () => {
      // Another tab may have been quicker.
      if ((await find(dexie)) !== null) return false
      await late.plant(dexie, personne, content, fresh)
      const lost = content ? 'rebuilt' : known ? 'lost' : null
      // In the same transaction: the app may be killed before the person has read it.
      await keepAnnouncement(dexie, lost && (await late.recoveryOf(dexie, lost, content?.rows ?? [])))
      return true
    }))
  if (!planted) await reconcile(db, content)
  else await late.restoreCopies(db)
  const recovered = await keepAnnouncement(dexie, null)

  const after = await dexie.transaction('r', dexie.meta, dexie.out, () => find(dexie))
  const isRenamed = content !== null && JSON.stringify(content.session) !== JSON.stringify(enrolled)
  if (after && (isRenamed || !isCurrent(after, content))) await journal.rewrite(after.meta, after.rows)
  void putMarker(personne)
  return { db, recovered }
}

async function reconcile(db: Database, content: Awaited<ReturnType<JournalFile['read']>>): Promise<void> {
  const { dexie } = db
  const found = await find(dexie)
  if (!found || !content) return
  const rows = missing(found, content)
  if (rows.length === 0) return
  const { complete, recoveryOf, replant, restoreCopies } = await import('./recovery.ts')
  if (content.replica !== found.meta.replica) await replant(db.store, rows)
  await dexie.transaction('rw', dexie.meta, dexie.out, dexie.docs, async () => {
    if (content.replica === found.meta.replica) await complete(dexie, found, content, rows)
    await keepAnnouncement(dexie, await recoveryOf(dexie, 'completed', rows))
  })
  await restoreCopies(db)
}

/** The person has read what was brought back. */
export async function acknowledgeRecovery(db: Database): Promise<void> {
  await db.dexie.meta.delete('recovery')
}

/** What the database says of itself; null: it is new. */
async function find(dexie: CarnetDexie): Promise<Found | null> {
  const [schema, replica, former] = await dexie.meta.bulkGet(['schema', 'replica', 'former'])
  if (schema?.k === 'schema' && schema.epoch > SCHEMA_EPOCH) throw new SaveError('outdated-tab')
  if (replica?.k !== 'replica') return null
  return { meta: replica.value, rows: await dexie.out.toArray(), former: former?.k === 'former' ? former.replicas : [] }
}

async function outboxOf(dexie: CarnetDexie): Promise<{ meta: ReplicaMeta; rows: Found['rows'] }> {
  const found = await dexie.transaction('r', dexie.meta, dexie.out, () => find(dexie))
  if (!found) throw new Error('an open database has a replica')
  return found
}

const freshMeta = (personne: PersonneId): ReplicaMeta => ({
  replica: newReplicaId(),
  personne,
  n: 0,
  h: '',
  vack: 0,
  epoch: null,
  cursors: {},
  rejectedAfter: 0,
  skew: 0,
})

function createHandle(name: string, personne: PersonneId, dexie: CarnetDexie, journal: Database['journal'], file: JournalFile | null): Database {
  const handle: Omit<Database, 'store'> = { name, personne, dexie, journal, copies: file?.copies ?? null, uncopied: false, outdated: false, lastSaved: null, inHand: new Map(), close }
  const db: Database = Object.assign(handle, { store: replicaStore(handle as Database) }) // the store reads it later only
  const unwatch = watchConnection(db)
  // A newer version of the app wants the database: this tab gives it up and says so at its next save. Dexie would
  // reopen it behind our back and let old code write (Dexie#2097).
  dexie.on('versionchange', () => {
    db.outdated = true
    dexie.close({ disableAutoOpen: true })
    refreshLive()
    return false
  })
  function close() {
    unwatch()
    journal.close()
    dexie.close()
  }
  return db
}
