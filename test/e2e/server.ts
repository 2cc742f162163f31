// A server process for the end-to-end tests: on a given folder, so that it can be killed and started again; filled
// with the examples the first time. Says each thing as one line of JSON.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { PersonneId } from '../../src/domain/id.ts'
import { DEMO_NETWORK, importExemples } from '../../server/demo.ts'
import { enrolLink } from '../../server/links.ts'
import { noLog } from '../../server/log.ts'
import { startServer } from '../../server/main.ts'

const [dataDir = '', port = '0', dist = 'dist', ...personnes] = process.argv.slice(2)
const say = (line: unknown) => console.log(JSON.stringify(line))
const fresh = !existsSync(join(dataDir, 'carnet.sqlite'))
const running = await startServer({
  dataDir,
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
for (const personne of personnes) {
  const invitation = await running.service.invite(DEMO_NETWORK, PersonneId.parse(personne))
  say({ personne, link: enrolLink(url, invitation.secret), code: invitation.code })
}
say({ ready: true, port: running.port, url })
