// The server's parts put together over one database, with the acts that concern several of them. Listens to nothing.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Kysely, sql } from 'kysely'
import { type Channel, type DocId, newDocId, NetworkId, type PersonneId } from '../src/domain/id.ts'
import type { Politique } from '../src/domain/politique.ts'
import { createApp, type Rates } from './app.ts'
import { localTime } from './clock.ts'
import type { Schema } from './database.ts'
import { createDevices } from './devices.ts'
import { createAnnuaire } from './annuaire.ts'
import { createDocuments } from './documents.ts'
import { createErasures, type Erasure, erasuresIn } from './erasures.ts'
import { createEvents, type EventsOptions } from './events.ts'
import { readPolitiques } from './gabarits.ts'
import { createInvitations, type Invitation } from './invitations.ts'
import { requireKnown, serviceMigrations } from './known-migrations.ts'
import { enrolLink } from './links.ts'
import { describeError, type Log, noLog } from './log.ts'
import { createPeople } from './people.ts'
import { openDatabase } from './open-database.ts'
import { createPhotos } from './photos.ts'
import { createPieces } from './pieces.ts'
import { createQuarantine } from './quarantine.ts'
import { createHistory } from './routes-history.ts'
import { createIndicateurs } from './indicateurs.ts'
import { createRome } from './rome.ts'
import { newSecret } from './secret.ts'
import { createSignatureLinks } from './signature-links.ts'

export interface ServiceOptions {
  /** holds photos/, and carnet.sqlite unless there is a PostgreSQL */
  dataDir: string
  /** `postgres://…`, or `:memory:` for tests; the file of dataDir otherwise */
  database?: string | null
  /** folder of the built app */
  dist?: string
  version?: string
  /** address people use, known once the server listens when it is left out */
  publicUrl?: string | null
  trustProxy?: boolean
  log?: Log
  rates?: Rates
  events?: EventsOptions
  /** bytes of attachments that one device may leave here */
  pieceQuota?: number
  politiques?: Politique[]
  now?: () => number
}

/** Opens the database and builds every part. @throws when the data folder or the database cannot be used */
export async function createService(options: ServiceOptions) {
  const now = options.now ?? Date.now
  const log = options.log ?? noLog
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 })
  const database = await openDatabase(options.database ?? join(options.dataDir, 'carnet.sqlite'), {
    migrations: serviceMigrations,
  })
  const { db } = database
  await requireKnown(database)
  const erasures = createErasures(db, options.dataDir, now)
  const documents = createDocuments(database, {
    politiques: options.politiques ?? readPolitiques(),
    now,
    onHeld: (error) => log({ event: 'held', error: describeError(error) }),
    onErased: async (network, ids) => {
      await erasures.add(ids.map((id) => ({ network, id })))
      await database.scrub()
    },
  })
  const annuaire = createAnnuaire(documents, now)
  const people = createPeople(db, now)
  const devices = createDevices(db, now, (device) => database.tell({ kind: 'device', device }))
  const invitations = createInvitations(db, now)
  const quarantine = createQuarantine(db, now)
  const photos = createPhotos(db, options.dataDir, now)
  const signatureLinks = createSignatureLinks(database, documents, now)
  const pieces = createPieces(photos, options.dataDir, { quota: options.pieceQuota, arrived })
  const rome = createRome(db, now)
  const events = createEvents(options.events)
  const stopListening = documents.onChange((channels, network) => {
    events.changed(channels, network)
    database.tell({ kind: 'changed', network, channels })
  })
  database.listen((news) => {
    if (news.kind === 'changed') return events.changed(news.channels, news.network)
    devices.forget()
    if (news.kind === 'device') events.close(news.device)
    else events.reopen()
  })
  /** A screen somewhere may be waiting for this file. */
  async function arrived(network: NetworkId, doc: DocId): Promise<void> {
    const rows = await db
      .selectFrom('doc_channel')
      .select('ch')
      .where('network', '=', network)
      .where('doc', '=', doc)
      .where('removed', '=', 0)
      .execute()
    const channels = rows.map(({ ch }) => ch as Channel) // written by channels.ts
    events.changed(channels, network)
    database.tell({ kind: 'changed', network, channels })
  }
  const failed = (error: unknown): void => log({ event: 'error', error: describeError(error) })
  async function followDay(network: NetworkId): Promise<void> {
    await documents.followDay(network)
    const held = await documents.heldDay(network)
    if (held) log({ event: 'date-held', network, ...held, confirm: 'npm run admin -- confirmer date' })
  }
  // Each by itself: another process on the same folder may be at the same work, and be quicker with a file.
  const tidy = async (): Promise<void> => {
    await erasures.complete().catch(failed)
    await pieces.expire().catch(failed)
    // Erasure dates are kept whether or not anybody asks the server for anything that day.
    for (const { id } of await db.selectFrom('network').select('id').execute())
      await followDay(NetworkId.parse(id)).catch(failed)
    await photos.sweep().catch(failed)
    await signatureLinks.sweep()
    await database.scrub()
  }
  const tidying = keepTidy(tidy, failed)
  const origin = { trustProxy: options.trustProxy ?? false, publicUrl: options.publicUrl ?? null }
  const app = createApp({
    documents,
    history: createHistory(db),
    annuaire,
    people,
    devices,
    invitations,
    quarantine,
    photos,
    pieces,
    signatureLinks,
    rome,
    indicateurs: createIndicateurs(db, annuaire, now),
    events,
    dist: options.dist ?? join(import.meta.dirname, '..', 'dist'),
    version: options.version ?? 'dev',
    engine: database.engine,
    challengeSecret: await sharedSecret(db, 'defi'),
    check: async () => {
      await sql`select 1`.execute(db)
    },
    log,
    origin,
    now,
    ...(options.rates ? { rates: options.rates } : {}),
  })

  /** An invitation for a person of the directory; opens their account, and makes or unmakes an administrator. */
  async function invite(
    network: NetworkId,
    personne: PersonneId,
    { codeMinutes, admin = null }: { codeMinutes?: number; admin?: boolean | null } = {},
  ): Promise<Invitation> {
    await people.open(network, personne)
    if (admin !== null) await people.setAdmin(network, personne, admin)
    return await invitations.create(
      network,
      personne,
      'administration',
      codeMinutes === undefined ? {} : { codeMinutes },
    )
  }

  return {
    app,
    database,
    documents,
    annuaire,
    people,
    devices,
    invitations,
    quarantine,
    rome,
    events,
    origin,
    invite,

    async networks(): Promise<NetworkId[]> {
      const rows = await db.selectFrom('network').select('id').orderBy('id').execute()
      return rows.map((row) => NetworkId.parse(row.id))
    },

    /** A new network, the person « Administration » and an invitation for them. */
    async openNetwork(network: NetworkId): Promise<{ personne: PersonneId; invitation: Invitation }> {
      const personne = newDocId() as string as PersonneId // a person's id is that of their document
      await annuaire.write(network, personne as string as ReturnType<typeof newDocId>, {
        $type: 'personne',
        nom: 'Administration',
        fonction: 'Administration du réseau',
      })
      return { personne, invitation: await invite(network, personne, { admin: true }) }
    },

    /** Closes a device: reads nothing more, hears nothing more. */
    async revoke(network: NetworkId, device: string): Promise<boolean> {
      const done = await devices.revoke(network, device)
      events.close(device)
      return done
    },

    /** A person who leaves: their devices and invitations are closed. */
    async dismiss(network: NetworkId, personne: PersonneId): Promise<void> {
      for (const device of await devices.list(network, personne)) {
        await devices.revoke(network, device.id)
        events.close(device.id)
      }
      await invitations.cancelOf(network, personne)
      await signatureLinks.cancelOf(network, personne)
      await people.setAdmin(network, personne, false)
    },

    /** Forgets what was begun and left, removes what erased documents held. Done at the start and every hour. */
    tidy: tidying.now,

    /** Erases a document for good, with the files that no other holds. */
    async erase(network: NetworkId, id: DocId): Promise<void> {
      await documents.erase(network, id)
      await photos.sweep()
      await signatureLinks.sweep()
      await database.scrub() // of the copies for signing too
    },

    /**
     * To be called once the database was put back from an older copy: devices offer again what it lacks, and what was
     * erased since the copy is erased again. Gives how many erasures the list holds.
     */
    async restored(more: readonly Erasure[] = []): Promise<number> {
      await documents.restored()
      const all = new Map([...erasuresIn(options.dataDir), ...more].map((one) => [`${one.network} ${one.id}`, one]))
      for (const { network, id } of all.values()) await documents.erase(network, id, true)
      await erasures.complete()
      await photos.sweep()
      await signatureLinks.sweep()
      return all.size
    },

    /** How to use an invitation, for the person who hands it over. */
    describe(invitation: Invitation): string {
      const lines = [
        `  Lien : ${enrolLink(origin.publicUrl ?? '', invitation.secret)}`,
        `  Code : ${invitation.code}  (à taper dans l’application installée, avant le ${localTime(invitation.code_expire).slice(0, 16)})`,
        `  Sert une seule fois ; le lien expire le ${localTime(invitation.expire).slice(0, 16)}.`,
      ]
      return lines.join('\n')
    },

    async close(): Promise<void> {
      stopListening()
      await tidying.stop()
      events.closeAll()
      await database.close()
    },
  }
}

/** At the start and then every hour; `now` at once. */
function keepTidy(tidy: () => Promise<void>, failed: (error: unknown) => void) {
  let running = tidy().catch(failed)
  const again = (): Promise<void> => {
    running = running.then(tidy).catch(failed)
    return running
  }
  const timer = setInterval(() => void again(), 3_600_000).unref()
  return {
    now: again,
    stop(): Promise<void> {
      clearInterval(timer)
      return running
    },
  }
}

/** A secret of this server, made at its first start and the same in all its processes. */
async function sharedSecret(db: Kysely<Schema>, name: string): Promise<string> {
  const value = newSecret()
  await db
    .insertInto('server_secret')
    .values({ name, value })
    .onConflict((oc) => oc.doNothing())
    .execute()
  return (await db.selectFrom('server_secret').select('value').where('name', '=', name).executeTakeFirstOrThrow()).value
}

export type Service = Awaited<ReturnType<typeof createService>>
