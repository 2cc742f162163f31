// A server process for the end-to-end tests: on a given folder, so that it can be killed and started again; filled
// with the examples the first time. Says each thing as one line of JSON, and does what each line of its input asks.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { DocId, type Path, PersonneId } from '../../src/domain/id.ts'
import type { Json } from '../../src/domain/json.ts'
import { momentOf } from '../../server/clock.ts'
import { DEMO_NETWORK, importExemples } from '../../server/demo.ts'
import { enrolLink } from '../../server/links.ts'
import { noLog } from '../../server/log.ts'
import { startServer } from '../../server/main.ts'

const [dataDir = '', port = '0', dist = 'dist', ...personnes] = process.argv.slice(2)
const say = (line: unknown) => console.log(JSON.stringify(line))
const fresh = !existsSync(join(dataDir, 'carnet.sqlite'))
let ahead = 0
const running = await startServer({
  dataDir,
  now: () => Date.now() + ahead,
  port: Number(port),
  host: '127.0.0.1',
  dist,
  log: noLog,
  welcome: false,
  print: () => {},
})
const url = `http://localhost:${running.port}`
if (fresh) {
  await importExemples(running.service)
  await running.service.openNetwork(DEMO_NETWORK)
}
async function invite(personne: string) {
  const invitation = await running.service.invite(DEMO_NETWORK, PersonneId.parse(personne))
  return { personne, link: enrolLink(url, invitation.secret), code: invitation.code }
}
for (const personne of personnes) say(await invite(personne))
say({ ready: true, port: running.port, url })

async function arrival(id: DocId): Promise<void> {
  const end = performance.now() + 30_000
  while ((await running.service.documents.read(DEMO_NETWORK, id)) === null) {
    if (performance.now() > end) throw new Error(`${id} came to the server`)
    await setTimeout(50)
  }
}

type Asked = { invite: string } | { at: string } | { put: { auteur: string; id: string; set: Record<Path, Json> } }
for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line) as Asked // written by TestServer (support.ts)
  if ('invite' in asked) say(await invite(asked.invite))
  else if ('at' in asked) {
    ahead = momentOf(asked.at) - Date.now()
    await running.service.tidy()
    // Months in an instant: as its operator would be asked to, the test says that the date is right.
    await running.service.documents.believeDay(DEMO_NETWORK)
    say({ done: true })
  } else {
    const { auteur, id, set } = asked.put
    // Nobody writes in what the server has not: first the device that makes it has sent it.
    if (!Object.hasOwn(set, '$type')) await arrival(DocId.parse(id))
    await running.service.documents.put(DEMO_NETWORK, PersonneId.parse(auteur), [{ id: DocId.parse(id), set }])
    say({ done: true })
  }
}
