// A server that listens, for what memory cannot show: connections, signals, processes.
import { onTestFinished } from 'vitest'
import { noLog } from '../../server/log.ts'
import { type StartOptions, startServer } from '../../server/main.ts'
import { type Asked, Device, folder, generousRates, RESEAU } from './world.ts'
import type { NetworkId, PersonneId } from '../../src/domain/id.ts'
import { databaseAt } from '../support/engine.ts'

/** Starts a server on a free port; stopped after the test. */
export async function listening(options: StartOptions = {}) {
  const dataDir = options.dataDir ?? folder()
  const running = await startServer({
    port: 0,
    host: '127.0.0.1',
    dataDir,
    database: await databaseAt(dataDir),
    dist: folder(),
    log: noLog,
    print: () => undefined,
    signals: false,
    welcome: false,
    rates: generousRates,
    ...options,
  })
  onTestFinished(() => running.stop())
  const base = `http://127.0.0.1:${running.port}`
  return { ...running, base, ask: askOver(base) }
}

/** Asks a listening server. */
export const askOver =
  (base: string) =>
  (path: string, { method, headers = {}, body }: Asked = {}): Promise<Response> =>
    fetch(base + path, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: { ...(body === undefined || body instanceof Uint8Array ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: body instanceof Uint8Array ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body) }),
    })

/** A device that came in over the network. */
export async function deviceOver(
  server: Awaited<ReturnType<typeof listening>>,
  personne: PersonneId,
  network: NetworkId = RESEAU,
): Promise<Device> {
  const { secret } = await server.service.invite(network, personne)
  const response = await server.ask('/api/enrol', { body: { secret, appareil: 'Téléphone' } })
  const { appareil } = (await response.json()) as { appareil: string }
  return new Device(server.ask, response.headers.getSetCookie()[0]!.split(';')[0]!, personne, appareil)
}
