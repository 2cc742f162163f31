// Starts and stops the server: listens, prints where, makes the first administrator, ends cleanly on Ctrl-C.
import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { join } from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import { localDay } from './clock.ts'
import { followConnections } from './connections.ts'
import { askServer, openControl } from './control.ts'
import { localAddresses } from './links.ts'
import { listen } from './listen.ts'
import { describeError, type Log, logToStdout } from './log.ts'
import { createService, type Service, type ServiceOptions } from './service.ts'
import { codeOf, settingsOf, Unusable } from './settings.ts'
import { welcome } from './welcome.ts'

export interface StartOptions extends Partial<ServiceOptions> {
  port?: number
  host?: string | null
  /** where sentences for the person who started the server go */
  print?: (text: string) => void
  /** stop on Ctrl-C and on SIGTERM; false when the caller stops it */
  signals?: boolean
  /** print a way in for the administrator as long as nobody came in; false for a server that is filled by its caller */
  welcome?: boolean
}

export interface RunningServer {
  service: Service
  url: string
  port: number
  dataDir: string
  /** finishes what is under way, then closes everything */
  stop(): Promise<void>
}

/** How long requests under way may still take once the server stops. */
const GRACE = 8_000

/** Starts the server with the options, else the environment, else what is usual. A start that fails says why and sets the exit code. */
export async function startServer(options: StartOptions = {}): Promise<RunningServer> {
  try {
    return await start(options)
  } catch (error) {
    if (error instanceof Unusable && options.signals !== false) {
      console.error(error.message)
      process.exit(1)
    }
    throw error
  }
}

async function start(options: StartOptions): Promise<RunningServer> {
  const settings = settingsOf(process.env)
  const print = options.print ?? console.log
  const log: Log = options.log ?? logToStdout
  const dataDir = options.dataDir ?? settings.dataDir
  const wantedPort = options.port ?? settings.port
  const host = options.host ?? settings.host
  const database = options.database ?? settings.databaseUrl
  // Of one file there is one server; of a PostgreSQL there may be many, with the photos of one folder.
  const alone = database === null
  if (alone && (await askServer(dataDir, ['help'])))
    throw new Unusable(`Un serveur utilise déjà les données de « ${dataDir} ». Arrêtez-le d’abord.`)

  const service = await open({
    version: readVersion(),
    trustProxy: settings.trustProxy,
    ...options,
    publicUrl: options.publicUrl ?? settings.publicUrl,
    dataDir,
    database,
    log,
  })
  const server = createAdaptorServer({ fetch: service.app.fetch, overrideGlobalObjects: false }) as Server // plain http: no TLS was asked for
  const closeConnections = followConnections(server)
  server.keepAliveTimeout = 65_000
  server.requestTimeout = 60_000
  let port: number
  try {
    port = await listen(server, wantedPort, host)
  } catch (error) {
    await service.close()
    throw error
  }
  service.origin.publicUrl ??= `http://localhost:${port}`
  const closeControl = alone ? await openControl(service, dataDir) : async () => undefined
  const midnight = watchDay(service, log)

  let stopping: Promise<void> | null = null
  const stop = (): Promise<void> => {
    stopping ??= (async () => {
      clearInterval(midnight)
      service.events.closeAll()
      await closeControl()
      await closeConnections(GRACE)
      await service.close()
    })()
    return stopping
  }
  if (options.signals !== false) stopOnSignals(stop, print)

  const url = service.origin.publicUrl
  print(`Carnet d’immersion est ouvert : ${url}`)
  if (!host) for (const address of localAddresses()) print(`  sur le même réseau : http://${address}:${port}`)
  if (options.welcome !== false) await service.database.exclusive(() => welcome(service, print))
  log({ event: 'started', port, version: readVersion() })
  return { service, url, port, dataDir, stop }
}

async function open(options: ServiceOptions): Promise<Service> {
  try {
    return await createService(options)
  } catch (error) {
    const code = codeOf(error)
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR' || code === 'EEXIST') {
      throw new Unusable(
        `Le dossier des données « ${options.dataDir} » ne peut pas être écrit. Choisissez-en un autre par DATA_DIR.`,
      )
    }
    if (code === 'ERR_SQLITE_ERROR') {
      const why = error instanceof Error ? error.message : ''
      throw new Unusable(`La base « ${join(options.dataDir, 'carnet.sqlite')} » n’a pas pu être ouverte (${why}).`)
    }
    throw error
  }
}

/** Some rights depend on the day (a seance): they are reckoned again when it changes. */
function watchDay(service: Service, log: Log): ReturnType<typeof setInterval> {
  let day = localDay(Date.now())
  const timer = setInterval(async () => {
    const today = localDay(Date.now())
    if (today === day) return
    day = today
    try {
      for (const network of await service.networks()) await service.documents.refreshChannels(network)
    } catch (error) {
      log({ event: 'error', error: describeError(error) })
    }
  }, 30_000)
  return timer.unref()
}

function stopOnSignals(stop: () => Promise<void>, print: (text: string) => void): void {
  let asked = false
  const onSignal = async (signal: NodeJS.Signals): Promise<void> => {
    if (asked) process.exit(130)
    asked = true
    if (signal === 'SIGINT') print('\nArrêt en cours… (Ctrl-C encore pour forcer)')
    await stop()
    process.exit(0)
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
}

const readVersion = (): string =>
  (JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8')) as { version: string }).version
